import type { BusinessPlanState, ContractState } from '@outturn/domain';
import { formatLondon } from '@outturn/read-models';
import { capitalised, periodInShort, sentence } from '@outturn/reports';
import { describeRoles, rolesFor, type Identity } from '../security/permissions';
import type { AwaitedProposal } from './awaited-proposals';
import type { Settlement } from './awaiting';
import { settledText, type DecisionPage } from './decide';
import { justificationFacts, listed, type Fact } from './decision-facts';
import type { DecisionTyped } from './decision-form';
import { errorsByField } from './form';
import { addressOf } from './links';
import { textsOf } from './object-words';
import type { FieldError, PageModel } from './page';
import { numberedPage, type PageNumbers } from './page-numbers';
import type { TimeControl } from './time-control';

type NameOf = (person: string) => string;

const KINDS: Readonly<Record<AwaitedProposal['kind'], string>> = {
  'contract-rating': 'Rating of a contract',
  'contract-correction': 'Correction of a contract',
  'action-correction': 'Correction of an action',
};

const ROWS_A_PAGE = 25;

/** What awaits a decision, with the event that proposed it. */
export interface DatedProposal extends AwaitedProposal {
  readonly position: number;
  readonly proposedAt: string;
}

interface ListInput {
  readonly query: { readonly asAt?: string; readonly page?: string };
  readonly time: TimeControl;
  readonly proposals: readonly DatedProposal[];
  readonly nameOf: NameOf;
}

/** The page that lists what of contracts and actions awaits a decision. */
export interface ProposalsPage extends PageModel {
  readonly time: TimeControl;
  readonly rows: readonly {
    readonly href: string;
    readonly kind: string;
    readonly subject: string;
    readonly by: string;
    readonly at: string;
  }[];
  readonly numbers?: PageNumbers;
}

/** Puts the list together, the oldest first. */
export function proposalsPage({ query, time, proposals, nameOf }: ListInput): ProposalsPage {
  const { asAt, page } = query;
  const oldestFirst = [...proposals].sort((a, b) => a.position - b.position);
  const hrefOf = (number: string) => addressOf('/decide/proposals', { asAt, page: number });
  const { items, numbers } = numberedPage(oldestFirst, ROWS_A_PAGE, page, hrefOf);
  return {
    title: 'Contracts and actions: what awaits a decision',
    time,
    rows: items.map(({ id, kind, subject, proposedBy, proposedAt }) => ({
      href: `/decide/proposals/${id}`,
      kind: KINDS[kind],
      subject,
      by: nameOf(proposedBy),
      at: formatLondon(proposedAt),
    })),
    numbers,
  };
}

/** What was proposed, in words. */
export interface ProposedView {
  readonly kind: AwaitedProposal['kind'];
  readonly subject: string;
  /** The page about its subject. */
  readonly href: string;
  readonly facts: readonly Fact[];
  readonly differences: readonly { readonly name: string; readonly before: string; readonly after: string }[];
}

/** Puts what was proposed about a contract into words; undefined where it does not await a decision. */
export function proposedOfContract(id: string, state: ContractState): ProposedView | undefined {
  const pending = state.pending[id];
  if (pending === undefined) return undefined;
  const common = { subject: state.terms?.name ?? '', href: `/contracts/${state.contract ?? ''}` };
  if (pending.kind === 'rating') {
    const { period, rating, kpi, reason, outsideActBecause } = pending.rating;
    const facts: readonly Fact[] = [
      ['Period', capitalised(periodInShort(period))],
      ['KPI', kpi ?? 'The contract as a whole'],
      ['Rating', capitalised(rating.replaceAll('-', ' '))],
      ['Why', sentence(reason)],
      ['Why it is rated outside the Procurement Act 2023', outsideActBecause],
    ];
    return { ...common, kind: 'contract-rating', facts, differences: [] };
  }
  const { correction, justification } = pending;
  return {
    ...common,
    kind: 'contract-correction',
    facts: [['What is corrected', SUBJECTS[correction.subject]], ...justificationFacts(justification)],
    differences: differencesBetween(correction.from, correction.to),
  };
}

const SUBJECTS = {
  terms: 'The terms of the contract',
  'finance-vintage': 'An amount',
  'kpi-result': 'A result of a KPI',
};

/** Puts what was proposed about an action into words; undefined where it does not await a decision. */
export function proposedOfAction(id: string, { actions }: BusinessPlanState): ProposedView | undefined {
  const action = Object.values(actions).find(({ pendingCorrection }) => pendingCorrection?.correctionId === id);
  const pending = action?.pendingCorrection;
  if (action === undefined || pending === undefined) return undefined;
  const { quarter, status, commentary, reason } = pending;
  const standing = action.updates[quarter];
  return {
    kind: 'action-correction',
    subject: action.title,
    href: addressOf('/actions', { period: quarter, area: action.area }),
    facts: [
      ['Quarter', capitalised(periodInShort(quarter))],
      ['Why', sentence(reason)],
    ],
    differences: differencesBetween(
      { status: standing?.status.replaceAll('-', ' '), commentary: standing?.commentary },
      { status: status.replaceAll('-', ' '), commentary },
    ),
  };
}

function differencesBetween(from: object, to: object): ProposedView['differences'] {
  const [before, after] = [textsOf(from), textsOf(to)];
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((name) => before.get(name) !== after.get(name))
    .map((name) => ({
      name: capitalised(name),
      before: before.get(name) ?? 'nothing',
      after: after.get(name) ?? 'nothing',
    }));
}

interface ProposalInput {
  readonly brought: { readonly id: string; readonly by: string; readonly at: string };
  /** Undefined where it has been settled. */
  readonly proposed: ProposedView | undefined;
  readonly settlement: Settlement | undefined;
  readonly identity: Identity;
  readonly typed: DecisionTyped;
  readonly errors: readonly FieldError[];
  readonly nameOf: NameOf;
}

/** The page on which a proposal about a contract or an action is decided, or which says how it was. */
export interface ProposalPage
  extends
    PageModel,
    Pick<DecisionPage, 'facts' | 'settled' | 'cannot' | 'decideAction' | 'typed' | 'errors' | 'errorOf'> {
  readonly caption: string;
  readonly subjectHref?: string;
  readonly differences: ProposedView['differences'];
}

/** Puts the page together on which a proposal is decided. */
export function proposalPage(input: ProposalInput): ProposalPage {
  const { brought, proposed, identity, typed, errors, nameOf } = input;
  const who: Fact = ['Brought by', `${nameOf(brought.by)}, ${formatLondon(brought.at)}`];
  const form = { typed, errors, errorOf: errorsByField(errors) };
  if (proposed === undefined) {
    const settled = settledText(input);
    const title = 'This has been decided';
    return {
      ...form,
      ...{ title, caption: 'Contracts and actions', facts: listed([who]), differences: [] },
      settled: settled && { ...settled, queueHref: settled.queueHref.replace('/decide', '/decide/proposals') },
    };
  }
  const mayDecide = rolesFor(identity, DECIDED_BY[proposed.kind]).length > 0;
  const isOwn = identity.actor === brought.by;
  return {
    ...form,
    title: KINDS[proposed.kind],
    caption: proposed.subject,
    subjectHref: proposed.href,
    facts: listed([who, ...proposed.facts]),
    differences: proposed.differences,
    cannot: cannotDecide(proposed.kind, mayDecide, isOwn),
    decideAction: mayDecide && !isOwn ? actionOf(proposed.kind, brought.id) : undefined,
  };
}

const DECIDED_BY = {
  'contract-rating': 'contracts.decide',
  'contract-correction': 'contracts.decide',
  'action-correction': 'corrections.decide',
} as const;

function cannotDecide(kind: AwaitedProposal['kind'], mayDecide: boolean, isOwn: boolean): string | undefined {
  if (!mayDecide) return `Deciding this needs the role ${describeRoles(DECIDED_BY[kind])}.`;
  return isOwn ? 'You have brought this yourself, so somebody else has to decide it.' : undefined;
}

function actionOf(kind: AwaitedProposal['kind'], id: string): string {
  return `/decide/proposals/${kind === 'action-correction' ? 'actions' : 'contracts'}/${id}`;
}
