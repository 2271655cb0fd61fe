import { awaitedDecisions, type AwaitedDecision, type IndicatorCommand, type IndicatorState } from '@outturn/domain';
import type { EventStore, StoredEvent } from '@outturn/event-store';
import type { Unstamped } from '../api/change-indicator';
import type { Permission } from '../security/permissions';

/** How each kind of what awaits a decision is decided, and by whom. */
interface Deciding {
  readonly permission: Permission;
  readonly approve: (
    id: string,
    note: string | undefined,
  ) => Unstamped<Extract<IndicatorCommand, { type: `Approve${string}` }>>;
  readonly reject: (id: string, reason: string) => Unstamped<Extract<IndicatorCommand, { type: `Reject${string}` }>>;
}

/** The decisions of the API, by kind. */
export const DECIDING: Readonly<Record<AwaitedDecision['kind'], Deciding>> = {
  outturn: {
    permission: 'outturns.decide',
    approve: (outturnId, note) => ({ type: 'ApproveOutturn', outturnId, note }),
    reject: (outturnId, reason) => ({ type: 'RejectOutturn', outturnId, reason }),
  },
  correction: {
    permission: 'corrections.decide',
    approve: (correctionId, note) => ({ type: 'ApproveCorrection', correctionId, note }),
    reject: (correctionId, reason) => ({ type: 'RejectCorrection', correctionId, reason }),
  },
  restatement: {
    permission: 'restatements.decide',
    approve: (restatementId, note) => ({ type: 'ApproveRestatement', restatementId, note }),
    reject: (restatementId, reason) => ({ type: 'RejectRestatement', restatementId, reason }),
  },
  override: {
    permission: 'overrides.decide',
    approve: (overrideId, note) => ({ type: 'ApproveOverride', overrideId, note }),
    reject: (overrideId, reason) => ({ type: 'RejectOverride', overrideId, reason }),
  },
};

/** The events that bring something for a decision. */
export const BRINGING: ReadonlySet<string> = new Set([
  'OutturnSubmitted',
  'AnnualReturnSubmitted',
  'RevisionRecorded',
  'CorrectionProposed',
  'RestatementOpened',
  'StatusOverrideRequested',
]);

/** What awaits a decision under an id; undefined where nothing does. */
export function awaitedUnder(id: string, state: IndicatorState): AwaitedDecision | undefined {
  return awaitedDecisions(state).find((awaited) => awaited.id === id);
}

/** The event that settled what had awaited a decision. */
export interface Settlement {
  readonly outcome: 'approved' | 'rejected' | 'withdrawn';
  readonly by: string;
  readonly at: string;
  readonly position: number;
  /** The approver's note, or why it was rejected. */
  readonly message: string | undefined;
}

const OUTCOMES: Readonly<Record<string, Settlement['outcome']>> = {
  OutturnApproved: 'approved',
  OutturnRejected: 'rejected',
  OutturnWithdrawn: 'withdrawn',
  CorrectionApproved: 'approved',
  CorrectionRejected: 'rejected',
  RestatementApproved: 'approved',
  RestatementRejected: 'rejected',
  StatusOverridden: 'approved',
  StatusOverrideRejected: 'rejected',
  ContractProposalApproved: 'approved',
  ContractProposalRejected: 'rejected',
  ActionCorrectionApproved: 'approved',
  ActionCorrectionRejected: 'rejected',
};

/** How what an event brought was settled; undefined where another submission took its place, or nothing has. */
export async function findSettlement(store: EventStore, brought: StoredEvent): Promise<Settlement | undefined> {
  const since = await store.readStream(brought.streamId, { fromRevision: brought.revision + 1 });
  const event = since.find(({ type, data }) => OUTCOMES[type] !== undefined && names(data, brought.id));
  const outcome = event && OUTCOMES[event.type];
  if (event === undefined || outcome === undefined) return undefined;
  // Every decision has one of these, or none.
  const { note, reason } = event.data as { readonly note?: string; readonly reason?: string };
  const message = note ?? (outcome === 'approved' ? undefined : reason);
  return { outcome, by: event.metadata.actor, at: event.recordedAt, position: event.position, message };
}

/** A decision names what it decides by the id of the event that brought it. */
function names(data: object, id: string): boolean {
  const { outturnId, correctionId, restatementId, overrideId, proposalId } = data as Readonly<Record<string, unknown>>;
  return [outturnId, correctionId, restatementId, overrideId, proposalId].includes(id);
}
