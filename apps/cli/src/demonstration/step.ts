import {
  ActorId,
  AreaCommand,
  ClosedContext,
  ContractCommand,
  CycleContext,
  EventId,
  IndicatorCommand,
  PeriodKey,
  ProgrammeCommand,
  ReconciliationCommand,
  ReportingPeriodCommand,
  RiskRegisterCommand,
} from '@outturn/domain';
import { commandEventId } from '@outturn/event-store';
import { v5 as uuidOf } from 'uuid';
import type { Person } from './people';

/** Any constant UUID: all ids of the load follow from it, so that a second load repeats the first. */
const NAMESPACE = '5a1d4f0e-7c5b-4f0b-9d0e-2f6c1b7e4a90';

/** What a step learns when it is carried out. */
export type StepContext = CycleContext & ClosedContext;

interface StepOf<Kind extends string, Command> {
  readonly kind: Kind;
  /** Unique in the plan; the ids of the command and of its events follow from it. */
  readonly name: string;
  readonly streamId: string;
  readonly by: Person;
  /** The reporting period in which the command falls, where it is about one. */
  readonly cycle?: PeriodKey;
  readonly command: (context: StepContext) => Command;
}

/** One command of the load. */
export type Step =
  | StepOf<'area', AreaCommand>
  | StepOf<'period', ReportingPeriodCommand>
  | StepOf<'indicator', IndicatorCommand>
  | StepOf<'contract', ContractCommand>
  | StepOf<'register', RiskRegisterCommand>
  | StepOf<'programme', ProgrammeCommand>
  | StepOf<'reconciliation', ReconciliationCommand>;

/** Steps that depend on each other, in order. */
export type Lane = readonly Step[];

/** Lanes that do not depend on each other; the stages are carried out one after the other. */
export interface Stage {
  readonly title: string;
  readonly lanes: readonly Lane[];
}

/** The id of the command of a step. */
export function commandIdOf(step: Pick<Step, 'name'>): string {
  return uuidOf(step.name, NAMESPACE);
}

/** The id of the event that a step leads to. */
export function eventIdOf(step: Pick<Step, 'name'>): EventId {
  return commandEventId(commandIdOf(step), 0);
}

/** Who carries a step out, and on which day. */
export function people({ actor, today }: StepContext): { actor: ActorId; today: string } {
  return { actor, today };
}
