import {
  businessPlan,
  businessPlanStream,
  contract,
  contractStream,
  programme,
  programmeStream,
  riskRegister,
  riskRegisterStream,
  type ActorId,
  type Decider,
  type DomainEvent,
  londonDate,
} from '@outturn/domain';
import { toRecorded, type EventStore, type StoredEvent } from '@outturn/event-store';
import { eventTypes } from '@outturn/read-models';
import type { GovernanceEvent, GovernanceSubject } from '@outturn/reports';

/** An aggregate of which a report speaks in words. */
export interface GovernanceDocument {
  readonly subject: GovernanceSubject;
  readonly key: string;
}

/** What a report says follows from these, and from nothing else of them. */
type Folding = Pick<Decider<object, never, DomainEvent>, 'initialState' | 'evolve'>;

// Each stream is folded by its own decider only, so its events and its state are those that the decider knows.
const DOCUMENTS: Readonly<Record<GovernanceSubject, { stream: (key: string) => string; folding: Folding }>> = {
  contract: { stream: contractStream, folding: contract },
  'business-plan': { stream: businessPlanStream, folding: businessPlan },
  'risk-register': { stream: riskRegisterStream, folding: riskRegister },
  programme: { stream: programmeStream, folding: programme },
};

/** What was recorded about a document after one position, up to and with another, the earliest first. */
export async function governanceEvents(
  store: EventStore,
  { subject, key }: GovernanceDocument,
  from: number,
  to: number,
): Promise<GovernanceEvent[]> {
  const { stream, folding } = DOCUMENTS[subject];
  const stored = await store.readStream(stream(key), { untilPosition: to });
  const byId = new Map(stored.map((event) => [event.id, event]));
  const events: GovernanceEvent[] = [];
  let state = folding.initialState;
  for (const event of stored) {
    const before = state;
    state = folding.evolve(state, toRecorded<DomainEvent>(eventTypes, event));
    if (event.position <= from) continue;
    events.push({ subject, key, parts: changedParts(before, state), ...decisionOf(event, byId) });
  }
  return events;
}

/** Fields of events that tell who and why; which of them an event has depends on its type. */
interface Reasons {
  readonly proposalId?: string;
  readonly correctionId?: string;
  readonly approvedBy?: ActorId;
  readonly justification?: { readonly reason: string };
  readonly reason?: string;
  readonly outcome?: string;
  readonly note?: string;
}

/** Who is behind an event: of an approval, whoever proposed what is approved, with their reason. */
function decisionOf(event: StoredEvent, byId: ReadonlyMap<string, StoredEvent>) {
  const data: Reasons = event.data;
  const proposed = byId.get(data.proposalId ?? data.correctionId ?? '');
  const on = londonDate(new Date(event.recordedAt));
  const { approvedBy } = data;
  if (approvedBy === undefined || proposed === undefined) {
    return { by: event.metadata.actor, approvedBy: null, reason: reasonOf(data), on };
  }
  return { by: proposed.metadata.actor, approvedBy, reason: reasonOf(proposed.data), on };
}

function reasonOf({ justification, reason, outcome, note }: Reasons): string | null {
  return justification?.reason ?? reason ?? outcome ?? note ?? null;
}

/** The names of the parts that came out different: `field/key` in a record, otherwise the field. */
function changedParts(before: object, after: object): string[] {
  const [was, is] = [new Map<string, unknown>(Object.entries(before)), new Map<string, unknown>(Object.entries(after))];
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((field) => {
    const [old, current] = [was.get(field), is.get(field)];
    if (old === current) return [];
    if (!isRecord(old) || !isRecord(current)) return [field];
    return [...new Set([...Object.keys(old), ...Object.keys(current)])]
      .filter((key) => old[key] !== current[key])
      .map((key) => `${field}/${key}`);
  });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
