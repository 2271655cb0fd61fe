import { createHash } from 'node:crypto';
import { canonicalJson, reconciliationKey, reconciliationStream } from '@outturn/domain';
import { PERFORMANCE_TEAM } from './people';
import type { Lane } from './step';

/** Checks the document that the figures come from against itself. */
export function reconciliationLane(document: object): Lane {
  const sha256 = createHash('sha256').update(canonicalJson(document)).digest('hex');
  const key = reconciliationKey(sha256);
  return [
    {
      kind: 'reconciliation',
      name: `reconciliation ${key}`,
      streamId: reconciliationStream(key),
      by: PERFORMANCE_TEAM,
      command: ({ actor }) => ({ type: 'RecordReconciliation', actor, document, sha256 }),
    },
  ];
}
