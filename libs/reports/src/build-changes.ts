import { displayTarget, displayValue, decimalPlaces, type Cell, type DateText } from '@outturn/domain';
import { governanceChangesOf } from './build-governance-changes';
import { shownValue, statusText } from './build-figures';
import type { ChangeKind, ReportChanges, ReportedChange } from './content';
import type { FigureChangeFacts, RegisterChange, RegisterSide, RegisterEntry, ReportFacts } from './facts';
import { enumerated, periodInShort, sentence } from './words';

/**
 * What has been changed since the previous edition: what was decided about recorded figures, and whatever else a reader
 * would see differ. Where there is no previous edition, what was decided since the beginning.
 */
export function changesOf(facts: ReportFacts, today: DateText): ReportChanges {
  const { previous, periods, register, governanceHistory, errata } = facts;
  const decided = register.filter(({ position }) => position > (previous?.position ?? 0));
  const names = new Map(periods.flatMap(({ cells }) => cells.map(({ indicator, name }) => [indicator, name] as const)));
  const told = new Set(
    decided.flatMap(({ indicator, changes }) => changes.map(({ period }) => `${indicator} ${period}`)),
  );
  const differing = periods.flatMap(({ changes }) => changes).flatMap((change) => figureChange(change, told));
  return {
    since: previous?.edition ?? null,
    entries: [...decided.map((entry) => registerChange(entry, names)), ...(previous ? differing : [])],
    governance: governanceHistory ? governanceChangesOf(governanceHistory, facts, today) : [],
    errata,
  };
}

function registerChange(entry: RegisterEntry, names: ReadonlyMap<string, string>): ReportedChange {
  const { kind, indicator, changes, reason, proposedBy, decidedBy, on } = entry;
  return {
    kind,
    indicator,
    name: names.get(indicator) ?? indicator,
    periods: changes.map(({ period }) => period),
    before: byPeriod(changes, ({ from }) => sideText(from)),
    after: byPeriod(changes, ({ to, notRestatedBecause }) =>
      notRestatedBecause === undefined ? sideText(to) : `cannot be restated: ${notRestatedBecause.replace(/\.$/, '')}`,
    ),
    reason,
    by: proposedBy,
    approvedBy: decidedBy,
    on,
  };
}

/** One text for all periods, or each text with the periods that it is about. */
function byPeriod(
  changes: readonly RegisterChange[],
  textOf: (change: RegisterChange) => string | null,
): string | null {
  const periodsOf = new Map<string, string[]>();
  for (const change of changes) {
    const text = textOf(change);
    if (text !== null) periodsOf.set(text, [...(periodsOf.get(text) ?? []), periodInShort(change.period)]);
  }
  const texts = [...periodsOf];
  const [first] = texts;
  if (first === undefined) return null;
  if (texts.length === 1 && first[1].length === changes.length) return first[0];
  return texts.map(([text, own]) => `${enumerated(own)}: ${text}`).join('; ');
}

function sideText(side: RegisterSide | null): string | null {
  if (side === null) return null;
  const { value, unit, operator, unavailable, basis, level } = side;
  if (level !== undefined) return level.replaceAll('-', ' ');
  if (unavailable !== undefined) return `no figure (${unavailable.replaceAll('-', ' ')})`;
  if (unit !== undefined && operator !== undefined) {
    return `target ${displayTarget({ ...side, unit, period: '', kind: 'target' }, 0)}`;
  }
  const measured = basis === undefined ? null : `basis "${basis}"`;
  if (value === undefined || unit === undefined) return measured ?? side.text ?? null;
  const shown = displayValue(value, unit, decimalPlaces(value));
  return measured === null ? shown : `${shown}, ${measured}`;
}

/** A figure that a reader would see differ, unless what was decided about it says so already. */
function figureChange(change: FigureChangeFacts, told: ReadonlySet<string>): ReportedChange[] {
  const { indicator, before, after, events } = change;
  const cell = after ?? before;
  const last = events.at(-1);
  if (cell === null || last === undefined || told.has(`${indicator} ${cell.period}`)) return [];
  const [was, is] = [shownText(before, after), shownText(after, before)];
  if (was === is) return [];
  return [
    {
      kind: kindOf(change),
      indicator,
      name: cell.name,
      periods: [cell.period],
      before: was,
      after: is,
      reason: reasonOf(change),
      by: last.actor,
      approvedBy: null,
      on: last.on,
    },
  ];
}

/** What a reader sees of a figure; its target only where that is another than the other side's. */
function shownText(cell: Cell | null, other: Cell | null): string | null {
  if (!cell) return null;
  const value = shownValue(cell);
  const status = value === null ? statusText(cell) : `${value} (${statusText(cell)})`;
  const target = targetText(cell);
  return target === (other && targetText(other)) ? status : `${status}, target ${target ?? 'none'}`;
}

function targetText({ target, displayDecimals }: Cell): string | null {
  return target ? displayTarget(target, displayDecimals) : null;
}

/** Decisions about another period of the indicator that change this one: its year, or what it is compared with. */
const DECISIONS = new Set(['CorrectionApproved', 'RevisionRecorded', 'RestatementApproved', 'OutturnWithdrawn']);

function kindOf({ before, after, events }: FigureChangeFacts): ChangeKind {
  const types = events.map(({ type }) => type);
  if (before && after && before.definitionVersion !== after.definitionVersion) return 'definition-change';
  if (types.includes('ComparabilityBreakDeclared') || types.includes('BridgeRecorded')) return 'comparability-break';
  if (!before?.value && after?.value) return 'late-figure';
  if (before?.value && !after?.value) return 'withdrawal';
  return types.some((type) => DECISIONS.has(type)) ? 'consequence' : 'other';
}

function reasonOf({ events }: FigureChangeFacts): string | null {
  const reason = events.findLast((event) => event.reason !== null)?.reason;
  return reason === undefined || reason === null ? null : sentence(reason);
}
