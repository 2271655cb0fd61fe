import type { Justification, PeriodKey } from '@outturn/domain';

/** What the corrections register holds. */
export const REGISTER_KINDS = [
  'correction',
  'target-correction',
  'withdrawal',
  'revision',
  'restatement',
  'override',
] as const;

/** How far an entry of the register has come. */
export const REGISTER_STATES = ['awaiting-decision', 'approved', 'rejected', 'recorded'] as const;

/** An entry of the corrections register. */
export interface RegisterEntry {
  /** Id of the event that proposed, recorded or opened it. */
  readonly id: string;
  readonly kind: (typeof REGISTER_KINDS)[number];
  readonly state: (typeof REGISTER_STATES)[number];
  readonly indicator: string;
  readonly periods: readonly PeriodKey[];
  /** What stood and what was to stand, by period; periods that cannot be restated carry the reason. */
  readonly changes: readonly {
    readonly period: PeriodKey;
    readonly from: unknown;
    readonly to: unknown;
    readonly notRestatedBecause?: string;
  }[];
  /** An override has a reason alone. */
  readonly justification: Pick<Justification, 'reason'> & Partial<Justification>;
  readonly proposedBy: string;
  readonly proposedAt: string;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  /** Why it was rejected, or the approver's note. */
  readonly decision: string | null;
  readonly fromPosition: number;
}
