import {
  CalendarEntry,
  DateText,
  Decider,
  DomainEvent,
  PeriodKey,
  ReportingPeriodState,
  area,
  closedUntilOf,
  contract,
  indicator,
  programme,
  reconciliation,
  reportingPeriod,
  riskRegister,
} from '@outturn/domain';
import { EventStore, EventTypes, HandleResult, StateCache, handle } from '@outturn/event-store';
import { v5 as uuidOf } from 'uuid';
import { planOf } from './plan';
import type { Report } from './report';
import { Step, StepContext, commandIdOf, eventIdOf } from './step';

export interface LoadOptions {
  readonly store: EventStore;
  readonly eventTypes: EventTypes;
  /** The day it is in London, for the commands. */
  readonly today: DateText;
  /** Receives one line a stage. */
  readonly report: (line: string) => void;
  /** Ends the load between two steps; a later load goes on from there. */
  readonly signal?: AbortSignal;
}

export interface LoadResult {
  /** Position of the last event of the load. */
  readonly position: number;
  /** How many events were written now; the others had been written before. */
  readonly written: number;
}

/** How far a report has been loaded into a store. */
export type LoadProgress = 'not-begun' | 'interrupted' | 'complete';

/** Finds out from the events of the first and the last step. */
export async function loadProgress(report: Report, store: EventStore): Promise<LoadProgress> {
  const steps = planOf(report).flatMap((stage) => stage.lanes.flat());
  if (await isCarriedOut(steps.at(-1), store)) return 'complete';
  return (await isCarriedOut(steps[0], store)) ? 'interrupted' : 'not-begun';
}

async function isCarriedOut(step: Step | undefined, store: EventStore): Promise<boolean> {
  return step !== undefined && (await store.findEvent(eventIdOf(step))) !== undefined;
}

/**
 * Puts a report's figures into the store by the ordinary commands. What has been loaded before is not loaded again, so
 * that a load which was interrupted goes on where it ended.
 *
 * @throws {Error} naming the step that failed, with its `Refusal` or the store's error as the cause; or the signal's reason.
 */
export async function loadReport(report: Report, options: LoadOptions): Promise<LoadResult> {
  const load = new Load(options);
  for (const { title, lanes } of planOf(report)) {
    options.report(`${title} …`);
    // Nothing is left running when one of them fails: the caller may close the store then.
    const outcomes = await Promise.allSettled(lanes.map((lane) => load.carryOut(lane)));
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
  }
  return load.result;
}

const LOAD_NAME = 'load of the report';
const MAX_STREAMS = 200;

class Load {
  private readonly calendar = new Map<PeriodKey, CalendarEntry>();
  private readonly states = new StateCache(MAX_STREAMS);
  private position = 0;
  private written = 0;

  constructor(private readonly options: LoadOptions) {}

  get result(): LoadResult {
    return { position: this.position, written: this.written };
  }

  async carryOut(lane: readonly Step[]): Promise<void> {
    for (const step of lane) {
      this.options.signal?.throwIfAborted();
      const result = await this.carryOutStep(step).catch((error: unknown) => {
        const reason = error instanceof Error ? error.message : String(error);
        throw new Error(`The report's figures cannot be loaded: step "${step.name}" failed (${reason}).`, {
          cause: error,
        });
      });
      this.count(result);
    }
  }

  private async carryOutStep(step: Step): Promise<HandleResult<unknown, DomainEvent>> {
    switch (step.kind) {
      case 'area':
        return this.handle(step, area, step.command(this.contextOf(step)));
      case 'contract':
        return this.handle(step, contract, step.command(this.contextOf(step)));
      case 'indicator':
        return this.handle(step, indicator, step.command(this.contextOf(step)));
      case 'register':
        return this.handle(step, riskRegister, step.command(this.contextOf(step)));
      case 'programme':
        return this.handle(step, programme, step.command(this.contextOf(step)));
      case 'reconciliation':
        return this.handle(step, reconciliation, step.command(this.contextOf(step)));
      case 'period': {
        const result = await this.handle(step, reportingPeriod, step.command(this.contextOf(step)));
        this.remember(result.state);
        return result;
      }
    }
  }

  private handle<State, Command, Event extends DomainEvent>(
    step: Step,
    decider: Decider<State, Command, Event>,
    command: Command,
  ): Promise<HandleResult<State, Event>> {
    const { store, eventTypes } = this.options;
    const { id, role } = step.by;
    const commandId = commandIdOf(step);
    return handle({
      store,
      eventTypes,
      decider,
      streamId: step.streamId,
      command,
      commandId,
      metadata: { actor: id, role, correlationId: uuidOf(LOAD_NAME, commandId), causationId: commandId },
      states: this.states,
    });
  }

  private contextOf(step: Step): StepContext {
    const cycle = step.cycle === undefined ? undefined : this.calendar.get(step.cycle);
    const closedUntil = closedUntilOf(this.calendar.values());
    return { actor: step.by.id, today: this.options.today, cycle, closedUntil };
  }

  private remember({ entry }: ReportingPeriodState): void {
    if (entry) this.calendar.set(entry.period, entry);
  }

  private count({ position, repeated, eventIds }: HandleResult<unknown, DomainEvent>): void {
    this.position = Math.max(this.position, position);
    if (!repeated) this.written += eventIds.length;
  }
}
