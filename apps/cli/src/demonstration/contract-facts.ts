import type { AssuranceStatement, ContractCommand, KpiSet, Qualifier, SuppliedValue } from '@outturn/domain';

/** What a contract's commands say, without who gives them and when. */
export type ContractFacts = ContractCommand extends infer C
  ? C extends ContractCommand
    ? Omit<C, 'actor' | 'today' | 'cycle'>
    : never
  : never;

/** One step of the record of a contract. */
export interface ContractStep {
  /** Unique for the contract; the ids of the command and of its events follow from it. */
  readonly name: string;
  readonly facts: ContractFacts;
  /** The step that made what this one is about: its id takes the place of `variationId`. Such a step is the approver's. */
  readonly agrees?: string;
}

/** A contract as the report tells of it. */
export interface ReportContract {
  readonly contract: string;
  readonly steps: readonly ContractStep[];
}

export const QUARTER = '2023-24-Q4';
export const YEAR = '2023-24';
export const COUNCIL = { role: 'authority', name: 'Sandwell Metropolitan Borough Council' } as const;

/** Where the report says something. */
export function paragraph(number: string): string {
  return `Performance Management Framework – 2023/24 Quarter 4 and Annual Monitoring, paragraph ${number}`;
}

/** Words of the report about a quarter, whose author is the report itself. */
export function stated(
  number: string,
  about: AssuranceStatement['about'],
  finding: AssuranceStatement['finding'],
  text: string,
  period = QUARTER,
): ContractStep {
  const author = 'The report to the Budget and Corporate Scrutiny Management Board of 31 July 2024';
  const statement = { period, about, finding, text, author, source: paragraph(number) };
  return { name: `statement ${number} ${about} ${period}`, facts: { type: 'StateAssurance', statement } };
}

/** That assurance of governance is given (14.1). */
export const assuranceGiven = stated(
  '14.1',
  'governance',
  'assured',
  'Reports on contract governance have been provided for Sandwell Children’s Trust (SCT), Serco, Places Leisure and Sandwell Leisure Trust (SLT) and assurance of governance arrangements has been provided through these reports.',
);

/** The measures that the report gives for a contract, as a set of the year. */
export function measures(name: string, number: string, kpis: KpiSet['kpis'], note: string): ContractStep {
  const set = {
    kpiSet: 'report-2023-24',
    name,
    validFrom: '2023-04-01',
    validTo: '2024-03-31',
    kpis,
    note,
    source: paragraph(number),
  };
  return { name: 'measures of 2023-24', facts: { type: 'AdoptKpiSet', set } };
}

interface Measured {
  readonly kpi: string;
  readonly period: string;
  readonly value: string;
  readonly unit: SuppliedValue['unit'];
  readonly number: string;
  readonly qualifier?: Qualifier;
  readonly letters?: SuppliedValue['observationStatus'];
  readonly note?: string;
}

/** A figure that the report gives for one of these measures. */
export function measured({ kpi, period, value, unit, number, qualifier, letters, note }: Measured): ContractStep {
  const result = {
    kpiSet: 'report-2023-24',
    kpi,
    period,
    value: { value, unit, qualifier, observationStatus: letters ?? ['A' as const], note },
    source: paragraph(number),
  };
  return { name: `result ${kpi} ${period}`, facts: { type: 'RecordKpiResult', result } };
}
