import { equal, parsePeriod, quarterOf, type Unit } from '@outturn/domain';
import { Workbook } from 'exceljs';
import fc from 'fast-check';
import { readFigure } from './read-figure';
import { readImportFile } from './read-file';

/** Figures with at most 15 digits: all that a cell of a workbook can hold. */
const decimals = (places: number) =>
  fc.tuple(fc.bigInt({ min: 0n, max: 999_999_999n }), fc.integer({ min: 0, max: places })).map(([digits, shift]) => {
    const text = String(digits).padStart(shift + 1, '0');
    return shift === 0 ? text : `${text.slice(0, -shift)}.${text.slice(-shift)}`;
  });

interface Figure {
  readonly unit: Unit;
  readonly value: string;
}

const figures: fc.Arbitrary<Figure[]> = fc.array(
  fc.oneof(
    fc.record({ unit: fc.constantFrom<Unit>('count', 'percent', 'number', 'days'), value: decimals(5) }),
    fc.record({ unit: fc.constantFrom<Unit>('pence', 'seconds'), value: decimals(0) }),
  ),
  { minLength: 1, maxLength: 12 },
);

/** A workbook as an export writes it: numbers in the formats of their units. */
async function workbookOf(given: readonly Figure[]): Promise<Buffer> {
  const workbook = new Workbook();
  const sheet = workbook.addWorksheet('Figures');
  sheet.addRow(['indicator', 'period', 'value']);
  for (const [index, { unit, value }] of given.entries()) {
    const cell = sheet.addRow([`key-${index}`, '2023-24-Q4']).getCell(3);
    cell.value = Number(value) / ({ percent: 100, pence: 100, seconds: 86_400 }[unit as string] ?? 1);
    cell.numFmt = { percent: '0.0%', pence: '"£"#,##0.00', seconds: '[h]:mm:ss' }[unit as string] ?? 'General';
  }
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

function csvOf(given: readonly Figure[]): Buffer {
  const rows = given.map(({ unit, value }, index) => `key-${index},2023-24-Q4,${value},${unit}`);
  return Buffer.from(['indicator,period,value,unit', ...rows].join('\r\n'));
}

async function valuesIn(bytes: Buffer, given: readonly Figure[]): Promise<string[]> {
  const { entries } = await readImportFile(bytes);
  return entries.map((entry, index) => {
    const reading = readFigure(entry, given[index]!.unit);
    return reading.kind === 'value' ? reading.value.value : reading.kind;
  });
}

describe('values that are written and read', () => {
  it('are the same to the digit in a CSV', async () => {
    await fc.assert(
      fc.asyncProperty(figures, async (given) => {
        expect(await valuesIn(csvOf(given), given)).toEqual(given.map(({ value }) => value));
      }),
      { numRuns: 100 },
    );
  });

  it('are the same numbers in a workbook', async () => {
    await fc.assert(
      fc.asyncProperty(figures, async (given) => {
        const read = await valuesIn(await workbookOf(given), given);
        expect(read.map((value, index) => equal(value, given[index]!.value))).toEqual(given.map(() => true));
      }),
      { numRuns: 40 },
    );
  });
});

describe('periods', () => {
  it('are read as their names in any usual writing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2013, max: 2090 }), fc.integer({ min: 1, max: 4 }), async (year, quarter) => {
        const { key } = quarterOf(year, quarter);
        const short = key.slice(5, 7);
        const written = [
          key,
          `Q${quarter} ${year}/${short}`,
          `${year}-${short} Quarter ${quarter}`,
          `q${quarter}, ${year}/20${short}`,
        ];
        const bytes = Buffer.from(['indicator;period;value', ...written.map((text) => `a;${text};1`)].join('\n'));
        const { entries } = await readImportFile(bytes);
        expect(entries.map(({ period }) => period)).toEqual(written.map(() => ({ period: parsePeriod(key).key })));
      }),
    );
  });
});
