import { Controller, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { definitionFor, londonDate, parsePeriod } from '@outturn/domain';
import type { Response } from 'express';
import { ChangeIndicator, requireOwnArea } from '../api/change-indicator';
import { Previews } from '../api/preview';
import { Problem } from '../api/problem';
import { Questions } from '../api/question';
import { EventIdPipe, IndicatorKeyPipe, PeriodPipe, unknownInPath } from '../api/request-pipes';
import { Streams } from '../api/streams';
import { SERVER_PARTS, type ServerParts } from '../parts';
import { callerOf } from '../security/guard';
import { rolesFor } from '../security/permissions';
import type { PageRequest } from './browser';
import { checkPage, choosePeriodPage, correctPage, missedView, proposedPage } from './correct';
import {
  CORRECTION_FIELDS,
  CORRECTION_POINTERS,
  emptyCorrection,
  readCorrection,
  type CorrectionTyped,
} from './correction-form';
import { Effects } from './effects';
import { attempt, formContext, recordedSince, typedIn } from './form';
import { Page, type FieldError } from './page';
import { Pages } from './pages';

/** A figure that was wrong, is known better, or is no longer stood behind: proposed here, decided by somebody else. */
@Controller('correct/:indicator')
export class CorrectPagesController {
  constructor(
    @Inject(SERVER_PARTS) private readonly parts: ServerParts,
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(Previews) private readonly previews: Previews,
    @Inject(Questions) private readonly questions: Questions,
    @Inject(Streams) private readonly streams: Streams,
    @Inject(Effects) private readonly effects: Effects,
    @Inject(Pages) private readonly pages: Pages,
  ) {}

  @Get()
  @Page('corrections.propose')
  async choose(@Param('indicator', IndicatorKeyPipe) key: string, @Req() request: PageRequest): Promise<string> {
    const { state } = await this.ownIndicator(key, request);
    const mayRestate = rolesFor(callerOf(request).identity, 'restatements.open').length > 0;
    return this.pages.render(request, 'correct-period', choosePeriodPage(key, state, mayRestate));
  }

  @Get('proposals/:id')
  @Page('corrections.propose')
  async proposed(
    @Param('indicator', IndicatorKeyPipe) key: string,
    @Param('id', EventIdPipe) id: string,
    @Req() request: PageRequest,
  ): Promise<string> {
    const { state } = await this.ownIndicator(key, request);
    if ((await this.parts.readModels.indicatorOfEvent(id)) !== key) throw unknownInPath('id', id);
    return this.pages.render(request, 'proposed', proposedPage(key, state, id));
  }

  @Get(':period')
  @Page('corrections.propose')
  async show(
    @Param('indicator', IndicatorKeyPipe) key: string,
    @Param('period', PeriodPipe) period: string,
    @Req() request: PageRequest,
  ): Promise<string> {
    const { place, revision } = await this.placeOf(key, period, request);
    const typed = emptyCorrection(revision, place.held.supplied);
    return this.pages.render(request, 'correct', correctPage({ ...place, typed, errors: [] }));
  }

  /** The form again, as it was filled in. */
  @Post(':period/change')
  @HttpCode(200)
  @Page('corrections.propose')
  async change(
    @Param('indicator', IndicatorKeyPipe) key: string,
    @Param('period', PeriodPipe) period: string,
    @Req() request: PageRequest,
  ): Promise<string> {
    const { place } = await this.placeOf(key, period, request);
    const typed = typedIn(request, CORRECTION_FIELDS);
    return this.pages.render(request, 'correct', correctPage({ ...place, typed, errors: [] }));
  }

  /** What the correction would change, before it is proposed. */
  @Post(':period')
  @HttpCode(200)
  @Page('corrections.propose')
  async check(
    @Param('indicator', IndicatorKeyPipe) key: string,
    @Param('period', PeriodPipe) period: string,
    @Req() request: PageRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string> {
    const typed = typedIn(request, CORRECTION_FIELDS);
    const { place } = await this.placeOf(key, period, request);
    const read = readCorrection(typed, period, place.held.supplied);
    if ('errors' in read) return this.again(request, response, place, typed, { errors: read.errors });
    const question = await this.questions.open({});
    const context = formContext(request, typed);
    const outcome = await attempt(
      () => this.previews.ofProposal(key, read.proposal, context, question),
      CORRECTION_POINTERS,
    );
    if (outcome.problem !== undefined) return this.again(request, response, place, typed, outcome);
    const effect = await this.effects.inWords(key, outcome.done.effect, question);
    const model = checkPage({ ...place, typed, proposal: read.proposal, effect });
    return this.pages.render(request, 'correct-check', model);
  }

  @Post(':period/proposal')
  @HttpCode(200)
  @Page('corrections.propose')
  async propose(
    @Param('indicator', IndicatorKeyPipe) key: string,
    @Param('period', PeriodPipe) period: string,
    @Req() request: PageRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string | undefined> {
    const typed = typedIn(request, CORRECTION_FIELDS);
    const { place } = await this.placeOf(key, period, request);
    const read = readCorrection(typed, period, place.held.supplied);
    if ('errors' in read) return this.again(request, response, place, typed, { errors: read.errors });
    const command = new ChangeIndicator(key, read.proposal, formContext(request, typed));
    const outcome = await attempt(() => this.commands.execute(command), CORRECTION_POINTERS);
    if (outcome.problem !== undefined) return this.again(request, response, place, typed, outcome);
    response.redirect(303, `/correct/${key}/proposals/${outcome.done.eventIds[0] ?? ''}`);
    return undefined;
  }

  /** The form with what is wrong with it; a stale one goes on from what it has missed when it is sent again. */
  private async again(
    request: PageRequest,
    response: Response,
    place: FigureToCorrect,
    typed: CorrectionTyped,
    { problem, errors }: { readonly problem?: Problem; readonly errors: readonly FieldError[] },
  ): Promise<string> {
    response.status(problem?.status ?? 400);
    const since = problem && recordedSince(problem);
    const nameOf = await this.pages.namesOf((since?.events ?? []).map(({ actor }) => actor));
    const retyped = since === undefined ? typed : { ...typed, revision: since.revision };
    const missed = missedView(since, nameOf);
    return this.pages.render(request, 'correct', correctPage({ ...place, typed: retyped, errors, missed }));
  }

  /** @throws {Problem} 404 where there is no such indicator, 403 where it belongs to another area. */
  private async ownIndicator(key: string, request: PageRequest) {
    const { state, revision } = await this.streams.indicator(key);
    if (state.key === undefined) throw unknownInPath('indicator', key);
    requireOwnArea(callerOf(request), state, londonDate(this.parts.now?.() ?? new Date()));
    return { state, revision };
  }

  /** @throws {Problem} 404 where the period has no figure. */
  private async placeOf(key: string, period: string, request: PageRequest) {
    const { state, revision } = await this.ownIndicator(key, request);
    const held = state.figures[period]?.held;
    const definition = definitionFor(state, parsePeriod(period))?.definition;
    if (held === undefined || definition === undefined) {
      const detail = 'There is no figure for this period that could be corrected. Submit one instead.';
      throw new Problem({ status: 404, code: 'no-figure', detail });
    }
    const { entry: cycle } = await this.streams.cycle(period);
    return { place: { key, period, definition, held, cycle }, revision };
  }
}

type FigureToCorrect = Awaited<ReturnType<CorrectPagesController['placeOf']>>['place'];
