import * as fc from 'fast-check';
import { sharePercent } from '../decimal';
import type { Finding } from './finding';
import { parsePrintedDocument } from './read-document';
import { reconcile } from './reconcile';

const sumOf = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);

/** Counts of a table without its totals: at least two rows and two columns. */
const counts = fc
  .tuple(fc.integer({ min: 2, max: 8 }), fc.integer({ min: 2, max: 8 }))
  .chain(([rows, columns]) =>
    fc.array(fc.array(fc.nat(500), { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows }),
  );

/** The cells as printed, with a total of each row at its end and a row of totals at the end. */
function printedCells(table: readonly (readonly number[])[]): string[][] {
  const rows = table.map((row) => [...row, sumOf(row)]);
  const totals = rows[0]?.map((_, column) => sumOf(rows.map((row) => row[column] ?? 0))) ?? [];
  return [...rows, totals].map((row) => row.map(String));
}

function findingsOf(cells: readonly (readonly string[])[], statements: object = {}): readonly Finding[] {
  const width = cells[0]?.length ?? 0;
  const kindAt = (index: number, length: number) => (index === length - 1 ? 'total' : 'part');
  return reconcile(
    parsePrintedDocument({
      format: 'outturn-printed-document',
      version: 1,
      name: 'Report',
      publishedOn: '2024-07-31',
      paragraphs: ['1'],
      tables: [
        {
          table: 'A',
          paragraph: '1',
          columns: Array.from({ length: width }, (_, index) => ({ label: `c${index}`, kind: kindAt(index, width) })),
          rows: cells.map((row, index) => ({ label: `r${index}`, kind: kindAt(index, cells.length), cells: row })),
        },
      ],
      ...statements,
    }),
  );
}

describe('laws of reconciliation', () => {
  it('a table that adds up has no findings, nor have its shares', () => {
    fc.assert(
      fc.property(counts, (table) => {
        const shares = table.flatMap((row, index) => {
          const share = sharePercent(row[0] ?? 0, sumOf(row));
          const base = { table: 'A', row: `r${index}`, column: `c${row.length}` };
          const entry = { paragraph: '1', label: `${index}`, count: String(row[0]), base, printed: `${share ?? ''}%` };
          return share === undefined ? [] : [entry];
        });
        expect(findingsOf(printedCells(table), { shares })).toEqual([]);
      }),
    );
  });

  it('one wrong cell is found, and its row and column are named', () => {
    fc.assert(
      fc.property(counts, fc.nat(), fc.nat(), fc.integer({ min: 1, max: 99 }), (table, rowSeed, columnSeed, more) => {
        const cells = printedCells(table);
        const row = rowSeed % cells.length;
        const column = columnSeed % (cells[0]?.length ?? 1);
        const wrong = cells.map((line, at) =>
          line.map((text, across) => (at === row && across === column ? String(Number(text) + more) : text)),
        );
        const findings = findingsOf(wrong);
        const named = findings.filter(({ place }) => place.row === `r${row}` || place.column === `c${column}`);
        expect(named.length).toBeGreaterThan(0);
        expect(named.length).toBe(findings.length);
        expect(findingsOf(wrong)).toEqual(findings);
      }),
    );
  });

  it('one wrong cell that is no total is the cell that both findings suspect', () => {
    fc.assert(
      fc.property(counts, fc.nat(), fc.nat(), fc.integer({ min: 1, max: 99 }), (table, rowSeed, columnSeed, more) => {
        const row = rowSeed % table.length;
        const column = columnSeed % (table[0]?.length ?? 1);
        const cells = printedCells(table);
        const right = cells[row]?.[column] ?? '';
        const wrong = String(Number(right) + more);
        const perturbed = cells.map((line, at) =>
          line.map((text, across) => (at === row && across === column ? wrong : text)),
        );
        const sentences = findingsOf(perturbed).map(({ sentence }) => sentence);
        expect(sentences).toHaveLength(2);
        expect(sentences[0]).toContain(`With ${right} instead of ${wrong} under "c${column}"`);
        expect(sentences[1]).toContain(`With ${right} instead of ${wrong} under "r${row}"`);
      }),
    );
  });
});
