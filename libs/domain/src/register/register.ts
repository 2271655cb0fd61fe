import type { Decider, Recorded } from '../decider';
import type { ActorId, EventId } from '../ids';
import type { DateText } from '../period';
import { conflict, invalid, notFound } from '../refusal';
import { earliestDay, isSurelyBefore, parseStatedDate } from '../stated-date';
import { requireKey, requireText, requireTextIfGiven } from '../text';
import type { PlannedPresentation, PresentedVersion, RiskRegisterEvent } from './events';
import { parseMatrix, parseRisks, type RiskMatrix } from './risk';

/** A version with the matrix that was in force when it was recorded. */
export interface RegisterVersion extends PresentedVersion {
  /** From 1. */
  readonly version: number;
  readonly matrix?: RiskMatrix;
  readonly eventId: EventId;
}

export interface RiskRegisterState {
  readonly register?: string;
  readonly name: string;
  readonly committee: string;
  readonly matrix?: RiskMatrix;
  /** By their numbers. */
  readonly versions: Readonly<Record<string, RegisterVersion>>;
  /** The presentation that comes next, while it has not taken place. */
  readonly planned?: PlannedPresentation & { readonly eventId: EventId };
}

export const initialRiskRegister: RiskRegisterState = { name: '', committee: '', versions: {} };

/** The register after one more event. */
export function evolveRiskRegister(state: RiskRegisterState, event: Recorded<RiskRegisterEvent>): RiskRegisterState {
  switch (event.type) {
    case 'RiskRegisterDefined': {
      const { register, name, committee } = event.data;
      return { ...state, register, name, committee };
    }
    case 'RiskMatrixSet':
      return { ...state, matrix: event.data.matrix };
    case 'RiskRegisterPresented': {
      const { version, committee, presentedOn, label, source, risks } = event.data;
      const presented = {
        version,
        committee,
        presentedOn,
        label,
        source,
        risks,
        matrix: state.matrix,
        eventId: event.id,
      };
      const { planned, ...rest } = state;
      const versions = { ...state.versions, [version]: presented };
      const isStillAhead = planned !== undefined && isSurelyBefore(presentedOn, planned.due);
      return { ...rest, versions, ...(isStillAhead ? { planned } : {}) };
    }
    case 'RiskRegisterPresentationPlanned': {
      const { committee, due, source } = event.data;
      return { ...state, planned: { committee, due, source, eventId: event.id } };
    }
  }
}

interface Command<Type extends string> {
  readonly type: Type;
  readonly actor: ActorId;
}

export type RiskRegisterCommand =
  | (Command<'DefineRiskRegister'> & { readonly register: string; readonly name: string; readonly committee: string })
  | (Command<'SetRiskMatrix'> & { readonly matrix: RiskMatrix; readonly reason: string })
  | (Command<'PresentRiskRegister'> & PresentedVersion & { /** In London. */ readonly today: DateText })
  | (Command<'PlanRiskRegisterPresentation'> & PlannedPresentation);

/** The events that follow from a command, or a `Refusal`. */
export function decideRiskRegister(command: RiskRegisterCommand, state: RiskRegisterState): RiskRegisterEvent[] {
  if (command.type === 'DefineRiskRegister') return [define(command, state)];
  if (state.register === undefined) {
    throw notFound('unknown-register', 'There is no such register. Define it first.', '/register');
  }
  switch (command.type) {
    case 'SetRiskMatrix':
      return [setMatrix(command, state)];
    case 'PresentRiskRegister':
      return [present(command, state)];
    case 'PlanRiskRegisterPresentation':
      return [plan(command, state)];
  }
}

type Of<Type extends RiskRegisterCommand['type']> = Extract<RiskRegisterCommand, { type: Type }>;

function define(command: Of<'DefineRiskRegister'>, state: RiskRegisterState): RiskRegisterEvent {
  const { register, name, committee, actor } = command;
  if (state.register !== undefined) {
    throw conflict('register-exists', `The register ${state.register} is defined already.`, { state });
  }
  requireKey(register, '/register', 'The key of a register');
  requireText(name, '/name', 'The name');
  requireText(committee, '/committee', 'The committee');
  return { type: 'RiskRegisterDefined', data: { register, name, committee, definedBy: actor } };
}

function setMatrix({ matrix, reason, actor }: Of<'SetRiskMatrix'>, state: RiskRegisterState): RiskRegisterEvent {
  parseMatrix(matrix);
  requireText(reason, '/reason', 'The reason');
  if (JSON.stringify(matrix) === JSON.stringify(state.matrix)) {
    throw conflict('nothing-changes', 'The register has this matrix already.', { state: state.matrix });
  }
  return { type: 'RiskMatrixSet', data: { matrix, reason, setBy: actor } };
}

function present(command: Of<'PresentRiskRegister'>, state: RiskRegisterState): RiskRegisterEvent {
  const { committee, presentedOn, label, source, risks, today, actor } = command;
  requirePresentation(command);
  requireTextIfGiven(label, '/label', 'The label');
  if (earliestDay(parseStatedDate(presentedOn, '/presentedOn')) > today) {
    throw invalid('in-future', `${presentedOn} lies in the future. Plan the presentation instead.`, '/presentedOn');
  }
  const latest = latestVersion(state);
  if (latest && isSurelyBefore(presentedOn, latest.presentedOn)) {
    throw conflict(
      'earlier-version',
      `Version ${latest.version} was presented later, in ${latest.presentedOn}. Record versions in their order.`,
      { pointer: '/presentedOn', state: latest },
    );
  }
  if (latest?.presentedOn === presentedOn && latest.committee === committee) {
    throw conflict('version-exists', `What was presented in ${presentedOn} is version ${latest.version} already.`, {
      pointer: '/presentedOn',
      state: latest,
    });
  }
  if (risks !== undefined) {
    if (!state.matrix) {
      throw conflict('no-matrix', 'The register has no matrix to score its risks. Set it first.', {
        pointer: '/risks',
      });
    }
    parseRisks(risks, state.matrix);
  }
  const version = (latest?.version ?? 0) + 1;
  const facts = { version, committee, presentedOn, label, source, risks, recordedBy: actor };
  return { type: 'RiskRegisterPresented', data: facts };
}

function plan(command: Of<'PlanRiskRegisterPresentation'>, state: RiskRegisterState): RiskRegisterEvent {
  const { committee, due, source, actor } = command;
  requirePresentation(command);
  parseStatedDate(due, '/due');
  const latest = latestVersion(state);
  if (latest && isSurelyBefore(due, latest.presentedOn)) {
    throw invalid('plan-in-past', `Version ${latest.version} was presented in ${latest.presentedOn}, later.`, '/due');
  }
  if (state.planned?.due === due && state.planned.committee === committee) {
    throw conflict('nothing-changes', `The presentation to ${committee} in ${due} is planned already.`);
  }
  return { type: 'RiskRegisterPresentationPlanned', data: { committee, due, source, plannedBy: actor } };
}

function requirePresentation({ committee, source }: Pick<PresentedVersion, 'committee' | 'source'>): void {
  requireText(committee, '/committee', 'The committee');
  requireText(source, '/source', 'The source');
}

/** The versions of a register, the first one first. */
export function versionsOf({ versions }: Pick<RiskRegisterState, 'versions'>): readonly RegisterVersion[] {
  return Object.values(versions).sort((a, b) => a.version - b.version);
}

/** The version that was presented last. */
export function latestVersion(state: Pick<RiskRegisterState, 'versions'>): RegisterVersion | undefined {
  return versionsOf(state).at(-1);
}

export const riskRegister: Decider<RiskRegisterState, RiskRegisterCommand, RiskRegisterEvent> = {
  initialState: initialRiskRegister,
  decide: decideRiskRegister,
  evolve: evolveRiskRegister,
};
