import { contract as contractDecider, contractStream, type ContractEvent, type ContractState } from '@outturn/domain';
import { toRecorded, type EventStore, type StoredEvent } from '@outturn/event-store';
import { changedParts, cutByItems, documentModel, joinItems, readDocuments } from './documents';
import { eventTypes } from './event-types';
import type { Querier } from './querier';
import type { ContractHistoryEntry, Page, PageRequest } from './read-models';

const ITEMS = [
  'variations',
  'kpiSets',
  'results',
  'data',
  'rhythms',
  'finance',
  'notices',
  'statements',
  'ratings',
  'pending',
] as const;

const partsOf = (state: ContractState) => cutByItems(state, ITEMS);

/** Contracts: a part for each item, such as a notice or a finance line with its vintages. */
export const contracts = documentModel({
  name: 'contracts',
  version: 1,
  category: 'contract',
  decider: contractDecider,
  parts: partsOf,
});

/** The contracts as at a position, by key and in its order; those named, or all. */
export async function readContracts(
  querier: Querier,
  position: number,
  keys?: readonly string[],
): Promise<ReadonlyMap<string, ContractState>> {
  const documents = await readDocuments(querier, contracts, position, keys);
  return new Map([...documents].map(([key, parts]) => [key, joinItems<ContractState>(parts, ITEMS)]));
}

/** Every event of a contract up to a position, with what it changed; empty when there is no such contract. */
export async function readContractHistory(
  store: EventStore,
  key: string,
  position: number,
  { limit, after }: PageRequest,
): Promise<Page<ContractHistoryEntry>> {
  const events = await store.readStream(contractStream(key), { untilPosition: position });
  let state = contractDecider.initialState;
  let before: ReadonlyMap<string, object> = new Map();
  const entries = events.map((stored) => {
    state = contractDecider.evolve(state, toRecorded<ContractEvent>(eventTypes, stored));
    const known = before;
    before = partsOf(state);
    return entryOf(stored, known, before);
  });
  const rest = after === undefined ? entries : entries.filter((entry) => entry.position > Number(after));
  const items = rest.slice(0, limit);
  return { items, next: rest.length > limit ? String(items.at(-1)?.position) : null };
}

/** Fields of events that tell why; which of them an event has depends on its type. */
interface Reasons {
  readonly justification?: { readonly reason: string };
  readonly reason?: string;
  readonly outcome?: string;
  readonly note?: string;
}

function entryOf(
  { position, recordedAt, id, type, metadata, data }: StoredEvent,
  before: ReadonlyMap<string, object>,
  after: ReadonlyMap<string, object>,
): ContractHistoryEntry {
  const { justification, reason, outcome, note }: Reasons = data;
  return {
    position,
    recordedAt,
    eventId: id,
    eventType: type,
    actor: metadata.actor,
    role: metadata.role,
    data,
    reason: justification?.reason ?? reason ?? outcome ?? note ?? null,
    changes: [...changedParts(before, after)].map(([part]) => ({
      part: part === '' ? 'contract' : part,
      before: before.get(part) ?? null,
      after: after.get(part) ?? null,
    })),
  };
}
