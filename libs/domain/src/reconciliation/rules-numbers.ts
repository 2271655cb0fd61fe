import { printedText, readCell } from './cells';
import type { Found } from './finding';
import type { PrintedDocument, PrintedTable } from './printed-document';
import { readPrintedNumber } from './printed-number';
import { numberEntries } from './require-consistent';
import { numbersByComparison } from './rules-comparisons';

const WELL_SET = 'digits in groups of three';

/** A number is set as one: digits in groups of three, one point (9.4: "£21,341,12"; 14.24: "5.095" for 5,095). */
export function checkNumbers(document: PrintedDocument): Found[] {
  const found = [...byComparison(document), ...inText(document), ...document.tables.flatMap(inTable)];
  const isFirst = ({ place, printed }: Found, index: number) =>
    found.findIndex((other) => other.place.paragraph === place.paragraph && other.printed === printed) === index;
  // A cell has a place of its own; in a paragraph, what a comparison says of a number comes first.
  return found.filter((finding, index) => finding.place.table !== undefined || isFirst(finding, index));
}

function byComparison(document: PrintedDocument): Found[] {
  return [...numbersByComparison(document)].flatMap(([{ paragraph, label }, numbers]) =>
    numbers.map(({ printed, expected }): Found => {
      const isNumber = readPrintedNumber(printed).kind === 'number';
      const sentence = isNumber
        ? `${label}: ${printed} makes sense beside the other figures only as ${expected}.`
        : `${label}: ${printed} is no number; by the other figures it is ${expected}.`;
      const certainty = isNumber ? 'probable' : 'certain';
      return { rule: 'malformed-number', certainty, place: { paragraph, item: printed }, printed, expected, sentence };
    }),
  );
}

function inText(document: PrintedDocument): Found[] {
  return numberEntries(document).flatMap(({ printed, paragraph }): Found[] => {
    const text = printedText(document, printed);
    if (typeof printed !== 'string' || readPrintedNumber(text).kind !== 'malformed') return [];
    return [malformed(text, { paragraph, item: text })];
  });
}

function inTable({ table, paragraph, columns, rows }: PrintedTable): Found[] {
  return rows.flatMap(({ label: row, cells }) =>
    cells.flatMap((text, index) =>
      Object.values(readCell(text) ?? {}).flatMap((count: string | undefined) => {
        if (count === undefined || readPrintedNumber(count).kind !== 'malformed') return [];
        return [malformed(count, { paragraph, table, row, column: columns[index]?.label ?? '' })];
      }),
    ),
  );
}

function malformed(printed: string, place: Found['place']): Found {
  const sentence = `"${printed}" is no number: the digits do not stand in groups of three.`;
  return { rule: 'malformed-number', certainty: 'certain', place, printed, expected: WELL_SET, sentence };
}
