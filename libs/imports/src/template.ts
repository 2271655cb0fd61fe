import {
  UNAVAILABLE_REASONS,
  decimalPlaces,
  divide,
  withoutTrailingZeros,
  type DecimalText,
  type Unit,
} from '@outturn/domain';
import type { Worksheet } from 'exceljs';

/** One figure that is due, as a line of the template. */
export interface TemplateLine {
  readonly indicator: string;
  readonly name: string;
  readonly unit: Unit;
  readonly displayDecimals: number;
  readonly period: string;
  /** In words, such as `at least 95%`; empty where there is none. */
  readonly target: string;
  /** In words; empty where there is none. */
  readonly last: string;
  /** The figure that is held for the period already. */
  readonly held?: DecimalText;
}

const COLUMNS = [
  { header: 'indicator', width: 34 },
  { header: 'name', width: 48 },
  { header: 'unit', width: 18 },
  { header: 'period', width: 13 },
  { header: 'target', width: 20 },
  { header: 'last value', width: 24 },
  { header: 'value', width: 16 },
  { header: 'numerator', width: 13 },
  { header: 'denominator', width: 13 },
  { header: 'provisional', width: 12 },
  { header: 'no data reason', width: 20 },
  { header: 'note', width: 48 },
];
const VALUE_COLUMN = 'G';

const EXPLANATION: readonly string[] = [
  'Fill in the column "value" of the sheet "Figures", save the workbook and import it. Leave the other sheets as they are.',
  'Nothing is recorded before you have seen what each row would do and have accepted it.',
  'A blank cell says nothing: nothing is recorded for it. 0 is a figure.',
  'Write "no data" where there is no figure, and say why in "no data reason" and in "note".',
  'Write "not due" or "not applicable" where no figure is expected; both are checked.',
  'Cells of percentages are formatted as such: type 95 for 95%. Money is in pounds, durations are h:mm:ss.',
  'Another value than the one that is held is offered as a correction, which needs a reason and somebody else’s consent.',
  'A word such as "circa" before a number is kept beside it.',
];

/** A workbook to fill in and import: what is due, its units, targets and last values. */
export async function writeTemplate(title: string, lines: readonly TemplateLine[]): Promise<Buffer> {
  // A third of all that a server would load otherwise, for this one file.
  const { default: exceljs } = await import('exceljs');
  const workbook = new exceljs.Workbook();
  const sheet = workbook.addWorksheet('Figures', { views: [{ state: 'frozen', ySplit: 1, xSplit: 1 }] });
  sheet.columns = COLUMNS.map(({ header, width }) => ({ header, width }));
  sheet.getRow(1).font = { bold: true };
  lines.forEach((line, index) => {
    addLine(sheet, line, index + 2);
  });
  const readMe = workbook.addWorksheet('Read me');
  readMe.getColumn(1).width = 110;
  readMe.addRow([title]).font = { bold: true };
  for (const text of EXPLANATION) readMe.addRow([text]);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

function addLine(sheet: Worksheet, line: TemplateLine, row: number): void {
  const { indicator, name, unit, period, target, last } = line;
  sheet.getRow(row).values = [indicator, name, unit, period, target, last];
  const value = sheet.getCell(`${VALUE_COLUMN}${row}`);
  value.numFmt = numberFormatFor(line);
  if (line.held !== undefined) value.value = heldIn(unit, line.held);
  value.dataValidation =
    unit === 'yes-or-no'
      ? { type: 'list', allowBlank: true, formulae: ['"yes,no,no data,not due,not applicable"'] }
      : {
          type: 'custom',
          allowBlank: true,
          errorStyle: 'warning',
          showErrorMessage: true,
          errorTitle: 'Not a number',
          error: 'Give a number, or one of: no data, not due, not applicable.',
          formulae: [
            `OR(ISNUMBER(${VALUE_COLUMN}${row}),${['no data', 'not due', 'not applicable'].map((word) => `${VALUE_COLUMN}${row}="${word}"`).join(',')})`,
          ],
        };
  sheet.getCell(`J${row}`).dataValidation = { type: 'list', allowBlank: true, formulae: ['"yes,no"'] };
  const reasons = UNAVAILABLE_REASONS.filter((reason) => reason !== 'withdrawn').join(',');
  sheet.getCell(`K${row}`).dataValidation = { type: 'list', allowBlank: true, formulae: [`"${reasons}"`] };
}

function numberFormatFor({ unit, displayDecimals, held }: TemplateLine): string {
  const places = Math.max(displayDecimals, held === undefined ? 0 : decimalPlaces(held));
  const decimals = places === 0 ? '' : `.${'0'.repeat(places)}`;
  if (unit === 'percent' || unit === 'percent-change') return `0${decimals}%`;
  if (unit === 'pence') return '"£"#,##0.00';
  return unit === 'seconds' ? '[h]:mm:ss' : 'General';
}

/** As a text, so that no digit is lost in the number of a spreadsheet. */
function heldIn(unit: Unit, held: DecimalText): string {
  if (unit === 'percent' || unit === 'percent-change') return `${held}%`;
  if (unit === 'pence') return `£${withoutTrailingZeros(divide(held, '100'))}`;
  if (unit === 'seconds') return `${held} seconds`;
  return unit === 'yes-or-no' ? (held === '1' ? 'yes' : 'no') : held;
}
