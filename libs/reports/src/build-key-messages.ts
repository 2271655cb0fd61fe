import { compare } from '@outturn/domain';
import type { ReportedFigure } from './content';
import type {
  ActionCounts,
  ActionsSection,
  ActionsTable,
  PrintedRagComparison,
  PrintedRagTable,
  RagComparison,
  RagShares,
  RagTable,
} from './content-tables';
import { capitalised, counted, coverageText, enumerated, periodInShort } from './words';

const COLOURS = ['red', 'amber', 'green'] as const;
type Colour = (typeof COLOURS)[number];

/** Sentences that follow from the counts, in the manner of the report's paragraphs 4.1 to 4.5. */
export function keyMessagesOf(
  tables: readonly RagTable[],
  figures: readonly ReportedFigure[],
  actions: ActionsSection | null,
): readonly string[] {
  return [
    ...tables.flatMap(({ period, coverage }) => coverageText(period, coverage) ?? []),
    ...tables.flatMap((table) => ragMessages(table, figures)),
    ...actionMessages(actions),
  ];
}

function ragMessages(table: RagTable, figures: readonly ReportedFigure[]): string[] {
  const { period, total } = table;
  const { counts } = total;
  const own = figures.filter((figure) => figure.period === period);
  if (counts.rated === 0) {
    return [...noneRatedMessage(table), ...unratedMessage(table), ...heldMessage(table)];
  }
  return [
    `${table.coverage === 'full' ? 'For' : 'Of what is held here for'} ${periodInShort(period)}, ${counted(counts.rated, 'indicator was', 'indicators were')} given a RAG status: ${sharesText(counts, total.shares)}${comparedText(table.comparisons.find(isFilled))}.`,
    ...comparisonMessages(table),
    ...unratedMessage(table),
    ...travelMessage(period, own),
    ...commentaryMessage(period, own),
    ...heldMessage(table),
  ];
}

/** That nothing is rated; of a period that is held only in part, of what is held. */
function noneRatedMessage({ period, coverage, total }: RagTable): string[] {
  if (coverage === 'full') return [`For ${periodInShort(period)} there are no rated indicators.`];
  return total.counts.total === 0
    ? []
    : [`Of the figures of ${periodInShort(period)} that are held here, none is rated.`];
}

/** `25 (33.8%) red, 11 (14.9%) amber and 38 (51.4%) green`. */
function sharesText(counts: Readonly<Record<Colour, number | null>>, shares: RagShares): string {
  const known = COLOURS.filter((colour) => counts[colour] !== null);
  return enumerated(known.map((colour) => `${counts[colour]}${inBrackets(shares[colour])} ${colour}`));
}

function inBrackets(share: string | null): string {
  return share === null ? '' : ` (${share}%)`;
}

/** `, compared with 21 (27.6%) red, … in Q3 of 2023/24`. */
function comparedText(comparison: PrintedRagComparison | undefined): string {
  if (!comparison) return '';
  return `, compared with ${sharesText(comparison.counts, comparison.shares)} in ${periodInShort(comparison.period)}`;
}

type Filled = RagComparison & { readonly [Name in 'counts' | 'shares']: NonNullable<RagComparison[Name]> };

/** A comparison with a period of which every figure is expected: the shares of a few figures say nothing about the rest. */
function isFilled(comparison: RagComparison): comparison is Filled {
  const { coverage, counts, shares } = comparison;
  return coverage === 'full' && counts !== null && shares !== null && counts.rated > 0;
}

/** How the shares moved, and whether the same indicators were rated (domain rule 3.7). */
function comparisonMessages({ total, comparisons }: RagTable): string[] {
  const before = comparisons.find(isFilled);
  if (!before) return [];
  const moved = COLOURS.map((colour) => {
    const change = compare(total.shares[colour] ?? '0', before.shares[colour] ?? '0');
    return `${colour} has ${change > 0 ? 'increased' : change < 0 ? 'decreased' : 'stayed the same'}`;
  });
  const { joined, left } = before;
  const population =
    joined.length + left.length === 0
      ? 'The same indicators were rated then.'
      : `The two are not of the same indicators: ${counted(joined.length, 'is', 'are')} rated now that ${joined.length === 1 ? 'was' : 'were'} not rated in ${periodInShort(before.period)}, and ${left.length} the other way round.`;
  return [`The share of ${enumerated(moved)} since ${periodInShort(before.period)}. ${population}`];
}

function unratedMessage({ total: { counts } }: RagTable): string[] {
  const parts = [
    counts.ragNotApplicable > 0 &&
      `${counted(counts.ragNotApplicable, 'indicator has', 'indicators have')} no RAG rating, as no target applies: for information only`,
    counts.dataNotAvailable > 0 &&
      `for ${counted(counts.dataNotAvailable, 'indicator', 'indicators')} no data are available`,
    counts.annualOnly > 0 && `${counted(counts.annualOnly, 'is', 'are')} reported once a year`,
    counts.otherNotDue > 0 && `${counted(counts.otherNotDue, 'was', 'were')} not due`,
  ].filter((part) => part !== false);
  if (parts.length === 0) return [];
  const text = parts.join('; ');
  return [`${capitalised(text)}.`];
}

function travelMessage(period: string, figures: readonly ReportedFigure[]): string[] {
  const directions = figures
    .filter(({ kind }) => kind === 'indicator')
    .map(({ travel }) => travel.previousPeriod.direction);
  const [improving, worsening, unchanged] = (['improving', 'worsening', 'no-change'] as const).map(
    (direction) => directions.filter((other) => other === direction).length,
  );
  if (improving === undefined || worsening === undefined || unchanged === undefined) return [];
  const known = improving + worsening + unchanged;
  if (known === 0) return [];
  return [
    `Against the period before, ${counted(known, 'indicator of', 'indicators of')} ${periodInShort(period)} can be compared: ${improving} improved, ${worsening} worsened, ${unchanged} did not change.`,
  ];
}

function commentaryMessage(period: string, figures: readonly ReportedFigure[]): string[] {
  const without = figures.filter(
    ({ status, commentary }) => (status === 'red' || status === 'amber') && commentary === null,
  );
  if (without.length === 0) return [];
  return [
    `${counted(without.length, 'red or amber figure', 'red or amber figures')} of ${periodInShort(period)} ${without.length === 1 ? 'has' : 'have'} no commentary.`,
  ];
}

/** What the ledger does not hold, and what a document printed beside what it does. */
function heldMessage({ period, total, printed }: RagTable): string[] {
  const { declared, missing } = total;
  const held =
    declared !== null && missing !== null && missing !== 0
      ? [
          `Of the ${declared} indicators that there are said to be in ${periodInShort(period)}, this ledger does not hold ${missing}.`,
        ]
      : [];
  return printed ? [...held, printedMessage(period, printed)] : held;
}

function printedMessage(period: string, { document, total, shares, comparison }: PrintedRagTable): string {
  const text = sharesText(total.counts, shares);
  return `"${document}" prints ${text} for ${periodInShort(period)}${comparedText(comparison ?? undefined)}.`;
}

function actionMessages(actions: ActionsSection | null): string[] {
  const table = actions?.computed ?? actions?.printed;
  if (!actions || !table) return [];
  const source = actions.computed ? '' : ` (as printed in "${actions.printed?.document ?? ''}")`;
  return [`${updatedText(actions, table)}${source}.`];
}

function updatedText({ period, previousPeriod }: ActionsSection, { total }: ActionsTable): string {
  const { counts, previous, shares } = total;
  const updated = updatedOf(counts);
  const compared =
    previous === null || previousPeriod === null
      ? ''
      : `, compared with ${updatedOf(previous)} in ${periodInShort(previousPeriod)}`;
  const text = `For ${periodInShort(period)}, ${updated} of ${counted(total.actions, 'business plan action was', 'business plan actions were')} given an update${compared}`;
  if (updated === 0) return text;
  const parts = [
    `${counts.onTrack ?? 0}${inBrackets(shares.onTrack)} on track`,
    `${counts.mediumIssues ?? 0}${inBrackets(shares.mediumIssues)} with medium issues`,
    `${counts.significantIssues ?? 0}${inBrackets(shares.significantIssues)} with significant issues`,
  ];
  return `${text}: ${enumerated(parts)}`;
}

function updatedOf({ onTrack, mediumIssues, significantIssues }: ActionCounts): number {
  return (onTrack ?? 0) + (mediumIssues ?? 0) + (significantIssues ?? 0);
}
