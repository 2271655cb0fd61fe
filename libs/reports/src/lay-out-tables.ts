import { displayStatedDate } from '@outturn/domain';
import type {
  ActionCounts,
  ActionShares,
  ActionsRow,
  ActionsSection,
  ActionsTable,
  PrintedActionsTable,
  PrintedRagCounts,
  RagCounts,
  RagRow,
  RagShares,
  RagTable,
} from './content-tables';
import {
  numbers,
  paragraph,
  row,
  table,
  textOf,
  words,
  type Block,
  type Column,
  type NotedRow,
  type Row,
  type Tone,
} from './document';
import { coverageText, periodInShort } from './words';

/** The table of a period by area: each area as computed, and below it as printed. */
export function ragBlocks(rag: RagTable): Block[] {
  const { rows, total, printed, comparisons } = rag;
  if (rows.length === 0 && printed === null) return [];
  const shown = shownColumns(rag);
  const printedOf = (area: string | null) => printed?.rows.find((candidate) => candidate.area === area)?.counts;
  // A document may know areas that the ledger does not.
  const printedOnly = printed?.rows.filter(({ area }) => !rows.some((known) => known.area === area)) ?? [];
  const caption = `${rag.periodText}: indicators by area and status, with shares of the rated indicators`;
  return [
    table(caption, columnsOf(shown), [
      ...rows.flatMap((area) => [
        computedRow(area, shown, 'body'),
        ...printedRows(area.name, printedOf(area.area), null, shown),
      ]),
      ...printedOnly.flatMap(({ name, counts }) => printedRows(name, counts, null, shown)),
      computedRow(total, shown, 'total'),
      ...printedRows('Total', printed?.total.counts, printed?.shares ?? null, shown),
      ...comparisons.flatMap(({ period, counts, shares, coverage }) =>
        counts === null || coverage !== 'full'
          ? []
          : [comparisonRow(`Total in ${periodInShort(period)}`, counts, shares, shown)],
      ),
    ]),
    ...coverageNotes(rag),
    ...printedNotes(rag),
  ];
}

interface ShownColumns {
  readonly annualOnly: boolean;
  readonly otherNotDue: boolean;
  readonly missing: boolean;
}

function shownColumns({ total, printed }: RagTable): ShownColumns {
  return {
    annualOnly: total.counts.annualOnly > 0 || (printed?.total.counts.annualOnly ?? null) !== null,
    otherNotDue: total.counts.otherNotDue > 0,
    missing: total.missing !== null && total.missing !== 0,
  };
}

function columnsOf({ annualOnly, otherNotDue, missing }: ShownColumns): Column[] {
  return [
    words('Area', 3),
    numbers('Total'),
    numbers('Red'),
    numbers('Amber'),
    numbers('Green'),
    numbers('RAG N/A'),
    numbers('Data not available'),
    ...(annualOnly ? [numbers('Annual only')] : []),
    ...(otherNotDue ? [numbers('Not due')] : []),
    ...(missing ? [numbers('Not held here')] : []),
  ];
}

const COLOURS = ['red', 'amber', 'green'] as const satisfies readonly Tone[];

function computedRow({ name, counts, shares, missing }: RagRow, shown: ShownColumns, style: Row['style']): NotedRow {
  return countsRow(name, counts, style === 'total' ? shares : null, shown, style, missing);
}

function comparisonRow(name: string, counts: RagCounts, shares: RagShares | null, shown: ShownColumns): NotedRow {
  return countsRow(name, counts, shares, shown, 'aside', null);
}

function printedRows(
  name: string,
  counts: PrintedRagCounts | undefined,
  shares: RagShares | null,
  shown: ShownColumns,
): NotedRow[] {
  if (!counts) return [];
  return [countsRow(`${name}, as printed`, { ...counts, otherNotDue: null }, shares, shown, 'aside', null)];
}

function countsRow(
  name: string,
  counts: PrintedRagCounts & { readonly otherNotDue: number | null },
  shares: RagShares | null,
  shown: ShownColumns,
  style: Row['style'],
  missing: number | null,
): NotedRow {
  const coloured = COLOURS.map((colour) => ({
    text: withShare(counts[colour], shares?.[colour] ?? null),
    ...(style === 'aside' || counts[colour] === 0 ? {} : { tone: colour }),
  }));
  const rest = [
    counts.ragNotApplicable,
    counts.dataNotAvailable,
    ...(shown.annualOnly ? [counts.annualOnly] : []),
    ...(shown.otherNotDue ? [counts.otherNotDue] : []),
    ...(shown.missing ? [missing] : []),
  ];
  return {
    style,
    cells: [
      { text: name },
      { text: textOf(counts.total) },
      ...coloured,
      ...rest.map((count) => ({ text: textOf(count) })),
    ],
  };
}

function withShare(count: number | null, share: string | null): string {
  return share === null ? textOf(count) : `${textOf(count)} (${share}%)`;
}

function coverageNotes({ period, coverage }: RagTable): Block[] {
  const text = coverageText(period, coverage);
  return text === null ? [] : [paragraph(text, 'notice')];
}

function printedNotes({ printed }: RagTable): Block[] {
  if (!printed) return [];
  const { document, reference, publishedOn, shares, computedShares, note } = printed;
  const differing = COLOURS.filter((colour) => shares[colour] !== null && shares[colour] !== computedShares[colour]);
  const differences = differing.map(
    (colour) =>
      ` It prints ${shares[colour] ?? ''}% ${colour}; its own counts come to ${computedShares[colour] ?? 'no share'}${computedShares[colour] === null ? '' : '%'}.`,
  );
  const text = `As printed: "${document}", ${displayStatedDate(publishedOn)}. ${reference}.${differences.join('')}${note === null ? '' : ` ${note}`}`;
  return [paragraph(text, 'aside')];
}

/** The actions of a quarter: as computed, as printed, or both. */
export function actionBlocks(section: ActionsSection | null): Block[] {
  if (!section) return [];
  const { computed, printed, period, previousPeriod } = section;
  const title = `Business plan actions, ${periodInShort(period)}`;
  const before = previousPeriod === null ? 'the quarter before' : periodInShort(previousPeriod);
  return [
    ...(computed ? [actionsTable(computed, `${title}, with shares of the updated actions`, before)] : []),
    ...(printed ? [actionsTable(printed, `${title}, as printed, with shares of the updated actions`, before)] : []),
    ...(printed ? [paragraph(printedText(printed), 'aside')] : []),
  ];
}

function printedText({ document, publishedOn, reference }: PrintedActionsTable): string {
  return `As printed: "${document}", ${displayStatedDate(publishedOn)}. ${reference}.`;
}

function actionsTable({ rows, total }: ActionsTable, caption: string, before: string): Block {
  return table(
    caption,
    [
      words('Area', 3),
      numbers('‘We will’ statements'),
      numbers('Actions'),
      numbers('On track'),
      numbers('Medium issues'),
      numbers('Significant issues'),
      numbers('No update'),
    ],
    [...rows.flatMap((area) => actionsRows(area, 'body', before)), ...actionsRows(total, 'total', before)],
  );
}

/** The quarter, and below it the one before: each with shares where it is the row of totals (report 4.5). */
function actionsRows(area: ActionsRow, style: Row['style'], before: string): NotedRow[] {
  const { name, weWills, actions, counts, previous, shares, previousShares } = area;
  const isTotal = style === 'total';
  return [
    row([name, weWills, actions, ...countTexts(counts, isTotal ? shares : null)], style),
    ...(previous
      ? [row([`${name}, ${before}`, null, null, ...countTexts(previous, isTotal ? previousShares : null)], 'aside')]
      : []),
  ];
}

function countTexts(counts: ActionCounts, shares: ActionShares | null): string[] {
  return [
    withShare(counts.onTrack, shares?.onTrack ?? null),
    withShare(counts.mediumIssues, shares?.mediumIssues ?? null),
    withShare(counts.significantIssues, shares?.significantIssues ?? null),
    textOf(counts.noUpdate),
  ];
}
