import { compare } from '../decimal';
import { exactNumber } from './cells';
import type { Found } from './finding';
import { overlap, readPrintedDate } from './printed-date';
import type { PrintedDocument } from './printed-document';
import { readPrintedNumber } from './printed-number';
import { normalised } from './same-thing';

// What a document says of itself: its paragraphs, its appendices, and the words about its figures.

/** What is referred to is there (14.9: "para 7.9" where section 7 ends at 7.4). */
export function checkReferences(document: PrintedDocument): Found[] {
  return document.references.flatMap(({ paragraph, printed, to, number }): Found[] => {
    const known = to === 'paragraph' ? document.paragraphs : document.appendices.map((appendix) => appendix.number);
    if (known.includes(number)) return [];
    const near = to === 'paragraph' ? neighbours(number).filter((candidate) => known.includes(candidate)) : [];
    const expected = near.length === 1 ? (near[0] ?? '') : `an existing ${to}`;
    const hint = near.length === 1 ? ` There is a ${to} ${expected}.` : '';
    const sentence = `"${printed}": the document has no ${to} ${number}.${hint}`;
    const place = { paragraph, item: printed };
    return [{ rule: 'dangling-reference', certainty: 'certain', place, printed, expected, sentence }];
  });
}

/** The paragraph of the same number in the section before and after: sections move by one when one is put in or taken out. */
function neighbours(number: string): string[] {
  const [section = '', ...rest] = number.split('.');
  return [Number(section) - 1, Number(section) + 1].map((moved) => [String(moved), ...rest].join('.'));
}

/** An appendix has the date by which the text calls it (15.3 and 17: January 2024 and December 2023). */
export function checkAppendixDates(document: PrintedDocument): Found[] {
  return document.references.flatMap(({ paragraph, printed, to, number, dated }): Found[] => {
    const appendix = to === 'appendix' ? document.appendices.find((one) => one.number === number) : undefined;
    if (appendix?.dated === undefined || dated === undefined) return [];
    const [said, listed] = [readPrintedDate(dated), readPrintedDate(appendix.dated)];
    if (said.kind !== 'date' || listed.kind !== 'date' || overlap(said.days, listed.days)) return [];
    const sentence = `"${printed}" calls appendix ${number} that of ${dated}; ${appendix.paragraph} lists it as "${appendix.title}".`;
    const place = { paragraph, item: printed };
    const expected = appendix.dated;
    return [{ rule: 'appendix-dates', certainty: 'possible', place, printed: dated, expected, sentence }];
  });
}

/** Paragraphs are counted without a gap: after 2.2 comes 2.3. */
export function checkParagraphs(document: PrintedDocument): Found[] {
  const known = new Set(document.paragraphs);
  return document.paragraphs.flatMap((paragraph): Found[] => {
    const before = previousOf(paragraph);
    if (before === undefined || known.has(before)) return [];
    const sentence = `The document has a paragraph ${paragraph} and no ${before}: the number or the paragraph is missing.`;
    const place = { paragraph };
    return [
      {
        rule: 'paragraph-missing',
        certainty: 'possible',
        place,
        printed: paragraph,
        expected: before,
        sentence,
      },
    ];
  });
}

function previousOf(paragraph: string): string | undefined {
  const numbers = paragraph.split('.');
  const last = Number(numbers.at(-1));
  return last > 1 ? [...numbers.slice(0, -1), String(last - 1)].join('.') : undefined;
}

/** Words about a figure change when the figure has. */
export function checkCommentary(document: PrintedDocument): Found[] {
  return document.commentary.flatMap(({ paragraph, label, figure, text, earlier }): Found[] => {
    const now = exactNumber(document, figure);
    const then = readPrintedNumber(earlier.figure);
    if (!now || then.kind !== 'number' || compare(now.value, then.number.value) === 0) return [];
    if (normalised(text) !== normalised(earlier.text)) return [];
    const sentence = `${label}: the words are those of ${earlier.document}, where the figure was ${earlier.figure}.`;
    const printed = text.length > 100 ? `${text.slice(0, 100)}…` : text;
    const place = { paragraph, item: label };
    const expected = 'words about the figure of this document';
    return [{ rule: 'commentary-unchanged', certainty: 'probable', place, printed, expected, sentence }];
  });
}
