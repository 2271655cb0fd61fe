import { partsOf, readCell, readingOf, referredText } from './cells';
import { refusedInput } from './input';
import { readPrintedDate } from './printed-date';
import type { PrintedDocument, PrintedNumberText, PrintedSum, PrintedTable } from './printed-document';

// What a printed document must fulfil so that each of its statements can be understood.

/** @throws {Refusal} `invalid-document`, with the JSON pointer of the statement that cannot be understood. */
export function requireConsistent(document: PrintedDocument): void {
  requireUnique(document.paragraphs, '/paragraphs', 'paragraph');
  const numbers = document.appendices.map(({ number }) => number);
  requireUnique(numbers, '/appendices', 'appendix', '/number');
  requireUnique(
    document.tables.map(({ table }) => table),
    '/tables',
    'table',
    '/table',
  );
  document.tables.forEach((table, index) => {
    requireTable(document, table, `/tables/${index}`);
  });
  requireParagraphs(document);
  requireLabels(document);
  requireNumbers(document);
  requireDates(document);
  document.plans.forEach(({ words, due }, index) => {
    if (!words.includes(due))
      throw refusedInput(`The words do not hold "${due}". Copy both as printed.`, `/plans/${index}/due`);
  });
}

function requireUnique(labels: readonly string[], pointer: string, what: string, field = ''): void {
  const index = labels.findIndex((label, at) => labels.indexOf(label) < at);
  if (index < 0) return;
  throw refusedInput(
    `The ${what} "${labels[index] ?? ''}" is listed twice. List it once.`,
    `${pointer}/${index}${field}`,
  );
}

/** The report's table of actions has two rows of totals. */
const MOST_TOTALS = 5;

function requireTable(document: PrintedDocument, table: PrintedTable, pointer: string): void {
  const { columns, rows, sameTotalsAs } = table;
  requireUnique(
    columns.map(({ label }) => label),
    `${pointer}/columns`,
    'column',
  );
  requireUnique(
    rows.map(({ label }) => label),
    `${pointer}/rows`,
    'row',
    '/label',
  );
  rows.forEach(({ cells, label }, row) => {
    if (cells.length !== columns.length) {
      const message = `The row "${label}" has ${cells.length} cells, the table ${columns.length} columns. Give one for each.`;
      throw refusedInput(message, `${pointer}/rows/${row}/cells`);
    }
    cells.forEach((text, cell) => {
      if (readCell(text)) return;
      const message = `"${text}" is no cell of counts. Write 15, 15 (14), - or nothing.`;
      throw refusedInput(message, `${pointer}/rows/${row}/cells/${cell}`);
    });
  });
  for (const [name, lines] of Object.entries({ columns, rows })) {
    if (lines.filter(({ kind }) => kind === 'total').length <= MOST_TOTALS) continue;
    throw refusedInput(`More than ${MOST_TOTALS} ${name} are totals. Say which are parts.`, `${pointer}/${name}`);
  }
  if (sameTotalsAs !== undefined && !document.tables.some((other) => other.table === sameTotalsAs && other !== table)) {
    throw refusedInput(`There is no other table "${sameTotalsAs}".`, `${pointer}/sameTotalsAs`);
  }
}

function requireParagraphs(document: PrintedDocument): void {
  const known = new Set(document.paragraphs);
  for (const [name, list] of statementLists(document)) {
    list.forEach(({ paragraph }, index) => {
      if (known.has(paragraph)) return;
      const message = `The paragraph ${paragraph} is not among "paragraphs". List it there, or correct it here.`;
      throw refusedInput(message, `/${name}/${index}/paragraph`);
    });
  }
}

/** Findings are named by paragraph and label, so each label stands for one statement of its kind. */
function requireLabels({ shares, comparisons, compositions, commentary }: PrintedDocument): void {
  for (const [name, list] of Object.entries({ shares, comparisons, compositions, commentary })) {
    const labels = list.map(({ paragraph, label }) => `${paragraph}: ${label}`);
    requireUnique(labels, `/${name}`, 'label', '/label');
  }
}

function statementLists(document: PrintedDocument): [string, readonly { readonly paragraph: string }[]][] {
  const { appendices, tables, figures, shares, comparisons, compositions } = document;
  const { dates, ranges, references, commentary, plans } = document;
  return Object.entries({
    ...{ appendices, tables, figures, shares, comparisons, compositions },
    ...{ dates, ranges, references, commentary, plans },
  });
}

/** A number of a statement, and where it stands in the input. */
export interface NumberEntry {
  readonly printed: PrintedNumberText;
  readonly pointer: string;
  readonly paragraph: string;
}

/** Every number of the statements, in their order; those of the tables are in their cells. */
export function numberEntries(document: PrintedDocument): readonly NumberEntry[] {
  return numberGroups(document).flat();
}

/** The numbers of each statement; what a group holds is compared, and so has to be of one unit. */
function numberGroups(document: PrintedDocument): readonly (readonly NumberEntry[])[] {
  return [
    ...document.figures.map(({ printed, paragraph }, index) => entries({ printed }, `/figures/${index}`, paragraph)),
    ...document.shares.flatMap(({ count, base, printed, paragraph }, index) => [
      [...entries({ count }, `/shares/${index}`, paragraph), ...sumEntries(base, `/shares/${index}/base`, paragraph)],
      entries({ printed }, `/shares/${index}`, paragraph),
    ]),
    ...document.comparisons.flatMap(({ value, against, by, paragraph }, index) => [
      entries({ value, against }, `/comparisons/${index}`, paragraph),
      ...(by === undefined ? [] : [entries({ by }, `/comparisons/${index}`, paragraph)]),
    ]),
    ...document.compositions.map(({ whole, parts, paragraph }, index) => [
      ...sumEntries(whole, `/compositions/${index}/whole`, paragraph),
      ...sumEntries(parts, `/compositions/${index}/parts`, paragraph),
    ]),
    ...document.ranges.map(({ of, from, to, paragraph }, index) =>
      of === 'dates' ? [] : entries({ from, to }, `/ranges/${index}`, paragraph),
    ),
    ...document.commentary.map(({ figure, earlier, paragraph }, index) => [
      ...entries({ figure }, `/commentary/${index}`, paragraph),
      ...entries({ figure: earlier.figure }, `/commentary/${index}/earlier`, paragraph),
    ]),
  ];
}

function entries(
  numbers: Readonly<Record<string, PrintedNumberText | undefined>>,
  pointer: string,
  paragraph: string,
): NumberEntry[] {
  return Object.entries(numbers).flatMap(([name, printed]) =>
    printed === undefined ? [] : [{ printed, pointer: `${pointer}/${name}`, paragraph }],
  );
}

function sumEntries(sum: PrintedSum, pointer: string, paragraph: string): NumberEntry[] {
  const parts = partsOf(sum);
  return parts.map((printed, index) => ({
    printed,
    pointer: parts === sum ? `${pointer}/${index}` : pointer,
    paragraph,
  }));
}

function requireNumbers(document: PrintedDocument): void {
  for (const group of numberGroups(document)) {
    let unit: string | undefined;
    for (const { printed, pointer } of group) {
      const own = requireNumber(document, printed, pointer);
      if (own !== undefined && unit !== undefined && own !== unit) {
        const message = `This is in ${inWords(own)}, what it is compared with in ${inWords(unit)}. Give both in one unit.`;
        throw refusedInput(message, pointer);
      }
      unit ??= own;
    }
  }
}

/** The unit, where it can be told. */
function requireNumber(document: PrintedDocument, printed: PrintedNumberText, pointer: string): string | undefined {
  if (typeof printed !== 'string' && referredText(document, printed) === undefined) {
    const { table, row, column } = printed;
    throw refusedInput(`There is no count in row "${row}", column "${column}" of a table "${table}".`, pointer);
  }
  const reading = readingOf(document, printed);
  if (reading.kind === 'number') return reading.number.unit;
  if (reading.kind === 'malformed') return undefined;
  throw refusedInput('This is no number. Copy it as printed, such as £4,254k, 30.8% or 3 minutes 53 seconds.', pointer);
}

function inWords(unit: string): string {
  return unit === '' ? 'no unit' : `"${unit}"`;
}

function requireDates(document: PrintedDocument): void {
  document.dates.forEach(({ printed, year }, index) => {
    requireDate(printed, `/dates/${index}/printed`, year);
  });
  document.plans.forEach(({ due, year }, index) => {
    requireDate(due, `/plans/${index}/due`, year);
  });
  document.references.forEach(({ dated }, index) => {
    requireDate(dated, `/references/${index}/dated`);
  });
  document.appendices.forEach(({ dated }, index) => {
    requireDate(dated, `/appendices/${index}/dated`);
  });
  document.ranges.forEach(({ of, from, to }, index) => {
    if (from === undefined && to === undefined) {
      throw refusedInput('A range needs "from" or "to", or both.', `/ranges/${index}`);
    }
    if (of === 'numbers') return;
    requireDate(from, `/ranges/${index}/from`);
    requireDate(to, `/ranges/${index}/to`);
  });
}

function requireDate(printed: string | undefined, pointer: string, year?: string): void {
  if (printed === undefined || readPrintedDate(printed, year).kind !== 'none') return;
  const message = `"${printed}" is no date. Copy it as printed, such as 12 April 2022, 31/03/2024 or May with a "year".`;
  throw refusedInput(message, pointer);
}
