import {
  displayTarget,
  displayValue,
  decimalPlaces,
  type AreaState,
  type CalendarEntry,
  type SuppliedValue,
  type Target,
  type UnavailableReason,
} from '@outturn/domain';
import {
  REGISTER_KINDS,
  REGISTER_STATES,
  formatLondon,
  type IndicatorCard,
  type Page,
  type RegisterEntry,
} from '@outturn/read-models';
import { capitalised, counted, periodInShort, sentence } from '@outturn/reports';
import type { CorrectionsQuery } from '../api/queries';
import { choices, periodOptions, type Choice } from './filters';
import { addressOf } from './links';
import type { PageModel } from './page';
import type { TimeControl } from './time-control';

type Query = Pick<CorrectionsQuery, 'asAt' | 'indicator' | 'period' | 'area' | 'kind' | 'state' | 'limit' | 'after'>;

interface RegisterInput {
  readonly query: Query;
  readonly time: TimeControl;
  readonly areas: readonly AreaState[];
  readonly periods: readonly CalendarEntry[];
  readonly page: Page<RegisterEntry>;
  /** The indicators of the entries. */
  readonly cards: ReadonlyMap<string, IndicatorCard>;
  readonly nameOf: (person: string) => string;
}

/** An entry of the register in words. */
interface EntryView {
  readonly id: string;
  readonly heading: string;
  readonly indicatorHref: string;
  readonly state: string;
  readonly changes: readonly {
    readonly period: string;
    readonly before: string;
    readonly after: string;
    /** The replay of the figure, at the step that made it so. */
    readonly replayHref: string;
  }[];
  /** Said where more has changed than is shown. */
  readonly more?: string;
  readonly facts: readonly { readonly key: string; readonly value: string }[];
}

/** The page of the register of corrections. */
export interface RegisterPage extends PageModel {
  readonly time: TimeControl;
  readonly asAt: string;
  readonly periods: readonly Choice[];
  readonly areas: readonly Choice[];
  readonly kinds: readonly Choice[];
  readonly states: readonly Choice[];
  readonly isFiltered: boolean;
  readonly entries: readonly EntryView[];
  readonly firstHref?: string;
  readonly nextHref?: string;
}

const KINDS: Readonly<Record<RegisterEntry['kind'], string>> = {
  correction: 'Correction',
  'target-correction': 'Correction of a target',
  withdrawal: 'Withdrawal',
  revision: 'Revision',
  restatement: 'Restatement',
  override: 'Override',
};

const STATES: Readonly<Record<RegisterEntry['state'], string>> = {
  'awaiting-decision': 'Awaits a decision',
  approved: 'Approved',
  rejected: 'Rejected',
  recorded: 'Recorded',
};

/** A restatement may change as many periods as there are. */
const CHANGES_SHOWN = 12;

/** Puts the register of corrections together. */
export function registerPage(input: RegisterInput): RegisterPage {
  const { query, time, areas, periods, page } = input;
  const { asAt, indicator, period, area, kind, state, limit, after } = query;
  const asked = { asAt, indicator, period, area, kind, state, limit };
  return {
    title: 'Corrections register',
    time,
    asAt: asAt ?? '',
    periods: choices(
      'All periods',
      periodOptions(
        periods.map((entry) => entry.period),
        period,
      ),
      period,
    ),
    areas: choices(
      'All areas',
      areas.map((one) => ({ value: one.area ?? '', text: one.name })),
      area,
    ),
    kinds: choices(
      'All kinds',
      REGISTER_KINDS.map((value) => ({ value, text: KINDS[value] })),
      kind,
    ),
    states: choices(
      'All states',
      REGISTER_STATES.map((value) => ({ value, text: STATES[value] })),
      state,
    ),
    isFiltered: [indicator, period, area, kind, state].some((filter) => filter !== undefined),
    entries: page.items.map((entry) => entryOf(entry, input)),
    firstHref: after === undefined ? undefined : addressOf('/register', asked),
    nextHref: page.next === null ? undefined : addressOf('/register', { ...asked, after: page.next }),
  };
}

function entryOf(entry: RegisterEntry, { query: { asAt }, cards, nameOf }: RegisterInput): EntryView {
  const { id, kind, state, indicator, changes, justification, fromPosition } = entry;
  const { reason, cause, evidence = [] } = justification;
  const decision = entry.decision ?? undefined;
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['Why', sentence(reason)],
    ['How it came about', cause && sentence(cause)],
    ['Evidence', evidence.length === 0 ? undefined : evidence.join(', ')],
    [
      state === 'recorded' ? 'Recorded by' : 'Proposed by',
      `${nameOf(entry.proposedBy)}, ${formatLondon(entry.proposedAt)}`,
    ],
    [`${STATES[state]} by`, decidedText(entry, nameOf)],
    [state === 'rejected' ? 'Why it was rejected' : 'Note of the approver', decision && sentence(decision)],
  ];
  return {
    id,
    heading: `${KINDS[kind]}: ${cards.get(indicator)?.definition.name ?? indicator}`,
    indicatorHref: addressOf(`/indicators/${indicator}`, { asAt }),
    state: STATES[state],
    changes: changes.slice(0, CHANGES_SHOWN).map((change) => ({
      period: capitalised(periodInShort(change.period)),
      before: sideText(kind, change.from),
      after: change.notRestatedBecause
        ? `Not restated. ${sentence(change.notRestatedBecause)}`
        : sideText(kind, change.to),
      replayHref: addressOf(`/indicators/${indicator}/figures/${encodeURIComponent(change.period)}/history`, {
        asAt,
        step: String(fromPosition),
      }),
    })),
    more: moreText(changes.length - CHANGES_SHOWN),
    facts: facts.flatMap(([key, value]) => (value === undefined ? [] : [{ key, value }])),
  };
}

function moreText(others: number): string | undefined {
  return others <= 0 ? undefined : `And ${counted(others, 'more period', 'more periods')}: see the indicator.`;
}

function decidedText({ decidedBy, decidedAt }: RegisterEntry, nameOf: (person: string) => string): string | undefined {
  if (decidedBy === null) return undefined;
  return decidedAt === null ? nameOf(decidedBy) : `${nameOf(decidedBy)}, ${formatLondon(decidedAt)}`;
}

/** One side of a change: a value, a target, a judgement, or that there is none. Which of them follows from the kind. */
function sideText(kind: RegisterEntry['kind'], side: unknown): string {
  if (side === null || side === undefined) return kind === 'override' ? 'The status as computed' : 'None';
  // The register keeps the facts of each kind as its event has them.
  if (kind === 'target-correction') return capitalised(displayTarget(side as Target, 0));
  if (kind === 'override') return capitalised((side as { readonly level: string }).level.replaceAll('-', ' '));
  return valueText(side);
}

function valueText({
  value,
  unit,
  qualifier,
  basis,
  unavailable,
}: Partial<SuppliedValue> & { readonly basis?: string; readonly unavailable?: UnavailableReason }): string {
  if (unavailable !== undefined) return `Data not available: ${unavailable.replaceAll('-', ' ')}`;
  const amount = value === undefined || unit === undefined ? '' : displayValue(value, unit, decimalPlaces(value));
  const shown = [qualifier?.replaceAll('-', ' '), amount].filter(Boolean).join(' ');
  return capitalised([shown, basis && `basis: ${basis}`].filter(Boolean).join(', '));
}
