import type { Decider, Recorded } from '../decider';
import type { ActorId, EventId } from '../ids';
import { parseDate, type DateText } from '../period';
import { conflict, invalid, notFound } from '../refusal';
import { requireKey, requireText, requireTextIfGiven } from '../text';
import type { ProgrammeEvent } from './events';

/** A plan of a milestone; the first is the baseline. */
export interface MilestonePlan {
  readonly planned: DateText;
  readonly source: string;
  /** Why it is another than before; absent for the first. */
  readonly reason?: string;
  readonly eventId: EventId;
}

/** What was expected of a milestone, by whom and when: a vintage. */
export interface MilestoneForecast {
  readonly forecast: DateText;
  readonly claimedBy: string;
  readonly claimedOn: DateText;
  readonly reason: string;
  readonly eventId: EventId;
}

export interface Milestone {
  readonly milestone: string;
  readonly title: string;
  /** Absent where the source does not say who answers for it. */
  readonly owner?: string;
  /** One at least, the baseline first. */
  readonly plans: readonly MilestonePlan[];
  /** In the order in which they were claimed. */
  readonly forecasts: readonly MilestoneForecast[];
  readonly reached?: { readonly reachedOn: DateText; readonly evidence: string; readonly eventId: EventId };
  readonly dropped?: { readonly reason: string; readonly eventId: EventId };
}

export interface ProgrammeState {
  readonly programme?: string;
  readonly name: string;
  readonly purpose: string;
  /** Absent where the source does not say who answers for it. */
  readonly owner?: string;
  readonly area?: string;
  readonly source: string;
  readonly milestones: Readonly<Record<string, Milestone>>;
}

export const initialProgramme: ProgrammeState = { name: '', purpose: '', source: '', milestones: {} };

/** The programme after one more event. */
export function evolveProgramme(state: ProgrammeState, event: Recorded<ProgrammeEvent>): ProgrammeState {
  if (event.type === 'ProgrammeDefined') {
    const { programme, name, purpose, owner, area, source } = event.data;
    return { ...state, programme, name, purpose, owner, area, source };
  }
  if (event.type === 'MilestoneAdded') {
    const { milestone, title, owner, planned, source } = event.data;
    const plans = [{ planned, source, eventId: event.id }];
    const added: Milestone = { milestone, title, owner, plans, forecasts: [] };
    return { ...state, milestones: { ...state.milestones, [milestone]: added } };
  }
  const known = state.milestones[event.data.milestone];
  if (!known) return state;
  return { ...state, milestones: { ...state.milestones, [known.milestone]: evolveMilestone(known, event) } };
}

function evolveMilestone(
  known: Milestone,
  event: Exclude<Recorded<ProgrammeEvent>, { type: 'ProgrammeDefined' | 'MilestoneAdded' }>,
): Milestone {
  const eventId = event.id;
  switch (event.type) {
    case 'MilestoneReplanned': {
      const { planned, source, reason } = event.data;
      return { ...known, plans: [...known.plans, { planned, source, reason, eventId }] };
    }
    case 'MilestoneForecastRecorded': {
      const { forecast, claimedBy, claimedOn, reason } = event.data;
      return { ...known, forecasts: [...known.forecasts, { forecast, claimedBy, claimedOn, reason, eventId }] };
    }
    case 'MilestoneReached': {
      const { reachedOn, evidence } = event.data;
      return { ...known, reached: { reachedOn, evidence, eventId } };
    }
    case 'MilestoneDropped':
      return { ...known, dropped: { reason: event.data.reason, eventId } };
  }
}

interface Command<Type extends string> {
  readonly type: Type;
  readonly actor: ActorId;
  /** The day in London, by which facts cannot lie in the future. */
  readonly today: DateText;
}

interface OfMilestone {
  readonly milestone: string;
}

export type ProgrammeCommand =
  | (Command<'DefineProgramme'> & {
      readonly programme: string;
      readonly name: string;
      readonly purpose: string;
      readonly owner?: string;
      readonly area?: string;
      readonly source: string;
    })
  | (Command<'AddMilestone'> &
      OfMilestone & {
        readonly title: string;
        readonly owner?: string;
        readonly planned: DateText;
        readonly source: string;
      })
  | (Command<'ReplanMilestone'> &
      OfMilestone & { readonly planned: DateText; readonly reason: string; readonly source: string })
  | (Command<'ForecastMilestone'> &
      OfMilestone & {
        readonly forecast: DateText;
        readonly claimedBy: string;
        readonly claimedOn: DateText;
        readonly reason: string;
      })
  | (Command<'ReachMilestone'> & OfMilestone & { readonly reachedOn: DateText; readonly evidence: string })
  | (Command<'DropMilestone'> & OfMilestone & { readonly reason: string });

/** The events that follow from a command, or a `Refusal`. */
export function decideProgramme(command: ProgrammeCommand, state: ProgrammeState): ProgrammeEvent[] {
  if (command.type === 'DefineProgramme') return [define(command, state)];
  if (state.programme === undefined) {
    throw notFound('unknown-programme', 'There is no such programme. Define it first.', '/programme');
  }
  if (command.type === 'AddMilestone') return [add(command, state)];
  const milestone = openMilestone(command.milestone, state);
  switch (command.type) {
    case 'ReplanMilestone':
      return [replan(command, milestone)];
    case 'ForecastMilestone':
      return [forecast(command, milestone)];
    case 'ReachMilestone':
      return [reach(command)];
    case 'DropMilestone':
      return [drop(command)];
  }
}

type Of<Type extends ProgrammeCommand['type']> = Extract<ProgrammeCommand, { type: Type }>;

function define(command: Of<'DefineProgramme'>, state: ProgrammeState): ProgrammeEvent {
  const { programme, name, purpose, owner, area, source, actor } = command;
  if (state.programme !== undefined) {
    throw conflict('programme-exists', `The programme ${state.programme} is defined already.`, { state });
  }
  requireKey(programme, '/programme', 'The key of a programme');
  requireText(name, '/name', 'The name');
  requireText(purpose, '/purpose', 'The purpose');
  requireTextIfGiven(owner, '/owner', 'The owner');
  requireText(source, '/source', 'The source');
  return { type: 'ProgrammeDefined', data: { programme, name, purpose, owner, area, source, definedBy: actor } };
}

function add(command: Of<'AddMilestone'>, state: ProgrammeState): ProgrammeEvent {
  const { milestone, title, owner, planned, source, actor } = command;
  requireKey(milestone, '/milestone', 'The key of a milestone');
  requireText(title, '/title', 'The title');
  requireTextIfGiven(owner, '/owner', 'The owner');
  parseDate(planned, '/planned');
  requireText(source, '/source', 'The source');
  const known = milestoneOf(milestone, state);
  if (known) {
    throw conflict('milestone-exists', `The milestone ${milestone} is in the programme already.`, {
      pointer: '/milestone',
      state: known,
    });
  }
  return { type: 'MilestoneAdded', data: { milestone, title, owner, planned, source, addedBy: actor } };
}

function replan(command: Of<'ReplanMilestone'>, known: Milestone): ProgrammeEvent {
  const { milestone, planned, reason, source, actor } = command;
  parseDate(planned, '/planned');
  requireText(reason, '/reason', 'The reason');
  requireText(source, '/source', 'The source');
  if (known.plans.at(-1)?.planned === planned) {
    throw conflict('nothing-changes', `${milestone} is planned for ${planned} already.`, { pointer: '/planned' });
  }
  return { type: 'MilestoneReplanned', data: { milestone, planned, reason, source, replannedBy: actor } };
}

/** The same forecast again is a fact of its own: it was confirmed on another day. */
function forecast(command: Of<'ForecastMilestone'>, known: Milestone): ProgrammeEvent {
  const { milestone, claimedBy, claimedOn, reason, actor } = command;
  parseDate(command.forecast, '/forecast');
  requireText(claimedBy, '/claimedBy', 'Who expects it');
  requireText(reason, '/reason', 'The reason');
  requirePast(claimedOn, command, '/claimedOn');
  if (command.forecast < claimedOn) {
    throw invalid(
      'forecast-of-past',
      `On ${claimedOn} nobody can expect it for ${command.forecast}, which was over. Say that it was reached.`,
      '/forecast',
    );
  }
  const latest = known.forecasts.at(-1);
  if (latest && claimedOn < latest.claimedOn) {
    throw conflict('earlier-forecast', `A later forecast, of ${latest.claimedOn}, is recorded already.`, {
      pointer: '/claimedOn',
      state: latest,
    });
  }
  if (latest?.claimedOn === claimedOn && latest.forecast === command.forecast && latest.claimedBy === claimedBy) {
    throw conflict('nothing-changes', `The forecast of ${claimedOn} says ${command.forecast} already.`, {
      state: latest,
    });
  }
  const data = { milestone, forecast: command.forecast, claimedBy, claimedOn, reason, recordedBy: actor };
  return { type: 'MilestoneForecastRecorded', data };
}

function reach(command: Of<'ReachMilestone'>): ProgrammeEvent {
  const { milestone, reachedOn, evidence, actor } = command;
  requirePast(reachedOn, command, '/reachedOn');
  requireText(evidence, '/evidence', 'The evidence');
  return { type: 'MilestoneReached', data: { milestone, reachedOn, evidence, recordedBy: actor } };
}

function drop({ milestone, reason, actor }: Of<'DropMilestone'>): ProgrammeEvent {
  requireText(reason, '/reason', 'The reason');
  return { type: 'MilestoneDropped', data: { milestone, reason, droppedBy: actor } };
}

/** Keys are anybody's words, and "constructor" is one. */
function milestoneOf(key: string, { milestones }: ProgrammeState): Milestone | undefined {
  return Object.hasOwn(milestones, key) ? milestones[key] : undefined;
}

function openMilestone(key: string, state: ProgrammeState): Milestone {
  const known = milestoneOf(key, state);
  if (!known) {
    throw notFound('unknown-milestone', `There is no milestone ${key.slice(0, 60)} in this programme.`, '/milestone');
  }
  if (known.reached) {
    throw conflict('milestone-reached', `${key} was reached on ${known.reached.reachedOn}.`, { state: known.reached });
  }
  if (known.dropped) throw conflict('milestone-dropped', `${key} was dropped.`, { state: known.dropped });
  return known;
}

function requirePast(day: DateText, { today }: { readonly today: DateText }, pointer: string): void {
  if (parseDate(day, pointer) > today) throw invalid('in-future', `${day} lies in the future.`, pointer);
}

export const programme: Decider<ProgrammeState, ProgrammeCommand, ProgrammeEvent> = {
  initialState: initialProgramme,
  decide: decideProgramme,
  evolve: evolveProgramme,
};
