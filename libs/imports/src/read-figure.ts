import {
  QUALIFIERS as QUALIFIER_WORDS,
  UNAVAILABLE_REASONS,
  parseSuppliedValue,
  type DecimalText,
  type Qualifier,
  type SuppliedValue,
  type Unit,
} from '@outturn/domain';
import type { Field } from './headings';
import { readTextInUnit, type WrittenIn } from './in-unit';
import { notANumber, readPlainNumber } from './plain-number';
import { trimmed, type RawCell } from './raw-cell';
import { CellRefused, ambiguous, type Reading } from './reading';
import { readSpreadsheetNumber } from './spreadsheet-number';
import type { Entry } from './tables';
import { readTypedNumber } from './typed-number';

type Given = Pick<Entry, 'cell' | 'fields' | 'ambiguousCommas'>;

const NO_DATA = new Set(['no data', 'data not available', 'not available', 'no figure']);
const NOT_DUE = new Set(['not due', 'annual only']);
const NOT_APPLICABLE = new Set(['not applicable']);
/** What people write for more than one of the five. */
const UNCLEAR = /^(n\/?a|n\.a\.?|na|-+|[–—]+|\.+|\?+|tbc|tbd|nil|none|null|x|\*|not known|unknown|missing)$/i;

const QUALIFIERS: readonly (readonly [pattern: RegExp, qualifier: Qualifier])[] = [
  [/^(?:circa|c\.|c(?=[\d£])|approx(?:imately|\.)?|about|~)\s*/i, 'circa'],
  [/^just over\s+/i, 'just-over'],
  [/^just under\s+/i, 'just-under'],
  [/^(?:at least|≥|>=)\s*/i, 'at-least'],
  [/^(?:at most|≤|<=)\s*/i, 'at-most'],
  [/^(?:over|more than|>)\s*/i, 'over'],
  [/^(?:under|less than)\s+/i, 'under'],
];

/**
 * Reads what a file says of one figure in the unit of its indicator. Blank, no data, not due, not applicable and 0 are
 * five things, and nothing that could be two is guessed.
 *
 * @throws {CellRefused} with the reason and what to do.
 * @throws {Refusal} when a value cannot be in that unit.
 */
export function readFigure({ cell, fields, ambiguousCommas }: Given, unit: Unit): Reading {
  if (cell === undefined) return { kind: 'blank', warnings: [] };
  if (textOf(fields.get('source')) === 'roll-up') return { kind: 'rolled-up', warnings: [] };
  const text = trimmed(cell.text);
  const warnings = oddities(cell, text);
  const word = text.toLowerCase().replace(/\s+/g, ' ');
  if (cell.kind === 'text') {
    if (NO_DATA.has(word)) return { kind: 'no-data', ...reasonIn(fields), warnings };
    if (NOT_DUE.has(word)) return { kind: 'not-due', warnings };
    if (NOT_APPLICABLE.has(word)) return { kind: 'not-applicable', warnings };
  }
  const written: WrittenIn = { unit, named: textOf(fields.get('unit')).toLowerCase(), ambiguousCommas };
  const read = cell.kind === 'number' ? readTypedNumber(cell, written) : readText(text, cell, written);
  const value = suppliedValue({ ...read, unit }, fields, ambiguousCommas);
  return {
    kind: 'value',
    value: parseSuppliedValue(value, unit),
    provisional: flagIn(fields.get('provisional')) || textOf(fields.get('maturity')) === 'provisional',
    warnings: [...warnings, ...read.warnings],
  };
}

function oddities(cell: RawCell, text: string): string[] {
  const found: string[] = [];
  if (cell.kind === 'text' && cell.text.replace(/^ +| +$/g, '') !== text) {
    found.push('Blanks that cannot be seen, such as a no-break space, are left out.');
  }
  if (cell.hidden) found.push('The cell is in a hidden row or column.');
  if (!cell.formula) return found;
  if (text === '') {
    throw new CellRefused(
      'formula-without-value',
      'The file does not hold what the formula comes to. Write the value instead.',
    );
  }
  return [...found, 'The cell holds a formula; what it last came to is taken.'];
}

interface ReadValue {
  readonly value: DecimalText;
  readonly qualifier?: Qualifier;
  readonly warnings: readonly string[];
}

function readText(shown: string, { kind }: RawCell, written: WrittenIn): ReadValue {
  const text = withoutApostrophe(shown);
  if (kind === 'error' || /^#(n\/a|div\/0!|ref!|value!|name\?|num!|null!|spill!|calc!|#+)/i.test(text)) {
    throw new CellRefused(
      'error-value',
      `The cell holds the error ${text.slice(0, 20)}. Write the value, or "no data".`,
    );
  }
  if (kind === 'date') throw new CellRefused('wrong-format', 'The cell holds a date, and a figure is asked for.');
  if (kind === 'boolean') {
    if (written.unit !== 'yes-or-no')
      throw new CellRefused('not-a-number', 'The cell holds true or false, not a number.');
    return { value: text === '1' ? '1' : '0', warnings: [] };
  }
  if (/^[=@]/.test(text)) {
    throw new CellRefused(
      'formula-as-text',
      'The cell holds a formula as text, and none is worked out. Write the value.',
    );
  }
  if (UNCLEAR.test(text) && written.unit !== 'yes-or-no') {
    throw ambiguous(
      `"${text}" may mean several things. Write 0, "no data", "not due" or "not applicable", or leave it blank.`,
    );
  }
  if (/^<(?!=)/.test(text)) {
    throw ambiguous(`"${text.slice(0, 40)}" may be a figure or one that is suppressed. Write "under …" or "no data".`);
  }
  const [pattern, qualifier] = QUALIFIERS.find(([start]) => start.test(text)) ?? [];
  const number = pattern === undefined ? text : text.replace(pattern, '');
  if (!/\d/.test(number) && written.unit !== 'yes-or-no') throw notANumber(text);
  return { value: readTextInUnit(number, written), qualifier, warnings: [] };
}

function suppliedValue(
  { value, qualifier, unit }: ReadValue & { readonly unit: Unit },
  fields: ReadonlyMap<Field, RawCell>,
  ambiguousCommas: boolean,
): SuppliedValue {
  const note = textOf(fields.get('note'));
  return {
    value,
    unit,
    numerator: numberIn(fields.get('numerator'), ambiguousCommas),
    denominator: numberIn(fields.get('denominator'), ambiguousCommas),
    weight: numberIn(fields.get('weight'), ambiguousCommas),
    qualifier: qualifier ?? qualifierIn(fields.get('qualifier')),
    observationStatus: ['A'],
    note: note === '' ? undefined : note,
  };
}

function numberIn(cell: RawCell | undefined, ambiguousCommas: boolean): DecimalText | undefined {
  if (cell === undefined) return undefined;
  if (cell.kind === 'number') return readSpreadsheetNumber(cell.text)?.value ?? cell.text;
  return readPlainNumber(textOf(cell), ambiguousCommas);
}

function reasonIn(fields: ReadonlyMap<Field, RawCell>) {
  const written = textOf(fields.get('no data reason')).toLowerCase().replaceAll(' ', '-');
  const reason = UNAVAILABLE_REASONS.find((known) => known === written && known !== 'withdrawn');
  const note = textOf(fields.get('note'));
  if (reason !== undefined && note !== '') return { reason, note };
  const reasons = UNAVAILABLE_REASONS.filter((known) => known !== 'withdrawn').join(', ');
  throw new CellRefused(
    'missing-reason',
    `There is no figure, and the row does not say why. Give a "no data reason" (${reasons}) and a "note".`,
  );
}

function qualifierIn(cell: RawCell | undefined): Qualifier | undefined {
  const word = textOf(cell).toLowerCase();
  const qualifier = QUALIFIER_WORDS.find((known) => known === word);
  if (qualifier !== undefined || word === '') return qualifier;
  throw new CellRefused(
    'unknown-qualifier',
    `"qualifier" is one of ${QUALIFIER_WORDS.join(', ')}. Write one, or none.`,
  );
}

/** An apostrophe that an export puts before what a spreadsheet could take for a formula is no part of the text. */
function withoutApostrophe(text: string): string {
  return text.replace(/^'(?='*[=+\-@＝＋－＠])/, '');
}

function flagIn(cell: RawCell | undefined): boolean {
  const word = textOf(cell).toLowerCase();
  if (['', 'no', 'n', 'false', '0'].includes(word)) return false;
  if (['yes', 'y', 'true', '1'].includes(word)) return true;
  throw new CellRefused('not-yes-or-no', `"provisional" is "${word.slice(0, 40)}". Write yes or no.`);
}

function textOf(cell: RawCell | undefined): string {
  return cell === undefined ? '' : withoutApostrophe(trimmed(cell.text));
}
