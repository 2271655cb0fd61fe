import type { ActorId } from '../ids';
import type { DateText } from '../period';

/** A programme of change with its milestones, such as the Housing Improvement and Transformation Plan (report 13). */
export const programmeStream = (key: string): string => `programme-${key}`;

export type ProgrammeEvent =
  | {
      readonly type: 'ProgrammeDefined';
      readonly data: {
        programme: string;
        name: string;
        purpose: string;
        /** Opaque id of a person or a post. */
        owner?: string;
        area?: string;
        source: string;
        definedBy: ActorId;
      };
    }
  | {
      readonly type: 'MilestoneAdded';
      readonly data: {
        milestone: string;
        title: string;
        owner?: string;
        /** The day by which it is to be reached. */
        planned: DateText;
        source: string;
        addedBy: ActorId;
      };
    }
  | {
      /** A new plan; the first one stays what slippage is measured against. */
      readonly type: 'MilestoneReplanned';
      readonly data: { milestone: string; planned: DateText; reason: string; source: string; replannedBy: ActorId };
    }
  | {
      readonly type: 'MilestoneForecastRecorded';
      readonly data: {
        milestone: string;
        forecast: DateText;
        /** Opaque id of who expects it, and on which day they said so. */
        claimedBy: string;
        claimedOn: DateText;
        reason: string;
        recordedBy: ActorId;
      };
    }
  | {
      readonly type: 'MilestoneReached';
      readonly data: { milestone: string; reachedOn: DateText; evidence: string; recordedBy: ActorId };
    }
  | {
      readonly type: 'MilestoneDropped';
      readonly data: { milestone: string; reason: string; droppedBy: ActorId };
    };
