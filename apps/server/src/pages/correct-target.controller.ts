import { Controller, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { definitionFor, londonDate, parsePeriod, targetFor } from '@outturn/domain';
import type { Response } from 'express';
import { ChangeIndicator, requireOwnArea } from '../api/change-indicator';
import { Previews } from '../api/preview';
import { Problem } from '../api/problem';
import { Questions } from '../api/question';
import { IndicatorKeyPipe, PeriodPipe, unknownInPath } from '../api/request-pipes';
import { Streams } from '../api/streams';
import { SERVER_PARTS, type ServerParts } from '../parts';
import { callerOf } from '../security/guard';
import type { PageRequest } from './browser';
import { missedView } from './correct';
import { checkTargetPage, targetPage, type TargetPlace } from './correct-target';
import { Effects } from './effects';
import { attempt, formContext, recordedSince, typedIn } from './form';
import { Page, type FieldError } from './page';
import { Pages } from './pages';
import { TARGET_FIELDS, TARGET_POINTERS, readTarget, standingTarget, type TargetTyped } from './target-form';

/** The target of a closed period that was wrong: the right one is proposed here, and decided by somebody else. */
@Controller('correct/:indicator/:period/target')
export class CorrectTargetController {
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
  async show(
    @Param('indicator', IndicatorKeyPipe) key: string,
    @Param('period', PeriodPipe) period: string,
    @Req() request: PageRequest,
  ): Promise<string> {
    const { place, revision } = await this.placeOf(key, period, request);
    const typed = standingTarget(revision, place.target, place.definition.unit);
    return this.pages.render(request, 'correct-target', targetPage({ ...place, typed, errors: [] }));
  }

  /** The form again, as it was filled in. */
  @Post('change')
  @HttpCode(200)
  @Page('corrections.propose')
  async change(
    @Param('indicator', IndicatorKeyPipe) key: string,
    @Param('period', PeriodPipe) period: string,
    @Req() request: PageRequest,
  ): Promise<string> {
    const { place } = await this.placeOf(key, period, request);
    const typed = typedIn(request, TARGET_FIELDS);
    return this.pages.render(request, 'correct-target', targetPage({ ...place, typed, errors: [] }));
  }

  /** What the right target would change, before it is proposed. */
  @Post()
  @HttpCode(200)
  @Page('corrections.propose')
  async check(
    @Param('indicator', IndicatorKeyPipe) key: string,
    @Param('period', PeriodPipe) period: string,
    @Req() request: PageRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string> {
    const typed = typedIn(request, TARGET_FIELDS);
    const { place } = await this.placeOf(key, period, request);
    const read = readTarget(typed, period, place.target, place.definition.unit);
    if ('errors' in read) return this.again(request, response, place, typed, read);
    const question = await this.questions.open({});
    const context = formContext(request, typed);
    const outcome = await attempt(
      () => this.previews.ofProposal(key, read.proposal, context, question),
      TARGET_POINTERS,
    );
    if (outcome.problem !== undefined) return this.again(request, response, place, typed, outcome);
    const effect = await this.effects.inWords(key, outcome.done.effect, question);
    const model = checkTargetPage({ ...place, typed, proposal: read.proposal, effect });
    return this.pages.render(request, 'correct-check', model);
  }

  @Post('proposal')
  @HttpCode(200)
  @Page('corrections.propose')
  async propose(
    @Param('indicator', IndicatorKeyPipe) key: string,
    @Param('period', PeriodPipe) period: string,
    @Req() request: PageRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string | undefined> {
    const typed = typedIn(request, TARGET_FIELDS);
    const { place } = await this.placeOf(key, period, request);
    const read = readTarget(typed, period, place.target, place.definition.unit);
    if ('errors' in read) return this.again(request, response, place, typed, read);
    const command = new ChangeIndicator(key, read.proposal, formContext(request, typed));
    const outcome = await attempt(() => this.commands.execute(command), TARGET_POINTERS);
    if (outcome.problem !== undefined) return this.again(request, response, place, typed, outcome);
    response.redirect(303, `/correct/${key}/proposals/${outcome.done.eventIds[0] ?? ''}`);
    return undefined;
  }

  /** The form with what is wrong with it; a stale one goes on from what it has missed when it is sent again. */
  private async again(
    request: PageRequest,
    response: Response,
    place: TargetPlace,
    typed: TargetTyped,
    { problem, errors }: { readonly problem?: Problem; readonly errors: readonly FieldError[] },
  ): Promise<string> {
    response.status(problem?.status ?? 400);
    const since = problem && recordedSince(problem);
    const nameOf = await this.pages.namesOf((since?.events ?? []).map(({ actor }) => actor));
    const retyped = since === undefined ? typed : { ...typed, revision: since.revision };
    const missed = missedView(since, nameOf);
    return this.pages.render(request, 'correct-target', targetPage({ ...place, typed: retyped, errors, missed }));
  }

  /** @throws {Problem} 404 where the period has no target that could be corrected, 403 where it is not the reader's. */
  private async placeOf(key: string, period: string, request: PageRequest) {
    const [{ state, revision }, { entry }] = await Promise.all([
      this.streams.indicator(key),
      this.streams.cycle(period),
    ]);
    if (state.key === undefined) throw unknownInPath('indicator', key);
    requireOwnArea(callerOf(request), state, londonDate(this.parts.now?.() ?? new Date()));
    const definition = definitionFor(state, parsePeriod(period))?.definition;
    if (definition === undefined || entry?.state !== 'closed') {
      const detail =
        'The target of a period that is not closed is set anew by the performance team, and not corrected.';
      throw new Problem({ status: 404, code: 'no-closed-target', detail });
    }
    const target = targetFor(state, period, definition.unit)?.target;
    return { place: { key, period, definition, target }, revision };
  }
}
