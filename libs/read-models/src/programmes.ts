import { programme as programmeDecider, type ProgrammeState } from '@outturn/domain';
import { cutByItems, documentModel, joinItems, readDocuments } from './documents';
import type { Querier } from './querier';

const ITEMS = ['milestones'] as const;

/** Programmes: a part for each milestone. */
export const programmes = documentModel({
  name: 'programmes',
  version: 1,
  category: 'programme',
  decider: programmeDecider,
  parts: (state) => cutByItems(state, ITEMS),
});

/** The programmes as at a position, by key; those named, or all. */
export async function readProgrammes(
  querier: Querier,
  position: number,
  keys?: readonly string[],
): Promise<ProgrammeState[]> {
  const documents = await readDocuments(querier, programmes, position, keys);
  return [...documents.values()].map((parts) => joinItems<ProgrammeState>(parts, ITEMS));
}
