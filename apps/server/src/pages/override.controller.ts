import { Controller, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { londonDate } from '@outturn/domain';
import type { Response } from 'express';
import { requireOwnArea } from '../api/change-indicator';
import { Figures } from '../api/figures';
import { Problem } from '../api/problem';
import { Questions } from '../api/question';
import { IndicatorKeyPipe, PeriodPipe, unknownInPath } from '../api/request-pipes';
import { Streams } from '../api/streams';
import { SERVER_PARTS, type ServerParts } from '../parts';
import { callerOf } from '../security/guard';
import type { PageRequest } from './browser';
import { attempt, formContext, newOnce, typedIn } from './form';
import { OVERRIDE_FIELDS, OVERRIDE_POINTERS, overrideErrors, overridePage } from './override';
import { Page } from './page';
import { Pages } from './pages';
import { Proposing } from './proposing';
import { RefusedForms } from './refused-forms';
import { textOf } from './typed-value';

/** A judgement in the place of a computed status: asked for here, decided by somebody else. */
@Controller('overrides/:indicator/:period')
export class OverridePagesController {
  constructor(
    @Inject(SERVER_PARTS) private readonly parts: ServerParts,
    @Inject(Figures) private readonly figures: Figures,
    @Inject(Questions) private readonly questions: Questions,
    @Inject(Streams) private readonly streams: Streams,
    @Inject(Proposing) private readonly proposing: Proposing,
    @Inject(RefusedForms) private readonly refusedForms: RefusedForms,
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
    const { level, reason } = typed;
    const asked = { type: 'RequestOverride', period, level, reason: textOf(reason) } as const;
    const ask = () => this.proposing.propose(key, asked, formContext(request, typed), response);
    const outcome = errors.length > 0 ? { errors } : await attempt(ask, OVERRIDE_POINTERS);
    if (outcome.errors === undefined) return outcome.done;
    const again = await this.refusedForms.showAgain(response, typed, outcome);
    return this.pages.render(request, 'override', overridePage({ ...place, ...again }));
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
