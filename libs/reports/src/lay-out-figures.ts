import type { AreaForImprovement, ReportedBenchmark, ReportedFigure, ReportedTravel } from './content';
import { heading, paragraph, table, textOf, words, type Block, type TableCell } from './document';
import { enumerated, periodInShort, sentence } from './words';

/** Every red and amber figure of an area in one table, and below it what is said about each. */
export function areaBlocks(areas: readonly AreaForImprovement[]): Block[] {
  if (areas.length === 0) return [paragraph('No figure is red or amber.')];
  return areas.flatMap(({ name, figures }) => [
    heading(3, name),
    table(
      `${name}: figures that are red or amber`,
      [
        words('Indicator', 4),
        words('Period', 2),
        words('Status', 1),
        words('Figure', 2),
        words('Target', 2),
        words('Against the period before', 3),
        words('Against the same period last year', 3),
      ],
      figures.map((figure) => ({
        style: 'body',
        cells: [
          { text: figure.name },
          { text: periodInShort(figure.period) },
          statusCell(figure),
          valueCell(figure),
          { text: targetText(figure) },
          travelCell(figure.travel.previousPeriod),
          travelCell(figure.travel.samePeriodLastYear),
        ],
      })),
    ),
    ...wordsOf(figures),
  ]);
}

/** Benchmarks, reasons and commentary, once an indicator: its quarter and its year share most of them. */
function wordsOf(figures: readonly ReportedFigure[]): Block[] {
  const indicators = [...new Set(figures.map(({ indicator }) => indicator))];
  return indicators.flatMap((indicator) => {
    const own = figures.filter((figure) => figure.indicator === indicator);
    const [first] = own;
    if (first === undefined) return [];
    const benchmarks = [...new Set(own.flatMap((figure) => figure.benchmarks.map(benchmarkText)))];
    return [
      heading(4, first.name),
      paragraph(own.map(whyText).join(' '), 'aside'),
      ...(benchmarks.length === 0 ? [] : [paragraph(`Benchmarks: ${benchmarks.join('; ')}.`, 'aside')]),
      ...commentaries(own),
    ];
  });
}

function whyText({ period, statusText, inequality }: ReportedFigure): string {
  const because = inequality === null ? '' : `: ${inequality}`;
  return `${periodInShort(period)} ${statusText.toLowerCase()}${because}.`;
}

function commentaries(figures: readonly ReportedFigure[]): Block[] {
  const texts = new Map<string, string[]>();
  for (const { commentary, period } of figures) {
    const text = commentary ?? 'There is no commentary.';
    texts.set(text, [...(texts.get(text) ?? []), periodInShort(period)]);
  }
  return [...texts].map(([text, periods]) => paragraph(texts.size === 1 ? text : `${enumerated(periods)}: ${text}`));
}

function benchmarkText({ comparator, value, periodText, source, note }: ReportedBenchmark): string {
  const more = [periodText, source, note].filter((text) => text !== null).map((text) => text.replace(/\.$/, ''));
  return `${comparator}${value === null ? '' : ` ${value}`}${more.length === 0 ? '' : ` (${more.join('; ')})`}`;
}

/** Every figure by period and area, with notes below each table. */
export function figureBlocks(figures: readonly ReportedFigure[]): Block[] {
  const blocks: Block[] = [];
  if (figures.some(isRevised)) {
    blocks.push(paragraph('r: revised. An earlier edition showed another value.', 'aside'));
  }
  for (const period of new Set(figures.map((figure) => figure.period))) {
    const own = figures.filter((figure) => figure.period === period);
    blocks.push(heading(3, own[0]?.periodText ?? period));
    for (const area of new Set(own.map((figure) => figure.area))) {
      blocks.push(figureTable(own.filter((figure) => figure.area === area)));
    }
  }
  return blocks;
}

function isRevised({ revised, travel }: ReportedFigure): boolean {
  return revised || travel.previousPeriod.earlierRevised || travel.samePeriodLastYear.earlierRevised;
}

function figureTable(figures: readonly ReportedFigure[]): Block {
  const { areaName = '', period = '' } = figures[0] ?? {};
  return table(
    `${areaName}: every figure of ${periodInShort(period)}`,
    [
      words('Indicator', 4),
      words('Status', 2),
      words('Figure', 2),
      words('At full precision', 2),
      words('Target', 2),
      words('Against the period before', 3),
      words('Against the same period last year', 3),
    ],
    figures.map((figure) => ({
      style: 'body',
      cells: [
        { text: figure.kind === 'context' ? `${figure.name} (context)` : figure.name },
        { ...statusCell(figure), notes: figure.footnotes },
        valueCell(figure),
        { text: textOf(figure.exactValue) },
        { text: targetText(figure) },
        travelCell(figure.travel.previousPeriod),
        travelCell(figure.travel.samePeriodLastYear),
      ],
    })),
  );
}

function statusCell({ status, statusText }: ReportedFigure): Omit<TableCell, 'notes'> {
  return status === 'red' || status === 'amber' || status === 'green'
    ? { text: statusText, tone: status }
    : { text: statusText };
}

function valueCell({ value, revised }: ReportedFigure): Omit<TableCell, 'notes'> {
  return { text: textOf(value), ...(revised ? { revised } : {}) };
}

function targetText({ target, standingText }: ReportedFigure): string {
  if (target === null) return textOf(null);
  return standingText === null ? target : `${target}; ${standingText}`;
}

/** Why two figures do not compare, the notes on comparability say. */
function travelCell({ direction, text, earlierRevised }: ReportedTravel): Omit<TableCell, 'notes'> {
  if (direction === 'unavailable') return { text: textOf(null) };
  if (direction === 'not-comparable') return { text: 'Not comparable' };
  return { text: sentence(text).replace(/\.$/, ''), ...(earlierRevised ? { revised: true } : {}) };
}
