import type { Unit } from '@outturn/domain';
import type { Field } from './headings';
import type { NumberFormat, RawCell } from './raw-cell';
import { readFigure } from './read-figure';

const cell = (text: string, more: Partial<RawCell> = {}): RawCell => ({
  column: 1,
  text,
  kind: 'text',
  format: 'plain',
  formula: false,
  hidden: false,
  ...more,
});
const number = (text: string, format: NumberFormat = 'plain') => cell(text, { kind: 'number', format });

function read(given: RawCell | undefined, unit: Unit, fields: Partial<Record<Field, string>> = {}) {
  const named = Object.entries(fields).map(([field, text]) => [field as Field, cell(text)] as const);
  return readFigure({ cell: given, fields: new Map(named), ambiguousCommas: false }, unit);
}

function valueOf(given: RawCell, unit: Unit, fields: Partial<Record<Field, string>> = {}): string {
  const reading = read(given, unit, fields);
  if (reading.kind !== 'value') return reading.kind;
  const { value, qualifier } = reading.value;
  return [qualifier, value, reading.warnings.length > 0 ? '!' : undefined]
    .filter((part) => part !== undefined)
    .join(' ');
}

function codeOf(given: RawCell, unit: Unit, fields: Partial<Record<Field, string>> = {}): string {
  try {
    return `read as ${valueOf(given, unit, fields)}`;
  } catch (error) {
    return (error as { code: string }).code;
  }
}

describe('a text', () => {
  it.each<[string, Unit, string]>([
    ['95%', 'percent', '95'],
    ['95.0 %', 'percent', '95.0'],
    ['95', 'percent', '95'],
    ['0.95%', 'percent', '0.95'],
    ['0', 'percent', '0'],
    ['-3.2%', 'percent-change', '-3.2'],
    ['£1,234.56', 'pence', '123456'],
    ['-£5', 'pence', '-500'],
    ['1234p', 'pence', '1234'],
    ['12.34', 'pence', '1234'],
    ['circa £136k', 'pence', 'circa 13600000'],
    ['£1.2m', 'pence', '120000000'],
    ['0:04:35', 'seconds', '275'],
    ['4 minutes, 35 seconds', 'seconds', '275'],
    ['1h 5m', 'seconds', '3900'],
    ['984.5', 'count', '984.5'],
    ['1,234', 'count', '1234'],
    ['41.20', 'count', '41.20'],
    ['9007199254740993', 'count', '9007199254740993'],
    ['\u2212 14.8'.replace(' ', ''), 'count-change', '-14.8'],
    ["'-14.8", 'count-change', '-14.8'],
    ['c. 40', 'count', 'circa 40'],
    ['just over 5%', 'percent', 'just-over 5'],
    ['>= 3', 'count', 'at-least 3'],
    ['Yes', 'yes-or-no', '1'],
    ['\u00a095%\u2009', 'percent', '95 !'],
  ])('%j in %s is %s', (text, unit, expected) => {
    expect(valueOf(cell(text), unit)).toBe(expected);
  });

  it.each<[string, Unit, string]>([
    ['0.95', 'percent', 'ambiguous'],
    ['1', 'percent', 'ambiguous'],
    ['1234', 'pence', 'ambiguous'],
    ['275', 'seconds', 'ambiguous'],
    ['4:35', 'seconds', 'ambiguous'],
    ['1,5', 'count', 'ambiguous'],
    ['007', 'count', 'ambiguous'],
    ['(5)', 'count', 'ambiguous'],
    ['1.2E+5', 'count', 'ambiguous'],
    ['n/a', 'count', 'ambiguous'],
    ['-', 'count', 'ambiguous'],
    ['nil', 'count', 'ambiguous'],
    ['<5', 'count', 'ambiguous'],
    ['=1+1', 'count', 'formula-as-text'],
    ['=HYPERLINK("http://x")', 'count', 'formula-as-text'],
    ['@SUM(A1)', 'count', 'formula-as-text'],
    ['#DIV/0!', 'count', 'error-value'],
    ['95%', 'count', 'wrong-unit'],
    ['£5', 'count', 'wrong-unit'],
    ['$5', 'pence', 'wrong-unit'],
    ['-5', 'count', 'invalid-value-for-unit'],
    ['£1.234', 'pence', 'not-whole-pence'],
    ['many', 'count', 'not-a-number'],
    ['circa', 'count', 'not-a-number'],
    ['\u0661\u0662', 'count', 'not-a-number'],
    ['no data', 'count', 'missing-reason'],
  ])('%j in %s is refused as %s', (text, unit, code) => {
    expect(codeOf(cell(text), unit)).toBe(code);
  });

  it('without digits is named as it stands', () => {
    expect(() => read(cell('circa'), 'count')).toThrow('"circa" is not a number. Write digits');
    expect(() => read(cell('£'), 'pence')).toThrow('"£" is not a number. Write digits');
  });

  it('of a file with decimal commas is refused where a point or a comma may part thousands', () => {
    const code = (text: string) => {
      try {
        readFigure({ cell: cell(text), fields: new Map(), ambiguousCommas: true }, 'count');
        return 'read';
      } catch (error) {
        return (error as { code: string }).code;
      }
    };
    expect(['1,234', '1.234', '-1.234', '12.5', '1234', '0.125'].map(code)).toEqual([
      'ambiguous',
      'ambiguous',
      'ambiguous',
      'read',
      'read',
      'read',
    ]);
  });

  it('is read in the unit that its row names', () => {
    expect(valueOf(cell('0.95'), 'percent', { unit: '%' })).toBe('0.95');
    expect(valueOf(cell('1234'), 'pence', { unit: '£' })).toBe('123400');
    expect(valueOf(cell('1234'), 'pence', { unit: 'pence' })).toBe('1234');
    expect(valueOf(cell('4.5'), 'seconds', { unit: 'minutes' })).toBe('270');
    expect(codeOf(cell('12'), 'count', { unit: 'days' })).toBe('wrong-unit');
  });
});

describe('a number of a workbook', () => {
  it.each<[string, NumberFormat, Unit, string]>([
    ['0.95', 'percent', 'percent', '95'],
    ['0.95', 'plain', 'percent', '0.95 !'],
    ['95', 'plain', 'percent', '95'],
    ['0.56259999999999999', 'percent', 'percent', '56.26'],
    ['0.30000000000000004', 'plain', 'number', '0.3 !'],
    ['41.20', 'plain', 'count', '41.20'],
    ['1.5E-3', 'plain', 'number', '0.0015'],
    ['1234.5', 'pounds', 'pence', '123450'],
    ['12.34', 'plain', 'pence', '1234'],
    ['3.1828703703703702E-3', 'duration', 'seconds', '275'],
    ['0.19097222222222221', 'time', 'seconds', '16500'],
    ['1.5', 'duration', 'seconds', '129600'],
    ['1', 'plain', 'yes-or-no', '1'],
  ])('%s (%s) in %s is %s', (text, format, unit, expected) => {
    expect(valueOf(number(text, format), unit)).toBe(expected);
  });

  it.each<[string, NumberFormat, Unit, string]>([
    ['45000', 'date', 'count', 'wrong-format'],
    ['0.5', 'percent', 'count', 'wrong-format'],
    ['5', 'other-money', 'pence', 'wrong-format'],
    ['5', 'plain', 'pence', 'ambiguous'],
    ['5', 'plain', 'seconds', 'ambiguous'],
    ['1.5', 'time', 'seconds', 'ambiguous'],
    ['0.123456', 'duration', 'seconds', 'not-whole-seconds'],
    ['1E999', 'plain', 'count', 'not-a-number'],
  ])('%s (%s) in %s is refused as %s', (text, format, unit, code) => {
    expect(codeOf(number(text, format), unit)).toBe(code);
  });

  it('is in what its format says, whatever its row calls the unit', () => {
    expect(valueOf(number('1234.5', 'pounds'), 'pence', { unit: 'pence' })).toBe('123450');
    expect(valueOf(number('1234'), 'pence', { unit: 'pence' })).toBe('1234');
    expect(valueOf(number('0.5', 'duration'), 'seconds', { unit: 'seconds' })).toBe('43200');
  });

  it('of a formula is its last value, and says so', () => {
    expect(read(cell('5', { kind: 'number', formula: true }), 'count')).toMatchObject({
      kind: 'value',
      value: { value: '5' },
      warnings: ['The cell holds a formula; what it last came to is taken.'],
    });
    expect(codeOf(cell('', { kind: 'number', formula: true }), 'count')).toBe('formula-without-value');
    expect(codeOf(cell('#N/A', { kind: 'error', formula: true }), 'count')).toBe('error-value');
  });
});

it('of a row or column that is hidden is marked', () => {
  expect(read(cell('5', { hidden: true }), 'count').warnings).toEqual(['The cell is in a hidden row or column.']);
});

describe('five things', () => {
  it('are told apart', () => {
    const why = { 'no data reason': 'source lag', note: 'The registrar publishes in May.' };
    expect(read(undefined, 'count')).toEqual({ kind: 'blank', warnings: [] });
    expect(read(cell('No data'), 'count', why)).toEqual({
      kind: 'no-data',
      reason: 'source-lag',
      note: 'The registrar publishes in May.',
      warnings: [],
    });
    expect(read(cell('not due'), 'count').kind).toBe('not-due');
    expect(read(cell('not  applicable'), 'count').kind).toBe('not-applicable');
    expect(valueOf(cell('0'), 'count')).toBe('0');
  });
});

describe('what goes with a value', () => {
  it('is kept beside it', () => {
    const fields = {
      numerator: '95',
      denominator: '100',
      weight: '1,200',
      provisional: 'yes',
      note: 'From the extract.',
    };
    expect(read(cell('95%'), 'percent', fields)).toEqual({
      kind: 'value',
      value: {
        value: '95',
        unit: 'percent',
        numerator: '95',
        denominator: '100',
        weight: '1200',
        qualifier: undefined,
        observationStatus: ['A'],
        note: 'From the extract.',
      },
      provisional: true,
      warnings: [],
    });
    expect(codeOf(cell('95%'), 'percent', { numerator: '90', denominator: '100' })).toBe('parts-differ');
  });
});
