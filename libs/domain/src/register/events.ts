import type { ActorId } from '../ids';
import type { StatedDate } from '../stated-date';
import type { PresentedRisk, RiskMatrix } from './risk';

/** A register of risks that is presented to a committee in versions (report 15.2, 15.3). */
export const riskRegisterStream = (key: string): string => `register-${key}`;

/** A version as it was presented. */
export interface PresentedVersion {
  readonly committee: string;
  /** When it was presented, as exactly as the source says. */
  readonly presentedOn: StatedDate;
  /** What the document calls itself, such as "December 2023". */
  readonly label?: string;
  readonly source: string;
  /** Absent where only the presentation is known and the contents are not held. */
  readonly risks?: readonly PresentedRisk[];
}

/** A presentation that is said to come. */
export interface PlannedPresentation {
  readonly committee: string;
  readonly due: StatedDate;
  readonly source: string;
}

export type RiskRegisterEvent =
  | {
      readonly type: 'RiskRegisterDefined';
      readonly data: { register: string; name: string; committee: string; definedBy: ActorId };
    }
  | {
      readonly type: 'RiskMatrixSet';
      readonly data: { matrix: RiskMatrix; reason: string; setBy: ActorId };
    }
  | {
      readonly type: 'RiskRegisterPresented';
      readonly data: PresentedVersion & { version: number; recordedBy: ActorId };
    }
  | {
      readonly type: 'RiskRegisterPresentationPlanned';
      readonly data: PlannedPresentation & { plannedBy: ActorId };
    };
