import type { CalendarEntry, ContractGovernance, KpiStanding } from '@outturn/domain';
import { capitalised, contractOf, counted, enumerated, periodInWords } from '@outturn/reports';
import type { ContractQuestion } from '../api/contract-governance';
import type { ContractsQuery } from '../api/queries';
import { quarterChoices, type Choice } from './filters';
import { addressOf } from './links';
import type { PageModel } from './page';
import { numberedPage, type PageNumbers } from './page-numbers';
import type { TimeControl } from './time-control';

interface ContractsInput {
  readonly query: Pick<ContractsQuery, 'asAt' | 'period' | 'day'> & { readonly page?: string };
  readonly time: TimeControl;
  readonly asked: Pick<ContractQuestion, 'period'>;
  readonly calendar: readonly CalendarEntry[];
  readonly found: readonly ContractGovernance[];
}

/** The page that lists contracts as they stood in a quarter. */
export interface ContractsPage extends PageModel {
  readonly caption: string;
  readonly time: TimeControl;
  readonly asAt: string;
  readonly quarters: readonly Choice[];
  readonly rows: readonly {
    readonly name: string;
    readonly href: string;
    readonly parties: string;
    readonly term: string;
    readonly kpis: string;
    readonly open: string;
    readonly attention: readonly string[];
  }[];
  readonly numbers?: PageNumbers;
}

const CONTRACTS_A_PAGE = 25;

/** Puts the list of contracts together. */
export function contractsPage({ query, time, asked, calendar, found }: ContractsInput): ContractsPage {
  const { asAt, period, day } = query;
  const hrefOf = (page: string) => addressOf('/contracts', { period, day, asAt, page });
  const { items, numbers } = numberedPage(found, CONTRACTS_A_PAGE, query.page, hrefOf);
  return {
    title: 'Contracts',
    caption: capitalised(periodInWords(asked.period)),
    time,
    asAt: asAt ?? '',
    quarters: quarterChoices(calendar, asked.period),
    numbers,
    rows: items.map((governance) => {
      const { contract, kpis, notices, variations } = governance;
      const { name, parties, statements, needsAttention } = contractOf(governance);
      return {
        name,
        href: addressOf(`/contracts/${contract}`, { period, day, asAt }),
        parties: capitalised(enumerated(parties)),
        term: statements.find(({ aspect }) => aspect === 'Term')?.text ?? '',
        kpis: kpisInWords(kpis),
        open: openInWords(notices.length, variations.length),
        attention: needsAttention.map(({ what }) => what),
      };
    }),
  };
}

const STATUSES: readonly (readonly [KpiStanding['status'], string])[] = [
  ['red', 'red'],
  ['amber', 'amber'],
  ['green', 'green'],
  ['rag-not-applicable', 'RAG N/A'],
  ['data-not-available', 'without data'],
  ['not-due', 'not due'],
];

function kpisInWords(kpis: readonly KpiStanding[]): string {
  if (kpis.length === 0) return 'None held';
  const counts = STATUSES.flatMap(([status, word]) => {
    const count = kpis.filter((kpi) => kpi.status === status).length;
    return count === 0 ? [] : [`${count} ${word}`];
  });
  return enumerated(counts);
}

function openInWords(notices: number, variations: number): string {
  const counts = [
    ...(notices === 0 ? [] : [counted(notices, 'notice', 'notices')]),
    ...(variations === 0 ? [] : [counted(variations, 'variation', 'variations')]),
  ];
  return counts.length === 0 ? 'None' : enumerated(counts);
}
