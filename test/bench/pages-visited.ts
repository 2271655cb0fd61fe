import type { PeriodKey } from '@outturn/domain';
import type { ReadModels } from '@outturn/read-models';
import { GENERATED_AREAS } from '../support/history-generator';
import { LAST_GENERATED_YEAR } from './pages-database';

/** Who reads a page: somebody with that one role. */
export type Reader = 'auditor' | 'performance' | 'officer' | 'approver';

/** A page, and its address at each turn: another indicator, area or period where it has one. */
export interface MeasuredPage {
  readonly page: string;
  readonly reader: Reader;
  readonly path: (turn: number) => string;
}

interface FigureSubject {
  readonly indicator: string;
  readonly area: string;
  readonly period: PeriodKey;
  /** From which position it has stood so. */
  readonly position: number;
}

/** What pages are about. */
export interface Subjects {
  /** Figures with a value, of different indicators. */
  readonly figures: readonly FigureSubject[];
  readonly contract: string;
  readonly reconciliation: string;
  /** Absent where nothing awaits a decision. */
  readonly awaited?: string;
  readonly edition?: string;
}

/** The area of whoever gives figures. */
export const OFFICERS_AREA = 'quality-homes';
const FIGURES = 60;
const ALL = Number.MAX_SAFE_INTEGER;

/** Chooses what pages are about from what there is. */
export async function findSubjects(readModels: ReadModels): Promise<Subjects> {
  const [names, contracts, reconciliations, awaited, editions] = await Promise.all([
    readModels.indicatorNames(ALL),
    readModels.contracts(ALL),
    readModels.reconciliations(ALL),
    readModels.awaitedDecisions({}, ALL, { limit: 1 }),
    readModels.editions(ALL),
  ]);
  const [contract] = contracts.keys();
  const reconciliation = reconciliations[0]?.reconciliation;
  if (contract === undefined || reconciliation === undefined) throw new Error('The example is not in the database.');
  return {
    figures: await findFigures(
      readModels,
      names.filter(({ indicator }) => indicator.startsWith('indicator-')),
    ),
    contract,
    reconciliation,
    awaited: awaited.items[0]?.id,
    edition: editions[0]?.edition,
  };
}

async function findFigures(readModels: ReadModels, names: readonly { readonly indicator: string }[]) {
  const step = Math.max(1, Math.floor(names.length / FIGURES));
  const chosen = names.filter((_, index) => index % step === 0);
  const found = await Promise.all(chosen.map(({ indicator }) => readModels.cellsOfIndicator(indicator, ALL)));
  return found.flatMap((cells) => {
    const supplied = cells.filter(({ cell }) => cell.value !== undefined && cell.value.source !== 'roll-up');
    const last = supplied.at(-1);
    if (last === undefined) return [];
    const { indicator, area, period } = last.cell;
    return [{ indicator, area, period, position: last.fromPosition }];
  });
}

const QUARTERS = [1, 2, 3].flatMap((back) => [1, 2, 3, 4].map((quarter) => `${yearKey(back)}-Q${quarter}`));
const YEARS = [1, 2].map(yearKey);

/** The key of a generated year, counted back from the last one. */
function yearKey(back: number): PeriodKey {
  const from = LAST_GENERATED_YEAR + 1 - back;
  return `${from}-${String((from + 1) % 100).padStart(2, '0')}`;
}

/** Every page that is read, in the order of the navigation. */
export function pagesOf(subjects: Subjects): readonly MeasuredPage[] {
  const { contract, reconciliation, awaited, edition } = subjects;
  const pages: readonly (readonly [page: string, reader: Reader, path: (turn: number) => string])[] = [
    ...figurePages(subjects),
    ['exports', 'auditor', () => '/exports'],
    ['reporting periods', 'performance', () => '/cycle'],
    ['reporting period', 'performance', (turn) => `/cycle/${yearKey((turn % 9) + 1)}-Q${(turn % 4) + 1}`],
    ['due from an officer', 'officer', () => '/submit'],
    ['submission of a figure', 'officer', (turn) => `/submit/${submission(subjects, turn)}`],
    ['spreadsheet', 'officer', () => '/submit/spreadsheet'],
    ['awaiting a decision', 'approver', () => '/decide'],
    ...optional(awaited, (id) => ['a decision', 'approver', () => `/decide/${id}`]),
    ['corrections register', 'auditor', () => '/register'],
    ['two dates compared', 'auditor', (turn) => comparison(subjects.figures, turn)],
    ['reconciliations', 'auditor', () => '/reconciliation'],
    ['reconciliation', 'auditor', () => `/reconciliation/${reconciliation}`],
    ['publications', 'auditor', () => '/publications'],
    ...optional(edition, (key) => ['edition', 'auditor', () => `/publications/${key}`]),
    ['editions compared', 'auditor', () => '/publications/compare'],
    ['publish', 'performance', () => '/publish'],
    ['contracts', 'auditor', () => '/contracts'],
    ['contract', 'auditor', () => `/contracts/${contract}`],
    ['contract, history', 'auditor', () => `/contracts/${contract}/history`],
    ['actions', 'auditor', () => '/actions'],
    ['risks', 'auditor', () => '/risks'],
    ['programmes', 'auditor', () => '/programmes'],
    ['jobs', 'auditor', () => '/jobs'],
    ['system', 'auditor', () => '/system'],
    ['search', 'auditor', (turn) => `/search?for=kind+${turn}`],
  ];
  return pages.map(([page, reader, path]) => ({ page, reader, path }));
}

type Visit = readonly [page: string, reader: Reader, path: (turn: number) => string];

function figurePages({ figures }: Subjects): readonly Visit[] {
  const figure = (turn: number) => {
    const { indicator, period } = chosen(figures, turn);
    return `/indicators/${indicator}/figures/${period}`;
  };
  const old = (turn: number) => `asAt=position:${chosen(figures, turn).position}`;
  return [
    ['overview of a quarter', 'auditor', (turn) => `/periods/${chosen(QUARTERS, turn)}`],
    ['overview of a quarter, then', 'auditor', (turn) => `/periods/${chosen(QUARTERS, turn)}?${old(turn)}`],
    [
      'overview of a quarter, today’s rules',
      'auditor',
      (turn) => `/periods/${chosen(QUARTERS, turn)}?basis=today-rules`,
    ],
    ['overview of a year', 'auditor', (turn) => `/periods/${chosen(YEARS, turn)}`],
    [
      'area in a quarter',
      'auditor',
      (turn) => `/areas/${chosen(GENERATED_AREAS, turn)}/periods/${chosen(QUARTERS, turn)}`,
    ],
    ['area in a year', 'auditor', (turn) => `/areas/${chosen(GENERATED_AREAS, turn)}/periods/${chosen(YEARS, turn)}`],
    ['indicators', 'auditor', (turn) => `/indicators?after=${chosen(figures, turn).indicator}`],
    ['indicators, found by name', 'auditor', (turn) => `/indicators?search=kind+${turn}`],
    ['indicator', 'auditor', (turn) => `/indicators/${chosen(figures, turn).indicator}`],
    ['why this colour', 'auditor', figure],
    ['how a figure changed', 'auditor', (turn) => `${figure(turn)}/history`],
    ['a step', 'auditor', (turn) => `${figure(turn)}/history?step=${chosen(figures, turn).position}`],
    ['correction, choice', 'performance', (turn) => `/correct/${chosen(figures, turn).indicator}`],
    [
      'correction',
      'performance',
      (turn) => `/correct/${chosen(figures, turn).indicator}/${chosen(figures, turn).period}`,
    ],
  ];
}

function submission({ figures }: Subjects, turn: number): string {
  const ofOfficer = figures.filter(({ area }) => area === OFFICERS_AREA);
  const { indicator, period } = chosen(ofOfficer, turn);
  return `${indicator}/${period}`;
}

/** Two moments of a quarter, with the changes of a year or more between them. */
function comparison(figures: Subjects['figures'], turn: number): string {
  const { position } = chosen(figures, turn);
  return `/compare?period=${chosen(QUARTERS, turn)}&from=position:${Math.ceil(position * 0.9)}&to=position:${position}`;
}

function optional(subject: string | undefined, visit: (subject: string) => Visit): readonly Visit[] {
  return subject === undefined ? [] : [visit(subject)];
}

function chosen<T>(things: readonly T[], turn: number): T {
  const thing = things[turn % things.length];
  if (thing === undefined) throw new Error('There is nothing to choose from.');
  return thing;
}
