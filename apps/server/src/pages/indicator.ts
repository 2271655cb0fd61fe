import { cycleOf, displayStatedDate, lastDay, parsePeriod, type AreaState, type CalendarEntry } from '@outturn/domain';
import type { IndicatorCard, Page } from '@outturn/read-models';
import { capitalised, periodInShort } from '@outturn/reports';
import type { Figure } from '../api/figures';
import type { IndicatorsQuery } from '../api/queries';
import { figureView, valueInUnit, type FigureView } from './figure-words';
import type { PageModel } from './page';
import { setTargetHref } from './set-target';
import { sameMoment, type Moment, type TimeControl } from './time-control';
import { amberBounds, breakBefore, trendChart } from './trend-chart';

/** Which indicators, and when. */
type IndicatorsMoment = Pick<IndicatorsQuery, 'asAt' | 'area' | 'search' | 'limit'>;

interface ListInput {
  readonly query: IndicatorsMoment;
  readonly time: TimeControl;
  readonly areas: readonly AreaState[];
  readonly page: Page<IndicatorCard>;
}

/** The page that lists indicators. */
export interface IndicatorsPage extends PageModel {
  readonly time: TimeControl;
  readonly search: string;
  readonly areas: readonly { readonly value: string; readonly text: string; readonly selected: boolean }[];
  readonly rows: readonly {
    readonly name: string;
    readonly href: string;
    readonly area: string;
    readonly frequency: string;
  }[];
  readonly nextHref?: string;
}

/** Puts the list of indicators together. */
export function indicatorsPage({ query, time, areas, page }: ListInput): IndicatorsPage {
  const moment = sameMoment(query);
  const nameOf = (key: string) => areas.find(({ area }) => area === key)?.name ?? key;
  const { area = '', search = '' } = query;
  return {
    title: 'Indicators',
    time,
    search,
    areas: [
      { value: '', text: 'All areas', selected: area === '' },
      ...areas.map((one) => ({ value: one.area ?? '', text: one.name, selected: one.area === area })),
    ],
    rows: page.items.map((card) => ({
      name: card.definition.name,
      href: `/indicators/${card.indicator}${moment}`,
      area: nameOf(card.area),
      frequency: inWords(card.definition.frequency),
    })),
    nextHref: page.next === null ? undefined : nextHref(query, page.next),
  };
}

function nextHref({ asAt, area, search, limit }: IndicatorsMoment, after: string): string {
  const given = Object.entries({ asAt, area, search, limit, after }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return `/indicators?${new URLSearchParams(given).toString()}`;
}

interface IndicatorInput {
  readonly card: IndicatorCard;
  readonly areas: readonly AreaState[];
  readonly figures: readonly Figure[];
  readonly query: Moment;
  readonly time: TimeControl;
  /** Whether the reader may propose that figures be corrected. */
  readonly mayCorrect: boolean;
  /** The reporting periods, for those who set targets. */
  readonly calendar?: readonly CalendarEntry[];
  /** What people are called. */
  readonly nameOf: (person: string) => string;
}

/** The page about an indicator. */
export interface IndicatorPage extends PageModel {
  readonly caption: string;
  /** Absent for those who may not correct. */
  readonly correctHref?: string;
  /** Targets of open periods that the reader may set, the latest first. */
  readonly targetLinks: readonly { readonly text: string; readonly href: string }[];
  readonly time: TimeControl;
  readonly facts: readonly { readonly key: string; readonly value: string }[];
  readonly notes: readonly string[];
  readonly series: readonly {
    readonly heading: string;
    /** A drawing of the table below it; absent where there are fewer than two figures. */
    readonly chart?: string;
    readonly figures: readonly PeriodView[];
  }[];
}

/** A figure with everything that the drawing shows of it. */
interface PeriodView extends FigureView {
  readonly amber: string;
  /** Figures of others beside it. */
  readonly benchmarks: readonly string[];
  /** Said of the first figure behind a break. */
  readonly breakText?: string;
}

const SERIES = [
  { kind: 'quarter', heading: 'Quarters' },
  { kind: 'year', heading: 'Years' },
  { kind: 'month', heading: 'Months' },
  { kind: 'span', heading: 'Other periods' },
] as const;

/** Puts the page about an indicator together. */
export function indicatorPage(input: IndicatorInput): IndicatorPage {
  const { card, areas, figures, query, time, mayCorrect, nameOf } = input;
  const moment = sameMoment(query);
  const byTime = [...figures].sort((a, b) =>
    lastDay(parsePeriod(a.period)).localeCompare(lastDay(parsePeriod(b.period))),
  );
  const series = SERIES.map(({ kind, heading }) => {
    const ofKind = byTime.filter(({ period }) => parsePeriod(period).kind === kind);
    return {
      heading,
      chart: trendChart(ofKind, card.breaks),
      figures: ofKind.map((figure, index) => periodView(figure, ofKind[index - 1], card.breaks, moment)).toReversed(),
    };
  });
  return {
    title: card.definition.name,
    caption: areas.find(({ area }) => area === card.area)?.name ?? card.area,
    time,
    correctHref: mayCorrect ? `/correct/${card.indicator}` : undefined,
    targetLinks: targetLinksOf(input, byTime),
    facts: factsOf(card, nameOf),
    notes: notesOf(card),
    series: series.filter((one) => one.figures.length > 0),
  };
}

function targetLinksOf(
  { card, calendar = [] }: IndicatorInput,
  byTime: readonly Figure[],
): IndicatorPage['targetLinks'] {
  const open = new Set(calendar.filter(({ state }) => state === 'open').map(({ period }) => period));
  return byTime
    .filter(({ period, status }) => status !== 'not-due' && open.has(cycleOf(parsePeriod(period)).key))
    .map(({ period, target }) => ({
      text: `${target === undefined ? 'Set' : 'Change'} the target of ${periodInShort(period)}`,
      href: setTargetHref(card.indicator, period),
    }))
    .toReversed();
}

function periodView(
  figure: Figure,
  previous: Figure | undefined,
  breaks: IndicatorCard['breaks'],
  moment: string,
): PeriodView {
  const broken = previous && breaks.find(({ from }) => breakBefore(figure.period, previous.period, from));
  return {
    ...figureView(figure, moment),
    amber: amberBounds(figure)
      .map(({ display }) => display)
      .join(' and '),
    benchmarks: figure.benchmarks.flatMap(({ comparator, value, unit }) =>
      value === undefined ? [] : [`${comparator}: ${valueInUnit(value, unit)}`],
    ),
    breakText:
      broken && `Break: earlier figures ${broken.bridgedBy === undefined ? 'do not compare' : 'compare by a bridge'}`,
  };
}

function factsOf({ definition, definitionVersion, basis, rules }: IndicatorCard, nameOf: (person: string) => string) {
  const { kind, unit, polarity, frequency, rollUp, numerator, denominator, source, note, owner, validFrom } =
    definition;
  const rule = rules.at(-1);
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['Definition', `version ${definitionVersion}, from ${displayStatedDate(validFrom)}`],
    ['Counted', kind === 'context' ? 'no: shown for context' : 'yes'],
    ['Unit', inWords(unit)],
    ['What is good', inWords(polarity)],
    ['How often', inWords(frequency)],
    ['The year is made by', inWords(rollUp)],
    ['Numerator', numerator],
    ['Denominator', denominator],
    ['Source', source],
    ['Basis', basis],
    ['Answers for it', nameOf(owner)],
    ['Rating rule', rule && `version ${rule.version}, from ${displayStatedDate(rule.validFrom)}: ${rule.reason}`],
    ['Note', note],
  ];
  return facts.flatMap(([key, value]) => (value === undefined ? [] : [{ key, value }]));
}

function notesOf({ breaks, retired }: IndicatorCard): string[] {
  return [
    ...breaks.map(
      ({ from, kind, reason, bridgedBy }) =>
        `Figures before and from ${displayStatedDate(from)} ${bridgedBy === undefined ? 'do not compare' : 'compare again, by a bridge'} (${inWords(kind)}): ${reason}`,
    ),
    ...(retired === undefined ? [] : [`Retired from ${displayStatedDate(retired.from)}: ${retired.reason}`]),
  ];
}

function inWords(code: string): string {
  return capitalised(code.replaceAll('-', ' '));
}
