import { Body, Controller, Get, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { comparePeriods, parsePeriod, type ReportingPeriodCommand } from '@outturn/domain';
import type { Request } from 'express';
import { SERVER_PARTS, type ServerParts } from '../parts';
import { PublishedActionsBody, publishedActionsOf } from './action-bodies';
import type { Unstamped } from './change-indicator';
import { ChangeReportingPeriod } from './change-reporting-period';
import { editionReference } from './edition-view';
import { ClosingBody, OpeningBody, PublishedSummaryBody, ReopeningBody, publishedSummaryOf } from './period-bodies';
import type { Plain } from './plain';
import { Published } from './published';
import { RatedQuery, VintageQuery } from './queries';
import { Questions, asAtAnswer, emptinessNote, permanentLink, ratedAnswer, type Question } from './question';
import type { Outcome } from './receipt-interceptor';
import { ReportingPeriodPipe } from './request-pipes';
import { Reads, Writes } from './route-decorators';
import { Summaries } from './summary';
import { ReportingPeriodsAnswer, SummaryAnswer } from './summary-answers';
import { Context, type WriteContext } from './write-context';

/** Quarters and years: their summaries, and when figures are taken for them. */
@ApiTags('Periods')
@Controller('api/v1/periods')
export class PeriodsController {
  constructor(
    @Inject(SERVER_PARTS) private readonly parts: ServerParts,
    @Inject(Questions) private readonly questions: Questions,
    @Inject(Summaries) private readonly summaries: Summaries,
    @Inject(Published) private readonly editions: Published,
    @Inject(CommandBus) private readonly commands: CommandBus,
  ) {}

  @Get()
  @Reads(ReportingPeriodsAnswer, 'Lists the periods that have been opened.')
  async list(@Query() query: VintageQuery, @Req() request: Request): Promise<Plain<ReportingPeriodsAnswer>> {
    const question = await this.questions.open(query);
    const entries = await this.parts.readModels.reportingPeriods(question.asAt.position);
    return {
      asAt: asAtAnswer(question),
      links: { permanent: permanentLink(request.path, query, question) },
      note: emptinessNote(question),
      items: [...entries].sort((a, b) => comparePeriods(parsePeriod(a.period), parsePeriod(b.period))),
    };
  }

  @Get(':period/summary')
  @Reads(
    SummaryAnswer,
    'Shows the summary of a quarter or a year by area: computed, printed, and what is missing.',
    'Shares are of rated indicators. A year also shows how the year of each indicator is made up.',
  )
  async summary(
    @Param('period', ReportingPeriodPipe) period: string,
    @Query() query: RatedQuery,
    @Req() request: Request,
  ): Promise<Plain<SummaryAnswer>> {
    const question = await this.questions.open(query);
    if (question.basis === 'published') return this.published(period, query, request.path, question);
    const facts = await this.summaries.of(period, question);
    const empty = facts.rows.length === 0 ? `There were no figures for ${period} then.` : null;
    return {
      ...ratedAnswer(request.path, query, question),
      note: emptinessNote(question) ?? empty,
      period,
      ...facts,
    };
  }

  private async published(
    period: string,
    query: RatedQuery,
    path: string,
    question: Question,
  ): Promise<Plain<SummaryAnswer>> {
    const { seen, edition } = await this.editions.seenBy(period, question);
    const none = `No edition had been published about ${period} then; "printed" is what another document printed, if any.`;
    return {
      ...ratedAnswer(path, query, question),
      note: edition ? null : (emptinessNote(question) ?? none),
      period,
      edition: edition ? editionReference(edition) : null,
      ...(await this.summaries.of(period, seen)),
      printed: await this.summaries.printed(period, question.asAt.position),
    };
  }

  @Post(':period/opening')
  @Writes('periods.manage', 'Opens a quarter or a year, so that figures are taken.')
  open(
    @Param('period', ReportingPeriodPipe) period: string,
    @Body() { coverage, cutOff }: OpeningBody,
    @Context() context: WriteContext,
  ): Promise<Outcome> {
    return this.change({ type: 'OpenReportingPeriod', period, coverage, cutOff }, context);
  }

  @Post(':period/closing')
  @Writes('periods.manage', 'Closes a period: from then on, only corrections.')
  close(
    @Param('period', ReportingPeriodPipe) period: string,
    @Body() { note }: ClosingBody,
    @Context() context: WriteContext,
  ): Promise<Outcome> {
    return this.change({ type: 'CloseReportingPeriod', period, note }, context);
  }

  @Post(':period/reopening')
  @Writes('periods.manage', 'Lets the one figure of an indicator be given although the period is closed.')
  reopen(
    @Param('period', ReportingPeriodPipe) period: string,
    @Body() { indicator, reason }: ReopeningBody,
    @Context() context: WriteContext,
  ): Promise<Outcome> {
    return this.change({ type: 'ReopenFigure', period, indicator, reason }, context);
  }

  @Post(':period/published-summaries')
  @Writes('published-summaries.record', 'Records a table as a published document prints it.')
  recordSummary(
    @Param('period', ReportingPeriodPipe) period: string,
    @Body() body: PublishedSummaryBody,
    @Context() context: WriteContext,
  ): Promise<Outcome> {
    return this.change({ type: 'RecordPublishedSummary', period, summary: publishedSummaryOf(body) }, context);
  }

  @Post(':period/published-actions')
  @Writes('published-summaries.record', 'Records a table of business plan actions as a published document prints it.')
  recordActions(
    @Param('period', ReportingPeriodPipe) period: string,
    @Body() body: PublishedActionsBody,
    @Context() context: WriteContext,
  ): Promise<Outcome> {
    return this.change({ type: 'RecordPublishedActions', period, table: publishedActionsOf(body) }, context);
  }

  private async change(command: Unstamped<ReportingPeriodCommand>, context: WriteContext): Promise<Outcome> {
    const receipt = await this.commands.execute(new ChangeReportingPeriod(command, context));
    return { receipt, location: `/api/v1/periods/${command.period}/summary` };
  }
}
