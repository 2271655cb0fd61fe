import type { ActorId, EventId } from '../ids';
import type { PeriodKey } from '../period';

/**
 * The business plan of a financial year: its 'we wills' and the actions that follow from them (report 4.4, 4.5).
 *
 * One stream for each year, as the plan is drawn up for a year and its table counts all areas together.
 */
export const businessPlanStream = (year: PeriodKey): string => `plan-${year}`;

/** What an officer can say of an action. No update is not said: it is what an action has until something is. */
export const ACTION_STATUSES = ['on-track', 'medium-issues', 'significant-issues'] as const;
export type ActionStatus = (typeof ACTION_STATUSES)[number];

/** What is said of an action in a quarter. */
export interface StatedProgress {
  readonly status: ActionStatus;
  readonly commentary: string;
}

export type BusinessPlanEvent =
  | {
      readonly type: 'WeWillAdded';
      readonly data: {
        year: PeriodKey;
        weWill: string;
        area: string;
        text: string;
        /** The first quarter in which it counts. */
        fromQuarter: PeriodKey;
        addedBy: ActorId;
      };
    }
  | {
      readonly type: 'WeWillEnded';
      readonly data: { weWill: string; lastQuarter: PeriodKey; reason: string; endedBy: ActorId };
    }
  | {
      readonly type: 'ActionAdded';
      readonly data: {
        year: PeriodKey;
        action: string;
        area: string;
        title: string;
        /** Opaque id of a person or a post. */
        owner: string;
        weWill?: string;
        /** The first quarter in which it counts. */
        fromQuarter: PeriodKey;
        addedBy: ActorId;
      };
    }
  | {
      readonly type: 'ActionHandedOver';
      readonly data: { action: string; owner: string; reason: string; handedOverBy: ActorId };
    }
  | {
      readonly type: 'ActionEnded';
      readonly data: { action: string; lastQuarter: PeriodKey; reason: string; endedBy: ActorId };
    }
  | {
      readonly type: 'ActionUpdated';
      readonly data: StatedProgress & { action: string; quarter: PeriodKey; updatedBy: ActorId };
    }
  | {
      /** The update was wrong and the quarter still open. */
      readonly type: 'ActionUpdateCorrected';
      readonly data: StatedProgress & { action: string; quarter: PeriodKey; reason: string; correctedBy: ActorId };
    }
  | {
      /** The quarter is closed: somebody else has to agree. */
      readonly type: 'ActionCorrectionProposed';
      readonly data: StatedProgress & { action: string; quarter: PeriodKey; reason: string; proposedBy: ActorId };
    }
  | {
      readonly type: 'ActionCorrectionApproved';
      readonly data: { action: string; correctionId: EventId; note?: string; approvedBy: ActorId };
    }
  | {
      readonly type: 'ActionCorrectionRejected';
      readonly data: { action: string; correctionId: EventId; reason: string; rejectedBy: ActorId };
    };
