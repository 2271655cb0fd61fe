import { Controller, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { definitionFor, londonDate, parsePeriod, targetFor } from '@outturn/domain';
import type { Response } from 'express';
import { requireOwnArea } from '../api/change-indicator';
import { Problem } from '../api/problem';
import { IndicatorKeyPipe, PeriodPipe, unknownInPath } from '../api/request-pipes';
import { Streams } from '../api/streams';
import type { WriteContext } from '../api/write-context';
import { SERVER_PARTS, type ServerParts } from '../parts';
import { callerOf } from '../security/guard';
import type { PageRequest } from './browser';
import type { ProposeCorrection } from './correction-form';
import { checkTargetPage, targetPage, type TargetPlace } from './correct-target';
import { attempt, formContext, typedIn } from './form';
import { Page } from './page';
import { Pages } from './pages';
import { Proposing } from './proposing';
import { RefusedForms } from './refused-forms';
import { TARGET_FIELDS, TARGET_POINTERS, readTarget, standingTarget, type TargetTyped } from './target-form';

/** A form that was sent about the target of one period. */
interface Sent {
  readonly key: string;
  readonly period: string;
  readonly request: PageRequest;
  readonly response: Response;
}

/** A target that a form asks for, all fields being right in themselves. */
interface AskedTarget {
  readonly place: TargetPlace;
  readonly typed: TargetTyped;
  readonly proposal: ProposeCorrection;
  readonly context: WriteContext;
}

/** The target of a closed period that was wrong: the right one is proposed here, and decided by somebody else. */
@Controller('correct/:indicator/:period/target')
export class CorrectTargetController {
  constructor(
    @Inject(SERVER_PARTS) private readonly parts: ServerParts,
    @Inject(Streams) private readonly streams: Streams,
    @Inject(Proposing) private readonly proposing: Proposing,
    @Inject(RefusedForms) private readonly refusedForms: RefusedForms,
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
  check(
    @Param('indicator', IndicatorKeyPipe) key: string,
    @Param('period', PeriodPipe) period: string,
    @Req() request: PageRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string | undefined> {
    return this.carryOut({ key, period, request, response }, async ({ place, typed, proposal, context }) => {
      const effect = await this.proposing.effectOf(key, proposal, context);
      return this.pages.render(request, 'correct-check', checkTargetPage({ ...place, typed, proposal, effect }));
    });
  }

  @Post('proposal')
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

  /** Does something with the target that a form asks for; shows the form again where that is not possible. */
  private async carryOut(
    { key, period, request, response }: Sent,
    done: (asked: AskedTarget) => Promise<string | undefined>,
  ): Promise<string | undefined> {
    const typed = typedIn(request, TARGET_FIELDS);
    const { place } = await this.placeOf(key, period, request);
    const read = readTarget(typed, period, place.target, place.definition.unit);
    const context = formContext(request, typed);
    const outcome =
      'errors' in read
        ? read
        : await attempt(() => done({ place, typed, proposal: read.proposal, context }), TARGET_POINTERS);
    if (outcome.errors === undefined) return outcome.done;
    const again = await this.refusedForms.showAgain(response, typed, outcome);
    return this.pages.render(request, 'correct-target', targetPage({ ...place, ...again }));
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
