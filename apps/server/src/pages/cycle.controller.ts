import { Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import {
  cycleOf,
  londonDate,
  parsePeriod,
  reportingPeriod,
  reportingPeriodStream,
  type PeriodKey,
} from '@outturn/domain';
import type { Response } from 'express';
import { ChangeReportingPeriod } from '../api/change-reporting-period';
import { Parameter } from '../api/fields';
import { VintageQuery } from '../api/queries';
import { Questions } from '../api/question';
import { ReportingPeriodPipe, reportingPeriodIn } from '../api/request-pipes';
import { Streams } from '../api/streams';
import { SERVER_PARTS, type ServerParts } from '../parts';
import { callerOf } from '../security/guard';
import { rolesFor } from '../security/permissions';
import type { PageRequest } from './browser';
import { awaitingByCycle, cyclePage } from './cycle';
import {
  CLOSING_FIELDS,
  OPENING_FIELDS,
  PERIOD_POINTERS,
  REOPENING_FIELDS,
  emptyPeriodForm,
  readClosing,
  readOpening,
  readReopening,
  type PeriodTyped,
  type ReadPeriodForm,
} from './cycle-form';
import { PERIOD_DONE, periodPage, type PeriodDone, type PeriodFacts } from './cycle-period';
import { attempt, formContext, newOnce, typedIn } from './form';
import { MAYBE_EMPTY } from './filters';
import { Page } from './page';
import { Pages } from './pages';
import { RefusedForms, type ShownAgain } from './refused-forms';
import { vintageControl } from './time-control';

class PeriodQuery {
  @Parameter(/^[a-z]+$/, `one of ${PERIOD_DONE.join(', ')}`, 'What has just been done.', 'opened', PERIOD_DONE)
  readonly done?: PeriodDone;
}

class FindForm {
  @Parameter(MAYBE_EMPTY, 'a quarter or a year', 'Which period.', '2024-25-Q1')
  readonly period?: string;
}

/** A form that was sent about a period. */
interface Sent {
  readonly period: PeriodKey;
  readonly request: PageRequest;
  readonly response: Response;
  readonly done: PeriodDone;
}

/** What awaits a decision is listed from the oldest on, among as many as this. */
const MOST_AWAITED = 500;

/** The reporting cycle: when figures are taken, and from when on they are only corrected. */
@Controller('cycle')
export class CyclePagesController {
  constructor(
    @Inject(SERVER_PARTS) private readonly parts: ServerParts,
    @Inject(Questions) private readonly questions: Questions,
    @Inject(Streams) private readonly streams: Streams,
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(RefusedForms) private readonly refusedForms: RefusedForms,
    @Inject(Pages) private readonly pages: Pages,
  ) {}

  @Get()
  @Page('figures.read')
  async list(@Query() query: VintageQuery, @Req() request: PageRequest): Promise<string> {
    const question = await this.questions.open(query);
    const { position } = question.asAt;
    const { readModels } = this.parts;
    const entries = await readModels.reportingPeriods(position);
    const keys = entries.map(({ period }) => period);
    const [totals, awaited] = await Promise.all([
      readModels.totals(keys, position),
      readModels.awaitedByPeriods(position),
    ]);
    const time = vintageControl(request.path, query.asAt, {}, question);
    const today = londonDate(this.parts.now?.() ?? new Date());
    const mayManage = question.now && mayManagePeriods(request);
    return this.pages.render(request, 'cycle', cyclePage({ entries, totals, awaited, today, time, mayManage }));
  }

  /** The period that the form asks for. */
  @Get('find')
  @Page('figures.read')
  find(@Query() { period = '' }: FindForm, @Res() response: Response): void {
    response.redirect(303, period.trim() === '' ? '/cycle' : `/cycle/${reportingPeriodIn('query', period)}`);
  }

  @Get(':period')
  @Page('figures.read')
  show(
    @Param('period', ReportingPeriodPipe) period: string,
    @Query() { done }: PeriodQuery,
    @Req() request: PageRequest,
  ): Promise<string> {
    return this.render(period, request, { done });
  }

  @Post(':period/opening')
  @HttpCode(200)
  @Page('periods.manage')
  open(
    @Param('period', ReportingPeriodPipe) period: string,
    @Req() request: PageRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string | undefined> {
    const typed = typedIn(request, OPENING_FIELDS);
    return this.carryOut({ period, request, response, done: 'opened' }, typed, readOpening(typed, period));
  }

  @Post(':period/closing')
  @HttpCode(200)
  @Page('periods.manage')
  close(
    @Param('period', ReportingPeriodPipe) period: string,
    @Req() request: PageRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string | undefined> {
    const typed = typedIn(request, CLOSING_FIELDS);
    return this.carryOut({ period, request, response, done: 'closed' }, typed, readClosing(typed, period));
  }

  @Post(':period/reopening')
  @HttpCode(200)
  @Page('periods.manage')
  reopen(
    @Param('period', ReportingPeriodPipe) period: string,
    @Req() request: PageRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string | undefined> {
    const typed = typedIn(request, REOPENING_FIELDS);
    return this.carryOut({ period, request, response, done: 'reopened' }, typed, readReopening(typed, period));
  }

  /** Carries out what a form asks for; shows the period again, with the form as it was typed, where that is not possible. */
  private async carryOut(
    { period, request, response, done }: Sent,
    sent: Partial<PeriodTyped>,
    read: ReadPeriodForm,
  ): Promise<string | undefined> {
    const typed = { ...emptyPeriodForm(0, ''), ...sent };
    const outcome =
      'errors' in read
        ? read
        : await attempt(
            () => this.commands.execute(new ChangeReportingPeriod(read.command, formContext(request, typed))),
            PERIOD_POINTERS[read.command.type],
          );
    if (outcome.errors !== undefined) {
      const again = await this.refusedForms.showAgain(response, typed, outcome);
      return this.render(period, request, again);
    }
    // Whoever is led to the period sees what they have done.
    await this.questions.open({ minPosition: String(outcome.done.position) });
    response.redirect(303, `/cycle/${period}?done=${done}`);
    return undefined;
  }

  private async render(
    period: PeriodKey,
    request: PageRequest,
    again: Partial<ShownAgain<PeriodTyped>> & { readonly done?: PeriodDone },
  ): Promise<string> {
    const { state, revision } = await this.streams.latest(reportingPeriodStream(period), reportingPeriod);
    const facts = await this.factsOf(period, mayManagePeriods(request));
    const typed = emptyPeriodForm(revision, newOnce());
    return this.pages.render(
      request,
      'cycle-period',
      periodPage({ ...facts, entry: state.entry, typed, errors: [], ...again }),
    );
  }

  private async factsOf(period: PeriodKey, mayManage: boolean): Promise<Omit<PeriodFacts, 'entry'>> {
    const { readModels, store } = this.parts;
    const { asAt } = await this.questions.open({});
    const { position } = asAt;
    const [statuses, counts, oldest, indicators, events] = await Promise.all([
      readModels.statusesOfPeriod(period, position),
      readModels.awaitedByPeriods(position),
      readModels.awaitedDecisions({}, position, { limit: MOST_AWAITED }),
      readModels.indicatorNames(position),
      store.readStream(reportingPeriodStream(period)),
    ]);
    return {
      period,
      statuses,
      awaiting: awaitingByCycle(counts).get(period) ?? 0,
      awaited: oldest.items.filter(({ periods }) => periods.some((one) => cycleOf(parsePeriod(one)).key === period)),
      events,
      names: new Map(indicators.map(({ indicator, name }) => [indicator, name])),
      nameOf: await this.pages.namesOf(events.map(({ metadata }) => metadata.actor)),
      mayManage,
    };
  }
}

function mayManagePeriods(request: PageRequest): boolean {
  return rolesFor(callerOf(request).identity, 'periods.manage').length > 0;
}
