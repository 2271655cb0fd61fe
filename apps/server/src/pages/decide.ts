import type { AreaState, AwaitedDecision, IndicatorState, Maturity } from '@outturn/domain';
import { formatLondon, type AwaitedDecisionView, type IndicatorCard, type Page } from '@outturn/read-models';
import { capitalised, counted, enumerated, periodInShort } from '@outturn/reports';
import { describeRoles, rolesFor, type Identity } from '../security/permissions';
import { DECIDING, type Settlement } from './awaiting';
import { nameOf } from './correct';
import { factsOf, listed, outturnFacts, type Fact } from './decision-facts';
import type { EffectView } from './effect';
import type { DecisionTyped } from './decision-form';
import { errorsByField } from './form';
import { choices, type Choice } from './filters';
import { addressOf } from './links';
import type { MissedView } from './missed';
import type { FieldError, PageModel } from './page';
import type { TimeControl } from './time-control';

type NameOf = (person: string) => string;

const KINDS: Readonly<Record<AwaitedDecision['kind'], string>> = {
  outturn: 'Submitted figure',
  correction: 'Correction',
  restatement: 'Restatement',
  override: 'Override of a status',
};

interface QueueInput {
  readonly query: { readonly asAt?: string; readonly area?: string; readonly after?: string; readonly limit?: string };
  readonly time: TimeControl;
  readonly areas: readonly AreaState[];
  readonly page: Page<AwaitedDecisionView>;
  /** How much about contracts and actions awaits a decision. */
  readonly proposals: number;
  readonly cards: ReadonlyMap<string, IndicatorCard>;
  readonly nameOf: NameOf;
}

/** The page that lists what awaits a decision. */
export interface QueuePage extends PageModel {
  readonly time: TimeControl;
  readonly asAt: string;
  readonly areas: readonly Choice[];
  readonly rows: readonly {
    readonly name: string;
    readonly href: string;
    readonly kind: string;
    readonly periods: string;
    readonly area: string;
    readonly by: string;
    readonly at: string;
  }[];
  readonly isFiltered: boolean;
  /** What of contracts and actions awaits a decision; absent where nothing does. */
  readonly proposals?: { readonly text: string; readonly href: string };
  readonly firstHref?: string;
  readonly nextHref?: string;
}

/** Puts the list of what awaits a decision together, the oldest first. */
export function queuePage({ query, time, areas, page, proposals, cards, nameOf: personOf }: QueueInput): QueuePage {
  const { asAt, area, after, limit } = query;
  const asked = { asAt, area, limit };
  const areaOf = (key: string) => areas.find((one) => one.area === key)?.name ?? key;
  return {
    title: 'What awaits a decision',
    time,
    asAt: asAt ?? '',
    areas: choices(
      'All areas',
      areas.map((one) => ({ value: one.area ?? '', text: one.name })),
      area,
    ),
    rows: page.items.map(({ id, kind, indicator, area: ofArea, periods, broughtBy, broughtAt }) => ({
      name: cards.get(indicator)?.definition.name ?? indicator,
      href: `/decide/${id}`,
      kind: KINDS[kind],
      periods: periodsInWords(periods),
      area: areaOf(ofArea),
      by: personOf(broughtBy),
      at: formatLondon(broughtAt),
    })),
    isFiltered: area !== undefined,
    proposals:
      proposals === 0
        ? undefined
        : {
            text: `${counted(proposals, 'proposal', 'proposals')} about contracts and actions`,
            href: addressOf('/decide/proposals', { asAt }),
          },
    firstHref: after === undefined ? undefined : addressOf('/decide', asked),
    nextHref: page.next === null ? undefined : addressOf('/decide', { ...asked, after: page.next }),
  };
}

const MOST_PERIODS_NAMED = 4;

function periodsInWords(periods: readonly string[]): string {
  if (periods.length > MOST_PERIODS_NAMED) return counted(periods.length, 'period', 'periods');
  return capitalised(enumerated(periods.map(periodInShort)));
}

/** What was brought for a decision, and what has become of it. */
interface DecisionInput {
  readonly key: string;
  readonly state: IndicatorState;
  readonly brought: {
    readonly id: string;
    readonly by: string;
    readonly at: string;
  };
  /** Undefined where it has been settled. */
  readonly awaited: AwaitedDecision | undefined;
  readonly settlement: Settlement | undefined;
  /** Undefined where it has been settled, or has lapsed. */
  readonly effect: EffectView | undefined;
  readonly identity: Identity;
  readonly typed: DecisionTyped;
  readonly errors: readonly FieldError[];
  readonly missed?: MissedView;
  readonly nameOf: NameOf;
}

/** The page on which something is decided, or which says how it was. */
export interface DecisionPage extends PageModel {
  readonly caption: string;
  readonly indicatorHref: string;
  readonly facts: readonly { readonly key: string; readonly value: string }[];
  /** How it was settled; absent while it awaits a decision. */
  readonly settled?: { readonly text: string; readonly message?: string; readonly queueHref: string };
  readonly effectHeading: string;
  readonly effect?: EffectView;
  /** Why the reader cannot decide it; absent where they can, or where it is settled. */
  readonly cannot?: string;
  /** Where the decision is sent; absent where the reader cannot decide. */
  readonly decideAction?: string;
  /** Where it is sent that the figure has been checked; absent where there is nothing to check, or not by the reader. */
  readonly validateAction?: string;
  /** Where it is sent that an approved figure has been audited; absent where it cannot be, or not by the reader. */
  readonly auditAction?: string;
  readonly typed: DecisionTyped;
  readonly errors: readonly FieldError[];
  readonly errorOf: Readonly<Record<string, { readonly text: string }>>;
  readonly missed?: MissedView;
}

/** Puts the page together on which something is decided. */
export function decisionPage(input: DecisionInput): DecisionPage {
  const { key, state, brought, awaited, effect, identity, typed, errors, missed, nameOf: personOf } = input;
  const frame = {
    caption: nameOf(state),
    indicatorHref: `/indicators/${key}`,
    typed,
    errors,
    errorOf: errorsByField(errors),
    missed,
  };
  const who: Fact[] = [['Brought by', `${personOf(brought.by)}, ${formatLondon(brought.at)}`]];
  if (awaited === undefined) {
    const settled = settledText(input);
    const figure = Object.values(state.figures).find(({ held }) => held?.outturnId === brought.id);
    return {
      ...frame,
      title: 'This has been decided',
      facts: listed([...who, ...outturnFacts(figure, state, figure?.period ?? '')]),
      settled,
      effectHeading: '',
      auditAction: mayAudit(figure, identity) ? `/decide/outturns/${brought.id}/audit` : undefined,
    };
  }
  const { kind, periods, broughtBy } = awaited;
  const mayDecide = rolesFor(identity, DECIDING[kind].permission).length > 0;
  const isOwn = identity.actor === broughtBy;
  return {
    ...frame,
    title: `${KINDS[kind]}: ${periodsInWords(periods)}`,
    facts: listed([...who, ...factsOf(awaited, state)]),
    effectHeading: kind === 'outturn' ? 'What rejecting it would change' : 'What approving it would change',
    effect,
    cannot: cannotDecide(kind, mayDecide, isOwn),
    decideAction: mayDecide && !isOwn ? `/decide/${kind}s/${awaited.id}` : undefined,
    validateAction: mayValidate(awaited, state, identity) ? `/decide/outturns/${awaited.id}/validation` : undefined,
  };
}

/** How something was settled, in words. */
export function settledText({
  settlement,
  nameOf: personOf,
}: Pick<DecisionInput, 'settlement' | 'nameOf'>): DecisionPage['settled'] {
  if (settlement === undefined) {
    const text = 'It does not await a decision any more: another submission has taken its place.';
    return { text, queueHref: '/decide' };
  }
  const { outcome, by, at, position, message } = settlement;
  return {
    text: `${capitalised(outcome)} by ${personOf(by)}, ${formatLondon(at)}.`,
    message,
    // The list is to know of the decision when it is shown next.
    queueHref: `/decide?minPosition=${position}`,
  };
}

function cannotDecide(kind: AwaitedDecision['kind'], mayDecide: boolean, isOwn: boolean): string | undefined {
  if (!mayDecide) return `Deciding this needs the role ${describeRoles(DECIDING[kind].permission)}.`;
  return isOwn ? 'You have brought this yourself, so somebody else has to decide it.' : undefined;
}

function mayAudit(figure: IndicatorState['figures'][string] | undefined, identity: Identity): boolean {
  const held = figure?.held;
  if (held?.maturity !== 'approved' || held.suppliedBy === identity.actor) return false;
  return rolesFor(identity, 'outturns.audit').length > 0;
}

const VALIDATED_FROM: readonly Maturity[] = ['provisional', 'submitted'];

function mayValidate(
  { kind, periods: [period = ''] }: AwaitedDecision,
  state: IndicatorState,
  identity: Identity,
): boolean {
  const maturity = state.figures[period]?.held?.maturity;
  if (kind !== 'outturn' || maturity === undefined || !VALIDATED_FROM.includes(maturity)) return false;
  return rolesFor(identity, 'outturns.validate').length > 0;
}
