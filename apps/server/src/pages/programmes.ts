import { displayStatedDate, type AreaState, type DateText, type Milestone, type ProgrammeState } from '@outturn/domain';
import { programmeOf, sentence } from '@outturn/reports';
import type { ProgrammesQuery } from '../api/queries';
import { addressOf } from './links';
import type { PageModel } from './page';
import { numberedPage, type PageNumbers } from './page-numbers';
import type { TimeControl } from './time-control';

interface ProgrammesInput {
  readonly query: Pick<ProgrammesQuery, 'asAt' | 'on'> & { readonly page?: string };
  readonly time: TimeControl;
  /** The day from which milestones are looked at. */
  readonly on: DateText;
  readonly programmes: readonly ProgrammeState[];
  readonly areas: readonly AreaState[];
  readonly nameOf: (person: string) => string;
}

interface ProgrammeView {
  readonly name: string;
  readonly facts: readonly { readonly key: string; readonly value: string }[];
  readonly milestones: readonly {
    readonly name: string;
    readonly planned: string;
    readonly forecast: string;
    readonly actual: string;
    readonly slippage: string;
  }[];
  /** What was planned and expected of each milestone, as it was said over time. */
  readonly claims: readonly {
    readonly milestone: string;
    readonly what: string;
    readonly date: string;
    readonly why: string;
  }[];
}

/** The page of programmes. */
export interface ProgrammesPage extends PageModel {
  readonly time: TimeControl;
  readonly lookedAt: string;
  readonly programmes: readonly ProgrammeView[];
  readonly numbers?: PageNumbers;
}

const PROGRAMMES_A_PAGE = 10;

/** Puts the page of programmes together. */
export function programmesPage(input: ProgrammesInput): ProgrammesPage {
  const { query, time, on, programmes } = input;
  const { asAt, on: asked, page } = query;
  const hrefOf = (number: string) => addressOf('/programmes', { on: asked, asAt, page: number });
  const { items, numbers } = numberedPage(programmes, PROGRAMMES_A_PAGE, page, hrefOf);
  return {
    title: 'Programmes',
    time,
    lookedAt: `A milestone that was expected before ${displayStatedDate(on)}, and is not known to be reached, is overdue.`,
    programmes: items.map((state) => viewOf(state, input)),
    numbers,
  };
}

function viewOf(state: ProgrammeState, { on, areas, nameOf }: ProgrammesInput): ProgrammeView {
  const { name, statements, milestones } = programmeOf(state, on);
  const area = areas.find((known) => known.area === state.area)?.name ?? state.area;
  const facts: readonly (readonly [string, string | undefined])[] = [
    ...statements.map(({ aspect, text }) => [aspect, sentence(text)] as const),
    ['Area', area],
    ['Owner', state.owner === undefined ? 'Not stated' : nameOf(state.owner)],
    ['Source', state.source],
  ];
  return {
    name,
    facts: facts.flatMap(([key, value]) => (value === undefined ? [] : [{ key, value }])),
    milestones: milestones.map((milestone) => ({
      name: milestone.name,
      planned: dateText(milestone.planned),
      forecast: dateText(milestone.forecast),
      actual: dateText(milestone.actual),
      slippage: milestone.slippage ?? '',
    })),
    claims: Object.values(state.milestones).flatMap((milestone) => claimsOf(milestone, nameOf)),
  };
}

function dateText(date: DateText | null): string {
  return date === null ? '–' : displayStatedDate(date);
}

function claimsOf({ title, plans, forecasts, reached, dropped }: Milestone, nameOf: (person: string) => string) {
  const claims: readonly (readonly [string, string, string])[] = [
    ...plans.map(({ planned, reason, source }, index): [string, string, string] => [
      index === 0 ? 'First plan' : 'New plan',
      displayStatedDate(planned),
      `${reason === undefined ? '' : `${sentence(reason)} `}Source: ${sentence(source)}`,
    ]),
    ...forecasts.map(({ forecast, claimedBy, claimedOn, reason }): [string, string, string] => [
      'Forecast',
      displayStatedDate(forecast),
      `${sentence(reason)} ${nameOf(claimedBy)}, ${displayStatedDate(claimedOn)}.`,
    ]),
    ...(reached === undefined
      ? []
      : [['Reached', displayStatedDate(reached.reachedOn), `Evidence: ${sentence(reached.evidence)}`] as const]),
    ...(dropped === undefined ? [] : [['Given up', '–', sentence(dropped.reason)] as const]),
  ];
  return claims.map(([what, date, why]) => ({ milestone: title, what, date, why }));
}
