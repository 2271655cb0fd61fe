import { Refusal } from '../refusal';
import { parsePrintedDocument } from './read-document';

const TABLE = { table: 'A', paragraph: '1', columns: ['Red', { label: 'Total', kind: 'total' }], rows: [] };
const ROW = { label: 'Homes', cells: ['1', '1'] };
const SIX = ['a', 'b', 'c', 'd', 'e', 'f'];
const table = (changes: object = {}) => ({ tables: [{ ...TABLE, rows: [ROW], ...changes }] });
const document = (changes: object = {}) => ({
  format: 'outturn-printed-document',
  version: 1,
  name: 'Report',
  publishedOn: '2024-07-31',
  paragraphs: ['1', '1.1', '2'],
  ...changes,
});
const figure = (printed: unknown, changes: object = {}) => ({
  figures: [{ paragraph: '1', label: 'red', printed, ...changes }],
});
const comparison = (changes: object) => ({
  comparisons: [{ paragraph: '1', label: 'red', value: '1', against: '2', says: 'lower', ...changes }],
});

function refusalOf(input: unknown): Refusal {
  try {
    parsePrintedDocument(input);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('Not refused.');
}

describe('a printed document', () => {
  it('may say nothing that can be checked', () => {
    expect(parsePrintedDocument(document())).toMatchObject({ name: 'Report', tables: [], figures: [], plans: [] });
  });

  it('has rows and columns that are parts unless it says otherwise', () => {
    expect(parsePrintedDocument(document(table())).tables[0]).toMatchObject({
      columns: [
        { label: 'Red', kind: 'part' },
        { label: 'Total', kind: 'total' },
      ],
      rows: [{ label: 'Homes', kind: 'part', cells: ['1', '1'] }],
    });
  });

  it('may name a cell in the place of a number', () => {
    const cell = { table: 'A', row: 'Homes', column: 'Total' };
    expect(parsePrintedDocument(document({ ...table(), ...figure(cell) })).figures[0]?.printed).toEqual(cell);
  });

  it.each<[string, unknown, string]>([
    ['a list', [], ''],
    ['a text', 'report', ''],
    ['null', null, ''],
    ['another format', document({ format: 'csv' }), '/format'],
    ['a later version', document({ version: 2 }), '/version'],
    ['an unknown field', document({ sahres: [] }), '/sahres'],
    ['a field of every object', document({ constructor: 1 }), '/constructor'],
    ['an unknown field of a statement', document(figure('1', { unit: '%' })), '/figures/0/unit'],
    ['no paragraphs', document({ paragraphs: [] }), '/paragraphs'],
    ['a paragraph that is none', document({ paragraphs: ['1.'] }), '/paragraphs/0'],
    ['a paragraph twice', document({ paragraphs: ['1', '1'] }), '/paragraphs/1'],
    ['a date that does not exist', document({ publishedOn: '2024-04-31' }), '/publishedOn'],
    ['no name', document({ name: ' ' }), '/name'],
    ['a number of JSON', document(figure(30.8)), '/figures/0/printed'],
    ['words for a number', document(figure('many')), '/figures/0/printed'],
    ['a cell of no table', document(figure({ table: 'B', row: 'Homes', column: 'Red' })), '/figures/0/printed'],
    ['a statement in no paragraph', document(figure('1', { paragraph: '1.2' })), '/figures/0/paragraph'],
    ['a row with a cell too few', document(table({ rows: [{ ...ROW, cells: ['1'] }] })), '/tables/0/rows/0/cells'],
    ['a cell of words', document(table({ rows: [{ ...ROW, cells: ['1', 'x'] }] })), '/tables/0/rows/0/cells/1'],
    ['two rows of one label', document(table({ rows: [ROW, ROW] })), '/tables/0/rows/1/label'],
    ['two columns of one label', document(table({ columns: ['Red', 'Red'] })), '/tables/0/columns/1'],
    [
      'six totals',
      document(
        table({
          columns: SIX.map((label) => ({ label, kind: 'total' })),
          rows: [{ label: 'Homes', cells: SIX.map(() => '1') }],
        }),
      ),
      '/tables/0/columns',
    ],
    ['the totals of no table', document(table({ sameTotalsAs: 'A' })), '/tables/0/sameTotalsAs'],
    ['an unknown kind', document(table({ rows: [{ ...ROW, kind: 'sum' }] })), '/tables/0/rows/0/kind'],
    ['two units', document(comparison({ value: '1%' })), '/comparisons/0/against'],
    ['an unknown word', document(comparison({ says: 'better' })), '/comparisons/0/says'],
    ['a date of words', document({ dates: [{ paragraph: '1', label: 'x', printed: 'soon' }] }), '/dates/0/printed'],
    [
      'a month without a year',
      document({ dates: [{ paragraph: '1', label: 'x', printed: 'May' }] }),
      '/dates/0/printed',
    ],
    [
      'an impossible period',
      document({ dates: [{ paragraph: '1', label: 'x', printed: '2024', during: '2024-Q1' }] }),
      '/dates/0/during',
    ],
    ['a range without ends', document({ ranges: [{ paragraph: '1', label: 'x', of: 'numbers' }] }), '/ranges/0'],
    [
      'a plan without its date',
      document({ plans: [{ paragraph: '1', words: 'It will be done.', due: 'May 2024' }] }),
      '/plans/0/due',
    ],
  ])('refuses %s', (_, input, pointer) => {
    const refusal = refusalOf(input);
    expect([refusal.kind, refusal.pointer]).toEqual(['invalid', pointer]);
    expect(refusal.message).toMatch(/^.{10,}[.]$/su);
  });
});
