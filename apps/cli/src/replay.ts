import {
  Cell,
  IndicatorState,
  PeriodKey,
  decimalPlaces,
  displayTarget,
  displayValue,
  indicator,
  indicatorStream,
  initialIndicator,
  initialReportingPeriod,
  cellOf,
  parsePeriod,
  reportingPeriod,
  reportingPeriodStream,
  sameCell,
  type IndicatorEvent,
  type ReportingPeriodEvent,
  type ReportingPeriodState,
} from '@outturn/domain';
import { EventStore, StoredEvent, toRecorded } from '@outturn/event-store';
import { parseConfiguration } from '@outturn/configuration';
import { eventTypes, formatLondon } from '@outturn/read-models';
import { Command } from 'commander';
import { withDatabase } from './database';
import { say } from './output';

/** One event that touched a figure, and its cell before and after. */
export interface ReplayedStep {
  readonly stored: StoredEvent;
  readonly before: Cell | undefined;
  readonly after: Cell | undefined;
}

/** `replay <indicator> <period>`: prints a figure's history from the events alone. */
export function replayCommand(): Command {
  return new Command('replay')
    .description('print the history of a figure, before and after each event')
    .argument('<indicator>', "the indicator's key, such as qh-fire-risk-assessments")
    .argument('<period>', 'such as 2023-24-Q4')
    .action(async (key: string, period: PeriodKey) => {
      parsePeriod(period);
      await withDatabase(parseConfiguration(process.env, 'tool'), async ({ store }) => {
        const steps = await replay(store, key, period);
        for (const step of steps) for (const line of linesOf(step)) say(line);
      });
    });
}

/**
 * The history of a figure, from the events of its indicator and its reporting period and nothing else.
 *
 * @throws {Error} when there is no such indicator, or nothing has happened to the figure.
 */
export async function replay(store: EventStore, key: string, period: PeriodKey): Promise<ReplayedStep[]> {
  const streams = [indicatorStream(key), reportingPeriodStream(period)];
  const found = await store.readStreams(streams, await store.headPosition());
  if (!found.has(indicatorStream(key))) {
    throw new Error(`There is no indicator ${key}: look its key up with GET /api/v1/indicators.`);
  }
  const events = [...found.values()].flat().sort((a, b) => a.position - b.position);
  const steps = stepsOf(events, key, period);
  if (steps.length === 0) throw new Error(`Nothing has happened to ${key} in ${period}.`);
  return steps;
}

function stepsOf(events: readonly StoredEvent[], key: string, period: PeriodKey): ReplayedStep[] {
  let figures: IndicatorState = initialIndicator;
  let cycle: ReportingPeriodState = initialReportingPeriod;
  let before: Cell | undefined;
  const steps: ReplayedStep[] = [];
  for (const stored of events) {
    if (stored.streamId === indicatorStream(key)) {
      figures = indicator.evolve(figures, toRecorded<IndicatorEvent>(eventTypes, stored));
    } else {
      cycle = reportingPeriod.evolve(cycle, toRecorded<ReportingPeriodEvent>(eventTypes, stored));
    }
    const after = cellOf(figures, period, cycle.entry);
    if (!sameCell(before, after)) steps.push({ stored, before, after });
    before = after;
  }
  return steps;
}

function linesOf({ stored, before, after }: ReplayedStep): string[] {
  const { position, recordedAt, type, metadata, data } = stored;
  const { reason, evidence } = groundsOf(data);
  return [
    `${position}  ${formatLondon(recordedAt)}  ${type} by ${metadata.actor} (${metadata.role})`,
    `    before: ${describe(before)}`,
    `    after:  ${describe(after)}`,
    ...(reason === undefined ? [] : [`    reason: ${reason}`]),
    ...(evidence.length === 0 ? [] : [`    evidence: ${evidence.join(', ')}`]),
  ];
}

function describe(cell: Cell | undefined): string {
  if (!cell) return 'no figure';
  const { value, status, reasonText, target, unit, displayDecimals, markers, commentary } = cell;
  const parts = [
    value ? displayValue(value.shown, unit, decimalPlaces(value.shown)) : undefined,
    status.replaceAll('-', ' '),
    value ? undefined : reasonText,
    target && `target ${displayTarget(target, displayDecimals)}`,
    value?.maturity,
    value?.basis && `basis: ${value.basis}`,
    ...markers.map((marker) => marker.replaceAll('-', ' ')),
    commentary ? (commentary.stale ? 'commentary out of date' : 'with commentary') : undefined,
  ];
  return parts.filter((part) => part !== undefined && part !== '').join(' · ');
}

/** Events say why, and what shows it, in some of these fields; which of them depends on the type. */
function groundsOf(data: {
  readonly justification?: { readonly reason: string; readonly evidence: readonly string[] };
  readonly reason?: string;
  readonly note?: string;
  readonly evidence?: readonly string[];
}): { readonly reason: string | undefined; readonly evidence: readonly string[] } {
  return {
    reason: data.justification?.reason ?? data.reason ?? data.note,
    evidence: data.justification?.evidence ?? data.evidence ?? [],
  };
}
