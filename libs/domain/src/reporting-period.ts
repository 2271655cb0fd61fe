import { Decider, Recorded } from './decider';
import { ActorId, EventId } from './ids';
import { DateText, Period, PeriodKey, parseDate, parsePeriod } from './period';
import { PublishedActions, parsePublishedActions } from './published-actions';
import { PublishedSummary, parsePublishedSummary } from './published-summary';
import { conflict, invalid } from './refusal';
import { requireKey, requireText, requireTextIfGiven } from './text';

/** A quarter or a year for which figures are gathered, checked and reported. */
export const reportingPeriodStream = (period: PeriodKey): string => `period-${period}`;

/**
 * `full`: every figure due in the period is expected, and one that is missing is "data not available".
 * `comparators-only`: a past period held for comparison; only the figures that are known stand in it, nothing is missed.
 */
export type Coverage = 'full' | 'comparators-only';

export type ReportingPeriodEvent =
  | {
      readonly type: 'ReportingPeriodOpened';
      readonly data: { period: PeriodKey; coverage: Coverage; cutOff?: DateText; openedBy: ActorId };
    }
  | { readonly type: 'ReportingPeriodClosed'; readonly data: { period: PeriodKey; closedBy: ActorId; note?: string } }
  | {
      readonly type: 'FigureReopened';
      readonly data: { period: PeriodKey; indicator: string; reason: string; reopenedBy: ActorId };
    }
  | {
      readonly type: 'PublishedSummaryRecorded';
      readonly data: { period: PeriodKey; summary: PublishedSummary; recordedBy: ActorId };
    }
  | {
      readonly type: 'PublishedActionsRecorded';
      readonly data: { period: PeriodKey; table: PublishedActions; recordedBy: ActorId };
    };

/** The period as everything else needs to know it. */
export interface CalendarEntry {
  readonly period: PeriodKey;
  readonly coverage: Coverage;
  readonly state: 'open' | 'closed';
  /** Last day on which a first value is in time. */
  readonly cutOff?: DateText;
  /** Indicators of which the one value may be submitted although the period is closed. */
  readonly reopenedFor: readonly string[];
}

/**
 * The first day after the latest closed reporting period of full coverage; undefined where none is closed. What holds
 * from that day on changes nothing that has been published.
 */
export function closedUntilOf(entries: Iterable<CalendarEntry>): DateText | undefined {
  let latest: DateText | undefined;
  for (const { period, coverage, state } of entries) {
    if (state !== 'closed' || coverage !== 'full') continue;
    const { end } = parsePeriod(period);
    if (latest === undefined || end > latest) latest = end;
  }
  return latest;
}

export interface ReportingPeriodState {
  readonly entry?: CalendarEntry;
  readonly publishedSummary?: PublishedSummary & { readonly eventId: EventId };
  readonly publishedActions?: PublishedActions & { readonly eventId: EventId };
}

export const initialReportingPeriod: ReportingPeriodState = {};

/** The reporting period after one more event. */
export function evolveReportingPeriod(
  state: ReportingPeriodState,
  event: Recorded<ReportingPeriodEvent>,
): ReportingPeriodState {
  switch (event.type) {
    case 'ReportingPeriodOpened': {
      const { period, coverage, cutOff } = event.data;
      return { ...state, entry: { period, coverage, state: 'open', cutOff, reopenedFor: [] } };
    }
    case 'ReportingPeriodClosed':
      return state.entry ? { ...state, entry: { ...state.entry, state: 'closed', reopenedFor: [] } } : state;
    case 'FigureReopened':
      return state.entry
        ? { ...state, entry: { ...state.entry, reopenedFor: [...state.entry.reopenedFor, event.data.indicator] } }
        : state;
    case 'PublishedSummaryRecorded':
      return { ...state, publishedSummary: { ...event.data.summary, eventId: event.id } };
    case 'PublishedActionsRecorded':
      return { ...state, publishedActions: { ...event.data.table, eventId: event.id } };
  }
}

export type ReportingPeriodCommand =
  | {
      readonly type: 'OpenReportingPeriod';
      readonly actor: ActorId;
      readonly period: PeriodKey;
      readonly coverage: Coverage;
      readonly cutOff?: DateText;
    }
  | {
      readonly type: 'CloseReportingPeriod';
      readonly actor: ActorId;
      readonly period: PeriodKey;
      readonly note?: string;
    }
  | {
      readonly type: 'ReopenFigure';
      readonly actor: ActorId;
      readonly period: PeriodKey;
      readonly indicator: string;
      readonly reason: string;
    }
  | {
      readonly type: 'RecordPublishedSummary';
      readonly actor: ActorId;
      readonly period: PeriodKey;
      readonly summary: PublishedSummary;
    }
  | {
      readonly type: 'RecordPublishedActions';
      readonly actor: ActorId;
      readonly period: PeriodKey;
      readonly table: PublishedActions;
    };

/** The events that follow from a command, or a `Refusal`. */
export function decideReportingPeriod(
  command: ReportingPeriodCommand,
  state: ReportingPeriodState,
): ReportingPeriodEvent[] {
  switch (command.type) {
    case 'OpenReportingPeriod':
      return [open(command, state)];
    case 'CloseReportingPeriod':
      return [close(command, state)];
    case 'ReopenFigure':
      return [reopen(command, state)];
    case 'RecordPublishedSummary':
      return [recordSummary(command, state)];
    case 'RecordPublishedActions':
      return [recordActions(command, state)];
  }
}

type Of<Type extends ReportingPeriodCommand['type']> = Extract<ReportingPeriodCommand, { type: Type }>;

function open(command: Of<'OpenReportingPeriod'>, state: ReportingPeriodState): ReportingPeriodEvent {
  const { coverage, cutOff, actor } = command;
  const period = reported(command.period);
  if (state.entry)
    throw conflict('period-already-opened', `${command.period} has been opened before and is ${state.entry.state}.`, {
      state: state.entry,
    });
  if (cutOff !== undefined && parseDate(cutOff, '/cutOff') < period.start) {
    throw invalid('cut-off-before-period', `The cut-off ${cutOff} lies before ${command.period} starts.`, '/cutOff');
  }
  return { type: 'ReportingPeriodOpened', data: { period: command.period, coverage, cutOff, openedBy: actor } };
}

function reported(key: PeriodKey): Period {
  const period = parsePeriod(key, '/period');
  if (period.kind === 'quarter' || period.kind === 'year') return period;
  throw invalid(
    'not-a-reporting-period',
    `${key} is not reported on its own. Open a quarter or a financial year.`,
    '/period',
  );
}

/** Closes an open period, or ends the reopenings of a closed one: a value that was reopened stays so no longer than needed. */
function close({ period, note, actor }: Of<'CloseReportingPeriod'>, state: ReportingPeriodState): ReportingPeriodEvent {
  const entry = openedEntry(period, state);
  requireTextIfGiven(note, '/note', 'The note');
  if (entry.state === 'closed' && entry.reopenedFor.length === 0) {
    throw conflict('period-not-open', `${period} is closed, not open.`, { state: entry });
  }
  return { type: 'ReportingPeriodClosed', data: { period, closedBy: actor, note } };
}

function reopen(command: Of<'ReopenFigure'>, state: ReportingPeriodState): ReportingPeriodEvent {
  const { period, indicator, reason, actor } = command;
  const entry = openedEntry(period, state);
  if (entry.state !== 'closed') {
    throw conflict('period-not-closed', `${period} is open, not closed.`, { state: entry });
  }
  requireKey(indicator, '/indicator', 'An indicator key');
  if (entry.reopenedFor.includes(indicator)) {
    throw conflict('already-reopened', `${indicator} has been reopened for ${period} already.`, { state: entry });
  }
  if (reason.trim() === '') throw invalid('missing-reason', 'Say why the value is reopened.', '/reason');
  requireText(reason, '/reason', 'The reason');
  return { type: 'FigureReopened', data: { period, indicator, reason, reopenedBy: actor } };
}

function openedEntry(period: PeriodKey, state: ReportingPeriodState): CalendarEntry {
  const { entry } = state;
  if (!entry) throw conflict('period-not-opened', `${period} has not been opened yet. Open it first.`);
  if (entry.period !== period) {
    throw invalid('other-period', `This is the reporting period ${entry.period}, not ${period}.`, '/period');
  }
  return entry;
}

function recordSummary(command: Of<'RecordPublishedSummary'>, state: ReportingPeriodState): ReportingPeriodEvent {
  const { period, summary, actor } = command;
  reported(period);
  parsePublishedSummary(summary);
  if (state.publishedSummary?.document === summary.document && state.publishedSummary.reference === summary.reference) {
    throw conflict(
      'summary-already-recorded',
      `The summary of ${period} in "${summary.document}" has been recorded already.`,
    );
  }
  return { type: 'PublishedSummaryRecorded', data: { period, summary, recordedBy: actor } };
}

function recordActions(command: Of<'RecordPublishedActions'>, state: ReportingPeriodState): ReportingPeriodEvent {
  const { period, table, actor } = command;
  if (reported(period).kind !== 'quarter') {
    throw invalid('not-a-quarter', `Actions are updated every quarter, and ${period} is none.`, '/period');
  }
  parsePublishedActions(table);
  const known = state.publishedActions;
  if (known?.document === table.document && known.reference === table.reference) {
    throw conflict('actions-already-recorded', `The actions of ${period} in "${table.document}" are recorded already.`);
  }
  return { type: 'PublishedActionsRecorded', data: { period, table, recordedBy: actor } };
}

export const reportingPeriod: Decider<ReportingPeriodState, ReportingPeriodCommand, ReportingPeriodEvent> = {
  initialState: initialReportingPeriod,
  decide: decideReportingPeriod,
  evolve: evolveReportingPeriod,
};
