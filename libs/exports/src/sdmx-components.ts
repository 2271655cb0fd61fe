import { columnIndex, type FigureRow } from './figure-rows';
import { REPORTING_YEAR_START_DAY, sdmxPeriod } from './sdmx-period';
import { neutralised } from './text-cell';

/** The lists of codes that components take their values from; those of SDMX have its letters. */
export type CodeList =
  'CL_INDICATOR' | 'CL_AREA' | 'CL_FREQ' | 'CL_UNIT_MEASURE' | 'CL_OBS_STATUS' | 'CL_RAG_STATUS' | 'CL_TARGET_OPERATOR';

/** What a component without codes holds. */
export type TextType = 'String' | 'Decimal' | 'Integer' | 'ObservationalTimePeriod' | 'DateTime' | 'MonthDay';

/** A column of the file and a component of the data structure: both come from the one list below. */
export interface Component {
  readonly id: string;
  readonly role: 'dimension' | 'time' | 'measure' | 'attribute';
  readonly name: string;
  readonly codes?: CodeList;
  readonly text?: TextType;
  /** It may have several values, separated by semicolons. */
  readonly several?: boolean;
  readonly cellOf: (row: FigureRow) => string | null;
}

const OPERATORS: Readonly<Record<string, string>> = {
  '>=': 'GE',
  '>': 'GT',
  '<=': 'LE',
  '<': 'LT',
  '=': 'EQ',
  between: 'BETWEEN',
};
const periodCell = cellIn('period');
const valueCell = cellIn('value');
const unitCell = cellIn('unit');
const statusCell = cellIn('status');
const reasonCell = cellIn('reason');
const operatorCell = cellIn('target_operator');
const maturityCell = cellIn('maturity');
const lettersCell = semicolons('observation_status');
const LETTERS_OF_REASON: Readonly<Record<string, string>> = { 'not-collected': 'L', suppressed: 'Q' };

/** The components in their order: dimensions, the measure, attributes. */
export const COMPONENTS: readonly Component[] = [
  { cellOf: cellIn('indicator'), id: 'INDICATOR', role: 'dimension', name: 'Indicator', codes: 'CL_INDICATOR' },
  { id: 'FREQ', role: 'dimension', name: 'Frequency', codes: 'CL_FREQ', cellOf: (row) => periodOf(row).frequency },
  {
    id: 'TIME_PERIOD',
    role: 'time',
    name: 'Period, in the reporting year that starts on 1 April',
    text: 'ObservationalTimePeriod',
    cellOf: (row) => periodOf(row).timePeriod,
  },
  { cellOf: cellIn('value'), id: 'OBS_VALUE', role: 'measure', name: 'Value', text: 'Decimal' },
  attribute('REPORTING_YEAR_START_DAY', 'First day of the reporting year', () => REPORTING_YEAR_START_DAY, 'MonthDay'),
  attribute('PERIOD', 'Period as the council names it', cellIn('period')),
  { ...attribute('AREA', 'Area', cellIn('area')), codes: 'CL_AREA', text: undefined },
  { ...attribute('UNIT_MEASURE', 'Unit', unitOf), codes: 'CL_UNIT_MEASURE', text: undefined },
  attribute('DECIMALS', 'Decimals to show', cellIn('display_decimals'), 'Integer'),
  {
    ...attribute('OBS_STATUS', 'Observation status', observationStatus),
    codes: 'CL_OBS_STATUS',
    text: undefined,
    several: true,
  },
  { ...attribute('RAG_STATUS', 'Status', ragStatus), codes: 'CL_RAG_STATUS', text: undefined },
  attribute('REASON', 'Why there is no figure', cellIn('reason')),
  {
    ...attribute('TARGET_OPERATOR', 'How the value must stand to the target', targetOperator),
    codes: 'CL_TARGET_OPERATOR',
    text: undefined,
  },
  attribute('TARGET', 'Target', cellIn('target_value'), 'Decimal'),
  attribute('TARGET_LOW', 'Lower end of a target range', cellIn('target_low'), 'Decimal'),
  attribute('TARGET_HIGH', 'Upper end of a target range', cellIn('target_high'), 'Decimal'),
  attribute('NUMERATOR', 'Numerator', cellIn('numerator'), 'Decimal'),
  attribute('DENOMINATOR', 'Denominator', cellIn('denominator'), 'Decimal'),
  attribute('QUALIFIER', 'Why the value is not exact', cellIn('qualifier')),
  attribute('MATURITY', 'How far the figure has come', cellIn('maturity')),
  attribute('SOURCE', 'How the value came about', cellIn('source')),
  attribute('BASIS', 'Basis of measurement', safe(cellIn('basis'))),
  { ...attribute('MARKERS', 'What happened to the figure', semicolons('markers')), several: true },
  attribute('COMMENT_OBS', 'Commentary', safe(cellIn('commentary'))),
  attribute('VALID_FROM', 'Since when it was known', cellIn('known_from'), 'DateTime'),
  attribute('VALID_TO', 'Until when it was known', cellIn('known_to'), 'DateTime'),
  attribute('AS_AT_POSITION', 'Position as at which it was asked for', cellIn('as_at_position'), 'Integer'),
];

/** The components of a role, in their order. */
export function withRole(role: Component['role']): readonly Component[] {
  return COMPONENTS.filter((component) => component.role === role);
}

function cellIn(name: string): Component['cellOf'] {
  const index = columnIndex(name);
  return (row) => row[index] ?? null;
}

function attribute(id: string, name: string, cellOf: Component['cellOf'], text: TextType = 'String'): Component {
  return { id, role: 'attribute', name, text, cellOf };
}

/** These files, too, are opened with spreadsheets. */
function safe(cellOf: Component['cellOf']): Component['cellOf'] {
  return (row) => {
    const text = cellOf(row);
    return text === null ? null : neutralised(text);
  };
}

function semicolons(name: string): Component['cellOf'] {
  const cellOf = cellIn(name);
  return (row) => cellOf(row)?.replaceAll(' ', ';') ?? null;
}

function periodOf(row: FigureRow) {
  return sdmxPeriod(periodCell(row) ?? '');
}

function unitOf(row: FigureRow): string | null {
  return sdmxCode(unitCell(row));
}

function ragStatus(row: FigureRow): string | null {
  return sdmxCode(statusCell(row));
}

function targetOperator(row: FigureRow): string | null {
  return OPERATORS[operatorCell(row) ?? ''] ?? null;
}

/** A word of the domain as a code of SDMX: `rag-not-applicable` is `RAG_NOT_APPLICABLE`. */
export function sdmxCode(word: string): string;
export function sdmxCode(word: string | null): string | null;
export function sdmxCode(word: string | null): string | null {
  return word?.toUpperCase().replaceAll('-', '_') ?? null;
}

/** As submitted, and normal when nothing was said; of a figure that is not there, why it is not. */
function observationStatus(row: FigureRow): string {
  if (valueCell(row) !== null) {
    const letters = new Set(lettersCell(row)?.split(';'));
    if (maturityCell(row) === 'provisional') letters.add('P');
    return letters.size === 0 ? 'A' : [...letters].join(';');
  }
  if (statusCell(row) === 'not-due') return 'M';
  return LETTERS_OF_REASON[reasonCell(row) ?? ''] ?? 'O';
}
