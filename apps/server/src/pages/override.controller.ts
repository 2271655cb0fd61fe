import { Controller, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { londonDate } from '@outturn/domain';
import type { Response } from 'express';
import { ChangeIndicator, requireOwnArea } from '../api/change-indicator';
import { Figures } from '../api/figures';
import { Problem } from '../api/problem';
import { Questions } from '../api/question';
import { IndicatorKeyPipe, PeriodPipe, unknownInPath } from '../api/request-pipes';
import { Streams } from '../api/streams';
import { SERVER_PARTS, type ServerParts } from '../parts';
import { callerOf } from '../security/guard';
import type { PageRequest } from './browser';
import { missedView } from './correct';
import { attempt, formContext, newOnce, recordedSince, typedIn } from './form';
import { OVERRIDE_FIELDS, OVERRIDE_POINTERS, overrideErrors, overridePage, type OverrideTyped } from './override';
import { Page, type FieldError } from './page';
import { Pages } from './pages';
import { textOf } from './typed-value';

/** A judgement in the place of a computed status: asked for here, decided by somebody else. */
@Controller('overrides/:indicator/:period')
export class OverridePagesController {
  constructor(
    @Inject(SERVER_PARTS) private readonly parts: ServerParts,
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(Figures) private readonly figures: Figures,
    @Inject(Questions) private readonly questions: Questions,
    @Inject(Streams) private readonly streams: Streams,
    @Inject(Pages) private readonly pages: Pages,
  ) {}

  @Get()
  @Page('overrides.request')
  async show(
    @Param('indicator', IndicatorKeyPipe) key: string,
    @Param('period', PeriodPipe) period: string,
    @Req() request: PageRequest,
  ): Promise<string> {
    const { place, revision } = await this.placeOf(key, period, request);
    const typed = { revision: String(revision), once: newOnce(), level: '', reason: '' };
    return this.pages.render(request, 'override', overridePage({ ...place, typed, errors: [] }));
  }

  @Post()
  @HttpCode(200)
  @Page('overrides.request')
  async request(
    @Param('indicator', IndicatorKeyPipe) key: string,
    @Param('period', PeriodPipe) period: string,
    @Req() request: PageRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string | undefined> {
    const typed = typedIn(request, OVERRIDE_FIELDS);
    const { place } = await this.placeOf(key, period, request);
    const errors = overrideErrors(typed);
    if (errors.length > 0) return this.again(request, response, place, typed, { errors });
    const { level, reason } = typed;
    const asked = { type: 'RequestOverride', period, level, reason: textOf(reason) } as const;
    const command = new ChangeIndicator(key, asked, formContext(request, typed));
    const outcome = await attempt(() => this.commands.execute(command), OVERRIDE_POINTERS);
    if (outcome.problem !== undefined) return this.again(request, response, place, typed, outcome);
    response.redirect(303, `/correct/${key}/proposals/${outcome.done.eventIds[0] ?? ''}`);
    return undefined;
  }

  /** The form with what is wrong with it; a stale one goes on from what it has missed when it is sent again. */
  private async again(
    request: PageRequest,
    response: Response,
    place: RatedPlace,
    typed: OverrideTyped,
    { problem, errors }: { readonly problem?: Problem; readonly errors: readonly FieldError[] },
  ): Promise<string> {
    response.status(problem?.status ?? 400);
    const since = problem && recordedSince(problem);
    const nameOf = await this.pages.namesOf((since?.events ?? []).map(({ actor }) => actor));
    const retyped = since === undefined ? typed : { ...typed, revision: since.revision };
    const missed = missedView(since, nameOf);
    return this.pages.render(request, 'override', overridePage({ ...place, typed: retyped, errors, missed }));
  }

  /** @throws {Problem} 404 where there is nothing to judge, 403 where the indicator belongs to another area. */
  private async placeOf(key: string, period: string, request: PageRequest) {
    const [{ state, revision }, question] = await Promise.all([this.streams.indicator(key), this.questions.open({})]);
    if (state.key === undefined) throw unknownInPath('indicator', key);
    requireOwnArea(callerOf(request), state, londonDate(this.parts.now?.() ?? new Date()));
    const figure = await this.figures.one(key, period, question);
    if (figure?.value === undefined) {
      const detail = 'There is no figure for this period whose status could be judged.';
      throw new Problem({ status: 404, code: 'no-figure', detail });
    }
    return { place: { key, period, state, figure }, revision };
  }
}

type RatedPlace = Awaited<ReturnType<OverridePagesController['placeOf']>>['place'];
