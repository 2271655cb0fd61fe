import { CELL_STATUSES, TARGET_OPERATORS, UNITS } from '@outturn/domain';
import { sdmxCode, type CodeList } from './sdmx-components';

/** A code and its name. */
export interface Code {
  readonly id: string;
  readonly name: string;
}

/** What a structure says beside what the program itself knows. */
export interface StructureFacts {
  /** When the message is made (ISO 8601). */
  readonly prepared: string;
  readonly indicators: readonly Code[];
  readonly areas: readonly Code[];
}

const FREQUENCIES: readonly Code[] = [
  { id: 'A', name: 'Annual' },
  { id: 'Q', name: 'Quarterly' },
  { id: 'M', name: 'Monthly' },
  { id: '_O', name: 'Other' },
];
const OBSERVATION_STATUSES: readonly Code[] = [
  { id: 'A', name: 'Normal value' },
  { id: 'B', name: 'Time series break' },
  { id: 'D', name: 'Definition differs' },
  { id: 'E', name: 'Estimated value' },
  { id: 'F', name: 'Forecast value' },
  { id: 'L', name: 'Missing value; data exist but were not collected' },
  { id: 'M', name: 'Missing value; data cannot exist' },
  { id: 'O', name: 'Missing value' },
  { id: 'P', name: 'Provisional value' },
  { id: 'Q', name: 'Missing value; suppressed' },
  { id: 'U', name: 'Low reliability' },
  { id: 'V', name: 'Unvalidated value' },
];
const OPERATOR_CODES = ['GE', 'GT', 'LE', 'LT', 'EQ', 'BETWEEN'];

/** The lists of codes that the components refer to. One that is empty is none. */
export function codeLists({ indicators, areas }: StructureFacts): [CodeList, readonly Code[]][] {
  const lists: [CodeList, readonly Code[]][] = [
    ['CL_INDICATOR', indicators],
    ['CL_AREA', areas],
    ['CL_FREQ', FREQUENCIES],
    ['CL_UNIT_MEASURE', wordCodes(UNITS)],
    ['CL_OBS_STATUS', OBSERVATION_STATUSES],
    ['CL_RAG_STATUS', wordCodes(CELL_STATUSES)],
    ['CL_TARGET_OPERATOR', TARGET_OPERATORS.map((name, index) => ({ id: OPERATOR_CODES[index] ?? '', name }))],
  ];
  return lists.filter(([, codes]) => codes.length > 0);
}

function wordCodes(words: readonly string[]): Code[] {
  return words.map((word) => ({ id: sdmxCode(word), name: word.replaceAll('-', ' ') }));
}
