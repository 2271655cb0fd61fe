import { displayStatedDate } from '@outturn/domain';
import { formatLondon, type HistoryEntry } from '@outturn/read-models';
import { capitalised } from '@outturn/reports';
import type { Figure } from '../api/figures';
import { eventInWords } from './figure-history';
import { OBSERVATION_NAMES, figureView, valueInUnit } from './figure-words';

/** Something that is said of a figure otherwise than before. */
export interface Difference {
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

/** An event in a list of what happened to a figure. */
export interface EventLine {
  readonly what: string;
  /** The step in the replay of the figure. */
  readonly href: string;
  readonly when: string;
  readonly who: string;
  /** Empty where none is given. */
  readonly reason: string;
}

/** What happened to a figure, in words. */
export function eventLines(
  indicator: string,
  period: string,
  events: readonly Omit<HistoryEntry, 'before' | 'after' | 'data'>[],
  nameOf: (person: string) => string,
): EventLine[] {
  return events.map(({ position, eventType, recordedAt, actor, role, reason }) => ({
    what: eventInWords(eventType),
    href: `/indicators/${indicator}/figures/${encodeURIComponent(period)}/history?step=${position}`,
    when: formatLondon(recordedAt),
    who: `${nameOf(actor)} (${role})`,
    reason: reason ?? '',
  }));
}

/** What there is where something is not said. */
const NOTHING = 'none';

/** What differs between two states of a figure, one by one, in words; null where there was no figure. */
export function differencesBetween(
  before: Figure | null,
  after: Figure | null,
  nameOfArea: (key: string) => string,
): Difference[] {
  const was = before === null ? undefined : factsOf(before, nameOfArea);
  const is = after === null ? undefined : factsOf(after, nameOfArea);
  const names = [...new Set([...(is?.keys() ?? []), ...(was?.keys() ?? [])])];
  return names.flatMap((name) => {
    const difference = { name, before: was?.get(name) ?? NOTHING, after: is?.get(name) ?? NOTHING };
    return difference.before === difference.after ? [] : [difference];
  });
}

/** Everything that is said of a figure; what is not said of it is not among it. */
function factsOf(figure: Figure, nameOfArea: (key: string) => string): ReadonlyMap<string, string> {
  const { value, override, commentary, rollUp, why, area, definitionVersion, benchmarks, reasonText } = figure;
  const view = figureView(figure, '');
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['Figure', value === undefined ? undefined : view.value],
    ['Why there is no figure', value === undefined ? reasonText : undefined],
    ['Target', figure.target?.display],
    ['Status', view.statusText],
    ['Against target', view.standing],
    ['How sure', view.maturity],
    ['Remarks', view.markers.join('; ')],
    ...view.travels.map(({ heading, text }) => [heading, text] as const),
    ['Why this colour', why?.inequality],
    ['Rating rule', why && ruleInWords(why)],
    ['By judgement', override && `${override.level.label}: ${override.reason}`],
    ['Definition', `version ${definitionVersion}`],
    ['Name', figure.name],
    ['Area', nameOfArea(area)],
    ['Basis', value?.basis],
    ['Numerator', value?.numerator],
    ['Denominator', value?.denominator],
    ['Kind of observation', value?.observationStatus.map((code) => OBSERVATION_NAMES[code] ?? code).join(', ')],
    ['Note', value?.note],
    ['Made up of its parts', rollUp && rollUpInWords(rollUp)],
    ['Commentary', commentary && (commentary.stale ? `${commentary.text} (about an earlier figure)` : commentary.text)],
    ['Figures of others', benchmarksInWords(benchmarks)],
  ];
  return new Map(facts.flatMap(([name, text]) => (text === undefined || text === '' ? [] : [[name, text]])));
}

function ruleInWords({ ruleVersion, scheme, ruleValidFrom }: NonNullable<Figure['why']>): string {
  const from = ruleValidFrom === undefined ? '' : `, in force from ${displayStatedDate(ruleValidFrom)}`;
  return `version ${ruleVersion}, "${scheme}"${from}`;
}

function rollUpInWords({ display, state }: NonNullable<Figure['rollUp']>): string {
  return display ?? capitalised(state.replaceAll('-', ' '));
}

function benchmarksInWords(benchmarks: Figure['benchmarks']): string {
  return benchmarks
    .map(({ comparator, value, unit }) =>
      value === undefined ? comparator : `${comparator} ${valueInUnit(value, unit)}`,
    )
    .join('; ');
}
