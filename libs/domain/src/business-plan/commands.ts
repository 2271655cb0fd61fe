import type { ActorId, EventId } from '../ids';
import type { DateText, PeriodKey } from '../period';
import type { CalendarEntry } from '../reporting-period';
import type { StatedProgress } from './events';

interface Command<Type extends string> {
  readonly type: Type;
  readonly actor: ActorId;
}

/** What the shell adds to commands about a quarter: the reporting period as it stands; absent when it was never opened. */
export interface QuarterCycleContext {
  readonly quarter: PeriodKey;
  readonly cycle: CalendarEntry | undefined;
}

/** What the shell adds to commands that change what quarters count. */
export interface ClosedUntilContext {
  /** First day after the latest closed reporting period of full coverage; absent where none is closed. */
  readonly closedUntil?: DateText;
}

export type BusinessPlanCommand =
  | (Command<'AddWeWill'> &
      ClosedUntilContext & {
        readonly year: PeriodKey;
        readonly weWill: string;
        readonly area: string;
        readonly text: string;
        /** The first quarter of the year when absent. */
        readonly fromQuarter?: PeriodKey;
      })
  | (Command<'EndWeWill'> &
      ClosedUntilContext & { readonly weWill: string; readonly lastQuarter: PeriodKey; readonly reason: string })
  | (Command<'AddAction'> &
      ClosedUntilContext & {
        readonly year: PeriodKey;
        readonly action: string;
        readonly area: string;
        readonly title: string;
        readonly owner: string;
        readonly weWill?: string;
        /** The first quarter of the year when absent. */
        readonly fromQuarter?: PeriodKey;
      })
  | (Command<'HandOverAction'> & { readonly action: string; readonly owner: string; readonly reason: string })
  | (Command<'EndAction'> &
      ClosedUntilContext & { readonly action: string; readonly lastQuarter: PeriodKey; readonly reason: string })
  | (Command<'UpdateAction'> & QuarterCycleContext & StatedProgress & { readonly action: string })
  | (Command<'CorrectActionUpdate'> &
      QuarterCycleContext &
      StatedProgress & { readonly action: string; readonly reason: string })
  | (Command<'ApproveActionCorrection'> & {
      readonly action: string;
      readonly correctionId: EventId;
      readonly note?: string;
    })
  | (Command<'RejectActionCorrection'> & {
      readonly action: string;
      readonly correctionId: EventId;
      readonly reason: string;
    });
