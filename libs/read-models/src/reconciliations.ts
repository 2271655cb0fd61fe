import { reconciliation, type ReconciliationState } from '@outturn/domain';
import { cutByItems, documentModel, joinItems, readDocuments } from './documents';
import type { Querier } from './querier';

const FIELDS = ['findings'] as const;

/** Findings in printed documents, with their answers. */
export const reconciliations = documentModel({
  name: 'reconciliations',
  version: 1,
  category: 'reconciliation',
  decider: reconciliation,
  parts: (state) => cutByItems(state, FIELDS),
});

/** The reconciliations as at a position, by the day of publication, then by key; those named, or all. */
export async function readReconciliations(
  querier: Querier,
  position: number,
  keys?: readonly string[],
): Promise<ReconciliationState[]> {
  const documents = await readDocuments(querier, reconciliations, position, keys);
  const states = [...documents.values()].map((parts) => joinItems<ReconciliationState>(parts, FIELDS));
  const day = ({ document }: ReconciliationState) => document?.publishedOn ?? '';
  return states.sort((a, b) => (day(a) < day(b) ? -1 : day(a) > day(b) ? 1 : 0));
}
