import { displayStatedDate, type ContractGovernance, type ContractState, type HeldVariation } from '@outturn/domain';
import { capitalised, contractOf, enumerated, periodInWords, sentence, type ReportedContract } from '@outturn/reports';
import type { ContractsQuery } from '../api/queries';
import { addressOf } from './links';
import type { PageModel } from './page';
import type { TimeControl } from './time-control';

interface ContractInput {
  readonly contract: string;
  readonly query: Pick<ContractsQuery, 'asAt' | 'period' | 'day'>;
  readonly time: TimeControl;
  readonly period: string;
  /** Undefined where the contract was not known yet. */
  readonly governance: ContractGovernance | undefined;
  readonly state: ContractState | undefined;
  readonly nameOf: (person: string) => string;
}

interface StatementView {
  readonly text: string;
  readonly source: string;
}

/** The page about a contract in a quarter. */
export interface ContractPage extends PageModel {
  readonly caption: string;
  readonly time: TimeControl;
  readonly listHref: string;
  readonly historyHref: string;
  readonly isKnown: boolean;
  readonly parties: string;
  readonly procurement: string;
  /** What is said of each aspect, as the report prints it. */
  readonly aspects: readonly { readonly name: string; readonly statements: readonly StatementView[] }[];
  readonly variations: readonly {
    readonly title: string;
    readonly effect: string;
    readonly standing: string;
    readonly source: string;
  }[];
  readonly finance: ReportedContract['finance'];
  readonly attention: ReportedContract['needsAttention'];
}

const ACT_TEXTS = {
  applies: 'The Procurement Act 2023 applies.',
  'does-not-apply': 'The Procurement Act 2023 does not apply.',
  'not-stated': 'Whether the Procurement Act 2023 applies is not stated.',
} as const;

/** What the table of variations says already. */
const TOLD_ELSEWHERE = 'Open variation';

/** Puts the page about a contract together. */
export function contractPage(input: ContractInput): ContractPage {
  const { contract, query, time, period, governance, state, nameOf } = input;
  const { asAt, period: asked, day } = query;
  const common = {
    caption: capitalised(periodInWords(period)),
    time,
    listHref: addressOf('/contracts', { period: asked, day, asAt }),
    historyHref: addressOf(`/contracts/${contract}/history`, { asAt }),
  };
  if (governance === undefined) return { ...common, title: contract, isKnown: false, ...NOTHING };
  const pending = governance.pending.map((proposal) => ({ ...proposal, proposedBy: nameOf(proposal.proposedBy) }));
  const reported = contractOf({ ...governance, pending });
  return {
    ...common,
    title: reported.name,
    isKnown: true,
    parties: capitalised(enumerated(reported.parties)),
    procurement: ACT_TEXTS[governance.terms.procurementAct2023],
    aspects: aspectsOf(reported.statements),
    variations: Object.values(state?.variations ?? {})
      .sort((a, b) => a.order - b.order)
      .map((held) => ({
        title: held.variation.title,
        effect: sentence(held.variation.effect),
        standing: standingOf(held, nameOf),
        source: held.variation.source,
      })),
    finance: reported.finance,
    attention: reported.needsAttention,
  };
}

const NOTHING = { parties: '', procurement: '', aspects: [], variations: [], finance: [], attention: [] } as const;

function aspectsOf(statements: ReportedContract['statements']): ContractPage['aspects'] {
  const names = [...new Set(statements.map(({ aspect }) => aspect))].filter((name) => name !== TOLD_ELSEWHERE);
  return names.map((name) => ({
    name,
    statements: statements
      .filter(({ aspect }) => aspect === name)
      .map(({ text, source }) => ({ text, source: source ?? '' })),
  }));
}

function standingOf({ proposedBy, agreed, signed, dropped }: HeldVariation, nameOf: (person: string) => string) {
  if (dropped !== undefined) return `Dropped: ${sentence(dropped.reason)}`;
  if (signed !== undefined) return `Signed on ${displayStatedDate(signed.signedOn)}.`;
  if (agreed === undefined) return `Proposed, not agreed; recorded by ${nameOf(proposedBy)}.`;
  const on = agreed.agreedOn === undefined ? '' : ` on ${displayStatedDate(agreed.agreedOn)}`;
  return `Agreed by ${agreed.forum}${on}, not signed.`;
}
