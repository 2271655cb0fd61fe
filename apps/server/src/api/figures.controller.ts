import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { SERVER_PARTS, type ServerParts } from '../parts';
import { FigureAnswer, FiguresAnswer } from './figure-answers';
import { Figures } from './figures';
import { HistoryAnswer } from './list-answers';
import type { Plain } from './plain';
import { HistoryQuery, RatedQuery, pageOf } from './queries';
import { Questions, asAtAnswer, emptinessNote, permanentLink, ratedAnswer } from './question';
import { IndicatorKeyPipe, PeriodPipe } from './request-pipes';
import { Revisions } from './revisions';
import { Reads } from './route-decorators';

/** Figures, and how they came to be what they are. */
@ApiTags('Figures')
@Controller('api/v1/indicators/:indicator/figures')
export class FiguresController {
  constructor(
    @Inject(SERVER_PARTS) private readonly parts: ServerParts,
    @Inject(Questions) private readonly questions: Questions,
    @Inject(Revisions) private readonly revisions: Revisions,
    @Inject(Figures) private readonly found: Figures,
  ) {}

  @Get()
  @Reads(FiguresAnswer, 'Shows all figures of an indicator.')
  async list(
    @Param('indicator', IndicatorKeyPipe) key: string,
    @Query() query: RatedQuery,
    @Req() request: Request,
  ): Promise<Plain<FiguresAnswer>> {
    const question = await this.questions.open(query);
    const figures = await this.found.ofIndicator(key, question);
    if (figures.length === 0) await this.revisions.requireKnown(key, question);
    const none =
      question.basis === 'published' ? `No figure of ${key} had been published then.` : `${key} had no figures then.`;
    return {
      ...ratedAnswer(request.path, query, question),
      note: figures.length > 0 ? null : (emptinessNote(question) ?? none),
      indicator: key,
      figures,
    };
  }

  @Get(':period')
  @Reads(
    FigureAnswer,
    'Shows a figure: value, target, status, and why.',
    'The ETag is the revision of the indicator, for If-Match; an answer about the past has none.',
  )
  async show(
    @Param('indicator', IndicatorKeyPipe) key: string,
    @Param('period', PeriodPipe) period: string,
    @Query() query: RatedQuery,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Plain<FigureAnswer>> {
    const question = await this.questions.open(query);
    const isPublished = question.basis === 'published';
    const [figure, revision] = await Promise.all([
      this.found.one(key, period, question),
      // Nobody builds on what was published.
      isPublished ? null : this.revisions.announce(key, question, response),
    ]);
    if (figure === null) await this.revisions.requireKnown(key, question);
    const none = isPublished
      ? `No figure of ${key} for ${period} had been published then.`
      : `${key} had no figure for ${period} then: none was due or given.`;
    return {
      ...ratedAnswer(request.path, query, question),
      note: figure ? null : (emptinessNote(question) ?? none),
      indicator: key,
      period,
      figure,
      revision,
    };
  }

  @Get(':period/history')
  @Reads(
    HistoryAnswer,
    'Shows every event that touched a figure, oldest first.',
    'Statuses are those that the figure had at the time.',
  )
  async history(
    @Param('indicator', IndicatorKeyPipe) key: string,
    @Param('period', PeriodPipe) period: string,
    @Query() query: HistoryQuery,
    @Req() request: Request,
  ): Promise<Plain<HistoryAnswer>> {
    const question = await this.questions.open(query);
    const page = await this.parts.readModels.history(key, period, question.asAt.position, pageOf(query));
    if (page.items.length === 0) await this.revisions.requireKnown(key, question);
    return {
      asAt: asAtAnswer(question),
      links: { permanent: permanentLink(request.path, query, question) },
      note: page.items.length > 0 ? null : (emptinessNote(question) ?? 'Nothing had happened to this figure then.'),
      indicator: key,
      period,
      items: page.items,
      next: page.next,
    };
  }
}
