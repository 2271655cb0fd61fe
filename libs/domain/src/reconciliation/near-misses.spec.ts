import { parsePrintedDocument } from './read-document';
import { reconcile } from './reconcile';

// Beside each error stands what is nearly one and is none.

const TOTAL = { label: 'Total', kind: 'total' };
const at = { paragraph: '1' };

/** What is found in a document of these statements: rule, certainty, printed and expected. */
function found(statements: object): string[] {
  const document = parsePrintedDocument({
    format: 'outturn-printed-document',
    version: 1,
    name: 'Report',
    publishedOn: '2024-07-31',
    paragraphs: ['1', '2', '2.1', '3', '3.1'],
    ...statements,
  });
  return reconcile(document).map(({ rule, certainty, printed, expected }) =>
    [rule, certainty, printed, expected].join(' | '),
  );
}

const share = (count: string, base: string, printed: string) => ({
  shares: [{ ...at, label: 'x', count, base, printed }],
});
const comparison = (value: string, against: string, says: string, by?: string) => ({
  comparisons: [{ ...at, label: 'x', value, against, says, ...(by === undefined ? {} : { by }) }],
});
const composition = (whole: unknown, parts: readonly string[], partsAre = 'all') => ({
  compositions: [{ ...at, label: 'x', whole, parts, partsAre }],
});
const figures = (...list: object[]) => ({ figures: list.map((figure) => ({ ...at, label: 'x', ...figure })) });
const dates = (...list: object[]) => ({ dates: list.map((date) => ({ ...at, label: 'x', ...date })) });
const ranges = (...list: object[]) => ({ ranges: list.map((range) => ({ ...at, label: 'x', ...range })) });
const plan = (words: string, due: string, year?: string) => ({
  plans: [{ ...at, words, due, ...(year === undefined ? {} : { year }) }],
});
const reference = (changes: object) => ({
  references: [{ ...at, printed: 'see it', to: 'paragraph', number: '2.1', ...changes }],
  appendices: [{ number: '3', paragraph: '3', title: 'Register (December 2023)', dated: 'December 2023' }],
});
const commentary = (figure: string, text: string) => ({
  commentary: [
    {
      ...at,
      label: 'x',
      figure,
      text,
      earlier: { document: 'Q3', figure: '41 seconds', text: 'Two posts are vacant.' },
    },
  ],
});
const table = (total: string, changes: object = {}) => ({
  tables: [
    {
      ...at,
      table: 'A',
      columns: ['Red', 'Green', TOTAL],
      rows: [
        { label: 'Homes', cells: ['1', '-', '1'] },
        { label: 'Roads', cells: ['2', '3', '5'] },
        { ...TOTAL, cells: ['3', '3', total] },
        { label: 'Beside', kind: 'apart', cells: ['9', '9', '18'] },
      ],
      ...changes,
    },
  ],
});

describe('shares', () => {
  it('add up to 100.1 or to 99.9 when they are rightly rounded', () => {
    const rounded = (count: string, base: string, printed: string) => ({ ...at, label: count, count, base, printed });
    const up = [rounded('25', '74', '33.8%'), rounded('11', '74', '14.9%'), rounded('38', '74', '51.4%')];
    const down = [
      rounded('1', '3', '33.3%'),
      { ...rounded('1', '3', '33.3%'), label: 'b' },
      { ...rounded('1', '3', '33.3%'), label: 'c' },
    ];
    expect(found({ shares: up, ...composition('100%', ['33.8%', '14.9%', '51.4%']) })).toEqual([]);
    expect(found({ shares: down, ...composition('100%', ['33.3%', '33.3%', '33.3%']) })).toEqual([]);
    expect(found(composition('100%', ['33.8%', '14.9%', '52.4%']))).toEqual(['composition | certain | 100% | 101%']);
  });

  it.each([
    ['a half goes away from zero', share('1', '8', '12.5%'), []],
    ['a half goes away from zero', share('1', '8', '12%'), ['share | certain | 12% | 13%']],
    ['cut instead of rounded', share('42', '136', '30.8%'), ['share | certain | 30.8% | 30.9%']],
    ['with more decimals', share('42', '136', '30.88%'), []],
    ['of nothing', share('0', '0', '0%'), []],
    ['all there are', share('136', '136', '100%'), []],
    ['more than there are', share('142', '136', '104.4%'), ['share | certain | 142 | at most 136']],
    ['some of nothing', share('3', '0', '0%'), ['share | certain | 3 | at most 0']],
    ['of amounts that may be the same', share('£3.1m', '£3.08m', '100%'), []],
    ['of amounts that are rounded themselves', share('£1.5m', '£3.1m', '48%'), []],
    ['of a count that is said to be about', share('around 42', '136', '40%'), []],
  ])('%s: %j', (_, statements, expected) => {
    expect(found(statements)).toEqual(expected);
  });
});

describe('comparisons and changes', () => {
  it.each([
    ['higher', comparison('33.8%', '27.6%', 'higher'), []],
    ['said to be lower', comparison('33.8%', '27.6%', 'lower'), ['comparison | certain | lower | higher']],
    ['the same before rounding or not', comparison('5.1', '5.1', 'higher'), ['comparison | possible | higher | equal']],
    ['the same count', comparison('5', '5', 'higher'), ['comparison | certain | higher | equal']],
    ['exactly on target', comparison('6%', '6%', 'equal'), []],
    ['of amounts that are rounded themselves', comparison('£5.602m', '£4.890m', 'higher', '£712k'), []],
    ['one more by rounding', comparison('£5.602m', '£4.890m', 'higher', '£713k'), []],
    [
      'more than by rounding',
      comparison('£5.602m', '£4.890m', 'higher', '£714k'),
      ['change | certain | £714k | £712k'],
    ],
    ['rounded', comparison('594,061', '533,906', 'higher', '11.27%'), []],
    ['cut', comparison('594,061', '533,906', 'higher', '11.26%'), ['change | certain | 11.26% | 11.27%']],
    ['in points', comparison('33.8%', '27.6%', 'higher', '6.2%'), []],
    ['in per cent of per cent', comparison('33.8%', '27.6%', 'higher', '22.5%'), []],
    ['neither', comparison('33.8%', '27.6%', 'higher', '7%'), ['change | certain | 7% | 6%']],
    ['from nothing', comparison('3', '0', 'higher', '300%'), []],
    [
      'a point for a comma',
      comparison('5,506', '5.095', 'higher', '8%'),
      ['malformed-number | probable | 5.095 | 5,095'],
    ],
    ['three decimals that are right', comparison('5.506', '5.095', 'higher', '8%'), []],
    ['about', comparison('circa £25k', '£20k', 'lower', '£1k'), []],
    ['durations', comparison('41 seconds', '1 minute 14 seconds', 'lower'), []],
  ])('%s: %j', (_, statements, expected) => {
    expect(found(statements)).toEqual(expected);
  });
});

describe('amounts and their parts', () => {
  it.each([
    ['all', composition('187', ['87', '92', '8']), []],
    ['words', composition('19', ['15', 'four']), []],
    ['not all', composition('187', ['87', '92', '7']), ['composition | certain | 187 | 186']],
    ['some of which', composition('7.73%', ['5.46%'], 'some'), []],
    ['of which more than all', composition('5', ['6'], 'some'), ['composition | certain | 5 | 6']],
    [
      'a list that is not all',
      composition(['12', '3'], ['8', '5'], 'listed'),
      ['composition | possible | 12 + 3 | 13'],
    ],
    ['rounded parts', composition('£1.1m', ['£0.5m', '£0.5m']), []],
    ['about', composition('around 250', ['74']), []],
  ])('%s: %j', (_, statements, expected) => {
    expect(found(statements)).toEqual(expected);
  });
});

describe('figures in several places', () => {
  it.each([
    ['the same', figures({ printed: '74' }, { printed: '74' }), []],
    ['with fewer decimals', figures({ printed: '30.9%' }, { printed: '31%' }), []],
    ['another', figures({ printed: '30.9%' }, { printed: '30.8%' }), ['printed-twice | certain | 30.8% | 30.9%']],
    [
      'too far for fewer decimals',
      figures({ printed: '30.4%' }, { printed: '31%' }),
      ['printed-twice | certain | 31% | 30.4%'],
    ],
    [
      'estimates of several dates',
      figures({ printed: '£202k', basis: 'modelling' }, { printed: '£136k', basis: 'recent estimate' }),
      [],
    ],
    [
      'an amount under two labels',
      figures({ printed: '£4,254k', basis: 'projection' }, { printed: '£4,254k', basis: 'draft' }),
      ['two-labels | probable | £4,254k | another amount than that of 1'],
    ],
    [
      'an amount of two things',
      figures({ printed: '£4,254k' }, { printed: '£4,254k', label: 'y' }),
      ['two-labels | possible | £4,254k | another amount than that of 1'],
    ],
    ['a round amount of two things', figures({ printed: '£250k' }, { printed: '£250k', label: 'y' }), []],
    ['a count of two things', figures({ printed: '1,024' }, { printed: '1,024', label: 'y' }), []],
    ['wrongly set', figures({ printed: '1,02' }), ['malformed-number | certain | 1,02 | digits in groups of three']],
  ])('%s: %j', (_, statements, expected) => {
    expect(found(statements)).toEqual(expected);
  });
});

describe('tables', () => {
  it('add up, with dashes for none and rows that stand apart', () => {
    expect(found(table('6'))).toEqual([]);
    expect(found(table('7'))).toEqual(['row-total | certain | 7 | 6', 'column-total | certain | 7 | 6']);
  });

  it('cannot be added up where a cell is empty', () => {
    expect(found(table('', { rows: [{ label: 'Homes', cells: ['1', '', '9'] }] }))).toEqual([]);
  });

  it('have the totals of one another where they are of the same things', () => {
    const other = (total: string) => ({
      ...at,
      table: 'B',
      columns: ['Red', TOTAL],
      rows: [{ label: 'Homes', cells: [total, total] }],
      sameTotalsAs: 'A',
    });
    const both = (total: string) => ({ tables: [...table('6').tables, other(total)] });
    expect(found(both('1'))).toEqual([]);
    expect(found(both('2'))).toEqual(['totals-of-tables | certain | 2 | 1']);
  });
});

describe('dates', () => {
  it.each([
    ['of a leap year', dates({ printed: '29 February 2024' }), []],
    [
      'of another year',
      dates({ printed: '29 February 2023' }),
      ['impossible-date | certain | 29 February 2023 | a day up to 28 February 2023'],
    ],
    [
      'of a plan',
      plan('It will be done by 31/06/2025', '31/06/2025'),
      ['impossible-date | certain | 31/06/2025 | a day up to 30 June 2025'],
    ],
    [
      'of a range',
      ranges({ of: 'dates', from: '31/06/2025' }),
      ['impossible-date | certain | 31/06/2025 | a day up to 30 June 2025'],
    ],
    ['the right weekday', dates({ printed: 'Tuesday 12 April 2022' }), []],
    [
      'a wrong weekday',
      dates({ printed: 'Friday 12 April 2022' }),
      ['weekday | certain | Friday 12 April 2022 | Tuesday'],
    ],
    ['on the last day of the period', dates({ printed: '31 March 2024', during: '2023-24-Q4' }), []],
    ['a month that begins in the period', dates({ printed: 'March 2024', during: '2024-03-31..2024-04-30' }), []],
    [
      'the day after the period',
      dates({ printed: '1 April 2024', during: '2023-24-Q4' }),
      ['outside-period | possible | 1 April 2024 | 1 January 2024 to 31 March 2024'],
    ],
    ['a day and its month', dates({ printed: '12 April 2022' }, { printed: 'April 2022' }), []],
    [
      'two days of one event',
      dates({ printed: '12 April 2022' }, { printed: '21 April 2022' }),
      ['two-dates | probable | 21 April 2022 | 12 April 2022'],
    ],
    ['two events', dates({ printed: '12 April 2022' }, { printed: '21 April 2022', label: 'y' }), []],
  ])('%s: %j', (_, statements, expected) => {
    expect(found(statements)).toEqual(expected);
  });
});

describe('ranges', () => {
  const years = { of: 'dates', from: '2010', to: '2035' };
  it.each([
    ['of dates', ranges(years), []],
    ['within one year', ranges({ of: 'dates', from: 'June 2024', to: '2024' }), []],
    [
      'backwards',
      ranges({ of: 'dates', from: '2035', to: '2010' }),
      ['range-backwards | certain | 2010 | an end after 2035'],
    ],
    ['that meet', ranges(years, { of: 'dates', from: '2035', to: '2040' }), []],
    [
      'that exclude each other',
      ranges(years, { of: 'dates', from: '2036' }),
      ['ranges-exclude | probable | from 2036 | 2010 to 2035'],
    ],
    ['of numbers', ranges({ of: 'numbers', to: '70%' }, { of: 'numbers', from: '70%' }), []],
    [
      'of numbers that exclude each other',
      ranges({ of: 'numbers', to: '70%' }, { of: 'numbers', from: '80%' }),
      ['ranges-exclude | probable | from 80% | up to 70%'],
    ],
    ['of two things', ranges({ of: 'numbers', to: '70%' }, { of: 'numbers', from: '80%', label: 'y' }), []],
  ])('%s: %j', (_, statements, expected) => {
    expect(found(statements)).toEqual(expected);
  });
});

describe('references', () => {
  it.each([
    ['to a paragraph', reference({}), []],
    ['to the section before', reference({ number: '4.1' }), ['dangling-reference | certain | see it | 3.1']],
    [
      'to nothing near',
      reference({ number: '9.9' }),
      ['dangling-reference | certain | see it | an existing paragraph'],
    ],
    ['to an appendix', reference({ to: 'appendix', number: '3' }), []],
    [
      'to no appendix',
      reference({ to: 'appendix', number: '4' }),
      ['dangling-reference | certain | see it | an existing appendix'],
    ],
    ['by its date', reference({ to: 'appendix', number: '3', dated: '5 December 2023' }), []],
    [
      'by another date',
      reference({ to: 'appendix', number: '3', dated: 'January 2024' }),
      ['appendix-dates | possible | January 2024 | December 2023'],
    ],
    ['a number left out', { paragraphs: ['1', '2', '2.1', '2.3'] }, ['paragraph-missing | possible | 2.3 | 2.2']],
  ])('%s', (_, statements, expected) => {
    expect(found(statements)).toEqual(expected);
  });
});

describe('words', () => {
  it.each([
    ['a plan for later', plan('It will be done by May 2025', 'May 2025'), []],
    ['a plan for the month of publication', plan('A report will be presented in July 2024', 'July 2024'), []],
    ['a plan that was carried out', plan('It was completed in May 2024', 'May 2024'), []],
    [
      'a plan for the past',
      plan('It is due to end in June 2024', 'June 2024'),
      ['plan-overtaken | certain | June 2024 | what came of it, or a date from 31 July 2024 on'],
    ],
    [
      'a plan for the past without a year',
      plan('It will begin in May', 'May', '2024'),
      ['plan-overtaken | probable | May | what came of it, or a date from 31 July 2024 on'],
    ],
    ['other words on another figure', commentary('74 seconds', 'One post is vacant.'), []],
    ['the same words on the same figure', commentary('41 seconds', 'Two posts are vacant.'), []],
    [
      'the same words on another figure',
      commentary('74 seconds', 'Two  posts are vacant. '),
      ['commentary-unchanged | probable | Two  posts are vacant.  | words about the figure of this document'],
    ],
  ])('%s', (_, statements, expected) => {
    expect(found(statements)).toEqual(expected);
  });
});
