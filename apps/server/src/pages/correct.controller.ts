import { Controller, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { definitionFor, londonDate, parsePeriod } from '@outturn/domain';
import type { Response } from 'express';
import { requireOwnArea } from '../api/change-indicator';
import { Problem } from '../api/problem';
import { EventIdPipe, IndicatorKeyPipe, PeriodPipe, unknownInPath } from '../api/request-pipes';
import { Streams } from '../api/streams';
import type { WriteContext } from '../api/write-context';
import { SERVER_PARTS, type ServerParts } from '../parts';
import { callerOf } from '../security/guard';
import { rolesFor } from '../security/permissions';
import type { PageRequest } from './browser';
import { checkPage, choosePeriodPage, correctPage, proposedPage } from './correct';
import {
  CORRECTION_FIELDS,
  CORRECTION_POINTERS,
  emptyCorrection,
  readCorrection,
  type CorrectionTyped,
  type ProposeCorrection,
} from './correction-form';
import { attempt, formContext, typedIn } from './form';
import { Page } from './page';
import { Pages } from './pages';
import { Proposing } from './proposing';
import { RefusedForms } from './refused-forms';

/** A form that was sent about one figure. */
interface Sent {
  readonly key: string;
  readonly period: string;
  readonly request: PageRequest;
  readonly response: Response;
}

/** A correction that a form asks for, all fields being right in themselves. */
interface AskedCorrection {
  readonly place: FigureToCorrect;
  readonly typed: CorrectionTyped;
  readonly proposal: ProposeCorrection;
  readonly context: WriteContext;
}

/** A figure that was wrong, is known better, or is no longer stood behind: proposed here, decided by somebody else. */
@Controller('correct/:indicator')
export class CorrectPagesController {
  constructor(
    @Inject(SERVER_PARTS) private readonly parts: ServerParts,
    @Inject(Streams) private readonly streams: Streams,
    @Inject(Proposing) private readonly proposing: Proposing,
    @Inject(RefusedForms) private readonly refusedForms: RefusedForms,
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
  check(
    @Param('indicator', IndicatorKeyPipe) key: string,
    @Param('period', PeriodPipe) period: string,
    @Req() request: PageRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string | undefined> {
    return this.carryOut({ key, period, request, response }, async ({ place, typed, proposal, context }) => {
      const effect = await this.proposing.effectOf(key, proposal, context);
      return this.pages.render(request, 'correct-check', checkPage({ ...place, typed, proposal, effect }));
    });
  }

  @Post(':period/proposal')
  @HttpCode(200)
  @Page('corrections.propose')
  propose(
    @Param('indicator', IndicatorKeyPipe) key: string,
    @Param('period', PeriodPipe) period: string,
    @Req() request: PageRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string | undefined> {
    return this.carryOut({ key, period, request, response }, ({ proposal, context }) =>
      this.proposing.propose(key, proposal, context, response),
    );
  }

  /** Does something with the correction that a form asks for; shows the form again where that is not possible. */
  private async carryOut(
    { key, period, request, response }: Sent,
    done: (asked: AskedCorrection) => Promise<string | undefined>,
  ): Promise<string | undefined> {
    const typed = typedIn(request, CORRECTION_FIELDS);
    const { place } = await this.placeOf(key, period, request);
    const read = readCorrection(typed, period, place.held.supplied);
    const context = formContext(request, typed);
    const outcome =
      'errors' in read
        ? read
        : await attempt(() => done({ place, typed, proposal: read.proposal, context }), CORRECTION_POINTERS);
    if (outcome.errors === undefined) return outcome.done;
    const again = await this.refusedForms.showAgain(response, typed, outcome);
    return this.pages.render(request, 'correct', correctPage({ ...place, ...again }));
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
