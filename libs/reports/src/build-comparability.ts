import type { Cell, PeriodKey } from '@outturn/domain';
import type { ComparabilityNote } from './content';
import type { RagTable } from './content-tables';
import type { ReportFacts } from './facts';
import { coverageText, enumerated, periodInShort, sentence } from './words';

/** What may not be compared with what, and why: of the tables first, then of single indicators by name. */
export function comparabilityOf(facts: ReportFacts, tables: readonly RagTable[]): readonly ComparabilityNote[] {
  const notes = tables.flatMap((table) => tableNotes(table));
  return [
    ...notes.map((text): ComparabilityNote => ({ indicator: null, name: null, text })),
    ...figureNotes(facts.periods.flatMap(({ cells }) => cells)),
  ];
}

/** Counts of two periods compare only where the same indicators are rated (domain rule 3.7). */
function tableNotes({ period, coverage: own, comparisons }: RagTable): string[] {
  const held = coverageText(period, own);
  const notes = comparisons.flatMap(({ period: other, coverage, counts, joined, left }) => {
    if (counts === null) return [];
    const between = `${periodInShort(period)} and ${periodInShort(other)}`;
    if (coverage !== 'full') {
      return [
        `Counts of ${between} do not compare: of ${periodInShort(other)} the ledger holds only some figures, for comparison with single indicators.`,
      ];
    }
    const parts = [
      joined.length > 0 && `rated only in ${periodInShort(period)}: ${joined.join('; ')}`,
      left.length > 0 && `rated only in ${periodInShort(other)}: ${left.join('; ')}`,
    ].filter((part) => part !== false);
    return parts.length === 0 ? [] : [`Counts of ${between} are not of the same indicators (${parts.join('. ')}).`];
  });
  return held === null ? notes : [held, ...notes];
}

interface Obstacle {
  readonly indicator: string;
  readonly name: string;
  readonly reason: string;
  readonly pairs: readonly string[];
}

function figureNotes(cells: readonly Cell[]): ComparabilityNote[] {
  const obstacles = new Map<string, Obstacle>();
  for (const { cell, pair, reason } of cells.flatMap(obstaclesOf)) {
    const key = `${cell.indicator} ${reason}`;
    const pairs = obstacles.get(key)?.pairs ?? [];
    obstacles.set(key, {
      indicator: cell.indicator,
      name: cell.name,
      reason,
      pairs: pairs.includes(pair) ? pairs : [...pairs, pair],
    });
  }
  return [...obstacles.values()]
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
    .map(({ indicator, name, reason, pairs }) => ({
      indicator,
      name,
      text: `Not comparable: ${enumerated(pairs)}. ${sentence(reason)}`,
    }));
}

function obstaclesOf(cell: Cell): { cell: Cell; pair: string; reason: string }[] {
  const travels = [cell.travel.previousPeriod, cell.travel.samePeriodLastYear].flatMap((travel) =>
    travel.direction === 'not-comparable' && travel.reason !== undefined && travel.earlierPeriod !== undefined
      ? [{ cell, pair: pairOf(cell.period, travel.earlierPeriod), reason: travel.reason }]
      : [],
  );
  const result = cell.rollUp?.result;
  if (result?.state !== 'not-comparable') return travels;
  return [...travels, { cell, pair: `the parts of ${periodInShort(cell.period)}`, reason: result.reason }];
}

function pairOf(period: PeriodKey, other: PeriodKey): string {
  return `${periodInShort(period)} with ${periodInShort(other)}`;
}
