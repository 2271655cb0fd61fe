import type { IndicatorDefinition } from '@outturn/domain';
import { formatLondon, type FigureGlance, type HistoryEntry, type ShownFigure } from '@outturn/read-models';
import { capitalised, periodInWords } from '@outturn/reports';
import { STATUS_TEXTS } from '../api/figure-view';
import { valueInUnit } from './figure-words';
import type { PageModel } from './page';
import { sameMoment, type Moment, type TimeControl } from './time-control';

interface HistoryInput {
  readonly name: string;
  readonly key: string;
  readonly period: string;
  /** Position of the step to look at. */
  readonly step: string | undefined;
  readonly steps: readonly HistoryEntry[];
  readonly shown: readonly ShownFigure[];
  readonly definition: Pick<IndicatorDefinition, 'unit'> | undefined;
  readonly query: Moment;
  readonly time: TimeControl;
  readonly nameOf: (person: string) => string;
}

interface StepLine {
  readonly position: number;
  readonly href: string;
  readonly what: string;
  readonly when: string;
  readonly who: string;
  readonly isCurrent: boolean;
}

/** The page that replays how a figure came to be what it is. */
export interface FigureHistoryPage extends PageModel {
  readonly caption: string;
  readonly time: TimeControl;
  readonly figureHref: string;
  readonly steps: readonly StepLine[];
  /** The step that is looked at; absent where nothing had happened. */
  readonly current?: {
    readonly number: number;
    readonly count: number;
    readonly what: string;
    readonly facts: readonly { readonly key: string; readonly value: string }[];
    readonly differences: readonly {
      readonly name: string;
      readonly before: string;
      readonly after: string;
      readonly differs: boolean;
    }[];
    readonly previousHref?: string;
    readonly nextHref?: string;
    /** The figure as it stood right after this step, for ever. */
    readonly standingHref: string;
  };
  readonly editions: readonly {
    readonly edition: string;
    readonly href: string;
    readonly value: string;
    readonly status: string;
  }[];
}

/** Puts the replay of a figure together. */
export function figureHistoryPage(input: HistoryInput): FigureHistoryPage {
  const { name, key, period, steps, shown, query, time } = input;
  const path = `/indicators/${key}/figures/${encodeURIComponent(period)}`;
  const moment = sameMoment(query);
  const hrefOf = (position: number) => `${path}/history?${moment === '' ? '' : `${moment.slice(1)}&`}step=${position}`;
  const index = indexOf(input);
  const lines = steps.map((entry, at) => ({
    ...lineOf(entry, input),
    href: hrefOf(entry.position),
    isCurrent: at === index,
  }));
  const current = steps[index];
  return {
    title: `How this figure changed: ${name}`,
    caption: capitalised(periodInWords(period)),
    time,
    figureHref: `${path}${moment}`,
    steps: lines,
    current: current && {
      number: index + 1,
      count: steps.length,
      what: eventInWords(current.eventType),
      facts: factsOf(current, input),
      differences: differencesOf(current, input),
      previousHref: lines[index - 1]?.href,
      nextHref: lines[index + 1]?.href,
      standingHref: `${path}?asAt=position:${current.position}`,
    },
    editions: shown.map(({ edition, shown: text, value, status }) => ({
      edition,
      href: `/publications/${edition}`,
      value: text ?? value ?? 'no figure',
      status: STATUS_TEXTS[status],
    })),
  };
}

/** The step that is asked for, or the last one that is not after it. */
function indexOf({ step, steps }: HistoryInput): number {
  if (step === undefined) return steps.length - 1;
  return Math.max(
    0,
    steps.findLastIndex(({ position }) => position <= Number(step)),
  );
}

function lineOf({ position, recordedAt, actor, role, eventType }: HistoryEntry, { nameOf }: HistoryInput) {
  return { position, what: eventInWords(eventType), when: formatLondon(recordedAt), who: `${nameOf(actor)} (${role})` };
}

function factsOf(entry: HistoryEntry, { nameOf }: HistoryInput) {
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['When', formatLondon(entry.recordedAt)],
    ['Who', `${nameOf(entry.actor)}, as ${entry.role}`],
    ['Reason', entry.reason ?? undefined],
    ['Evidence', entry.evidence.length === 0 ? undefined : entry.evidence.join(', ')],
    ['Position', String(entry.position)],
    ['Event', `${entry.eventType} ${entry.eventId}`],
  ];
  return facts.flatMap(([key, value]) => (value === undefined ? [] : [{ key, value }]));
}

function differencesOf({ before, after }: HistoryEntry, { definition }: HistoryInput) {
  const value = (glance: FigureGlance | null) => (glance === null ? 'no figure yet' : valueOf(glance, definition));
  const rows: readonly (readonly [string, (glance: FigureGlance | null) => string])[] = [
    ['Figure', value],
    ['Target', (glance) => (glance?.target ? shownAs(glance.target, definition) : 'none')],
    ['Status', (glance) => (glance === null ? 'none' : STATUS_TEXTS[glance.status])],
    ['How sure', (glance) => glance?.maturity ?? 'nothing submitted'],
  ];
  return rows.map(([name, textOf]) => {
    const [was, is] = [textOf(before), textOf(after)];
    return { name, before: was, after: is, differs: was !== is };
  });
}

function valueOf(glance: FigureGlance, definition: HistoryInput['definition']): string {
  const value = glance.shown ?? glance.value;
  return value === null ? 'none' : shownAs(value, definition);
}

function shownAs(value: string, definition: HistoryInput['definition']): string {
  return definition === undefined ? value : valueInUnit(value, definition.unit);
}

/** `OutturnSubmitted` as `Outturn submitted`. */
export function eventInWords(type: string): string {
  return capitalised(type.replace(/(?!^)[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`));
}
