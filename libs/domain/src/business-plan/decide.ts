import type { Decider } from '../decider';
import { parsePeriod, quartersOf, type DateText, type Period, type PeriodKey } from '../period';
import { conflict, forbidden, invalid, notFound } from '../refusal';
import { requireKey, requireText, requireTextIfGiven } from '../text';
import type { BusinessPlanCommand, ClosedUntilContext, QuarterCycleContext } from './commands';
import { ACTION_STATUSES, type BusinessPlanEvent, type StatedProgress } from './events';
import {
  actionOf,
  countsIn,
  evolveBusinessPlan,
  initialBusinessPlan,
  weWillOf,
  type BusinessPlanState,
  type PendingActionCorrection,
  type PlanAction,
} from './state';

/** The events that follow from a command, or a `Refusal`. */
export function decideBusinessPlan(command: BusinessPlanCommand, state: BusinessPlanState): BusinessPlanEvent[] {
  switch (command.type) {
    case 'AddWeWill':
      return [addWeWill(command, state)];
    case 'EndWeWill':
      return [endWeWill(command, state)];
    case 'AddAction':
      return [addAction(command, state)];
    case 'HandOverAction':
      return [handOver(command, state)];
    case 'EndAction':
      return [endAction(command, state)];
    case 'UpdateAction':
      return [update(command, state)];
    case 'CorrectActionUpdate':
      return [correct(command, state)];
    case 'ApproveActionCorrection':
      return [approve(command, state)];
    case 'RejectActionCorrection':
      return [reject(command, state)];
  }
}

type Of<Type extends BusinessPlanCommand['type']> = Extract<BusinessPlanCommand, { type: Type }>;

function addWeWill(command: Of<'AddWeWill'>, state: BusinessPlanState): BusinessPlanEvent {
  const { year, weWill, area, text, actor } = command;
  const fromQuarter = firstQuarter(command);
  requireKey(weWill, '/weWill', 'The key of a "we will"');
  requireKey(area, '/area', 'An area key');
  requireText(text, '/text', 'The text');
  const known = weWillOf(state, weWill);
  if (known) {
    throw conflict('we-will-exists', `The "we will" ${weWill} is in the plan of ${year} already.`, {
      pointer: '/weWill',
      state: known,
    });
  }
  return { type: 'WeWillAdded', data: { year, weWill, area, text, fromQuarter, addedBy: actor } };
}

function endWeWill(command: Of<'EndWeWill'>, state: BusinessPlanState): BusinessPlanEvent {
  const { weWill, lastQuarter, reason, actor } = command;
  const known = weWillOf(state, weWill);
  if (!known)
    throw notFound('unknown-we-will', `There is no "we will" ${weWill.slice(0, 60)} in this plan.`, '/weWill');
  requireEnd(command, known, state);
  return { type: 'WeWillEnded', data: { weWill, lastQuarter, reason, endedBy: actor } };
}

function addAction(command: Of<'AddAction'>, state: BusinessPlanState): BusinessPlanEvent {
  const { year, action, area, title, owner, weWill, actor } = command;
  const fromQuarter = firstQuarter(command);
  requireKey(action, '/action', 'The key of an action');
  requireKey(area, '/area', 'An area key');
  requireText(title, '/title', 'The title');
  requireText(owner, '/owner', 'The owner');
  if (weWill !== undefined && !weWillOf(state, weWill)) {
    throw invalid('unknown-we-will', `There is no "we will" ${weWill.slice(0, 60)} in the plan of ${year}.`, '/weWill');
  }
  const known = actionOf(state, action);
  if (known) {
    throw conflict('action-exists', `The action ${action} is in the plan of ${year} already.`, {
      pointer: '/action',
      state: known,
    });
  }
  return { type: 'ActionAdded', data: { year, action, area, title, owner, weWill, fromQuarter, addedBy: actor } };
}

function handOver({ action, owner, reason, actor }: Of<'HandOverAction'>, state: BusinessPlanState): BusinessPlanEvent {
  const known = knownAction(action, state);
  requireText(owner, '/owner', 'The owner');
  requireText(reason, '/reason', 'The reason');
  if (known.owner === owner) {
    throw conflict('nothing-changes', `${owner} owns ${action} already.`, { pointer: '/owner' });
  }
  return { type: 'ActionHandedOver', data: { action, owner, reason, handedOverBy: actor } };
}

function endAction(command: Of<'EndAction'>, state: BusinessPlanState): BusinessPlanEvent {
  const { action, lastQuarter, reason, actor } = command;
  const known = knownAction(action, state);
  requireEnd(command, known, state);
  const later = Object.keys(known.updates).find((quarter) => quarter > lastQuarter);
  if (later !== undefined) {
    throw conflict('updated-later', `${action} has an update in ${later}, so it cannot have ended in ${lastQuarter}.`, {
      pointer: '/lastQuarter',
    });
  }
  return { type: 'ActionEnded', data: { action, lastQuarter, reason, endedBy: actor } };
}

function update(command: Of<'UpdateAction'>, state: BusinessPlanState): BusinessPlanEvent {
  const { action, quarter, status, commentary, actor } = command;
  const known = knownAction(action, state);
  requireProgress(command);
  requireCounted(known, quarter, state);
  const cycle = openedCycle(command);
  if (cycle.state === 'closed') {
    throw conflict('period-closed', `${quarter} is closed and takes no update. Update the action in an open quarter.`, {
      pointer: '/quarter',
    });
  }
  if (known.updates[quarter]) {
    throw conflict('already-updated', `${action} has its update for ${quarter}. Correct it, with a reason.`, {
      pointer: '/quarter',
      state: known.updates[quarter],
    });
  }
  return { type: 'ActionUpdated', data: { action, quarter, status, commentary, updatedBy: actor } };
}

/** Takes effect at once while the quarter is open; afterwards somebody else has to agree. */
function correct(command: Of<'CorrectActionUpdate'>, state: BusinessPlanState): BusinessPlanEvent {
  const { action, quarter, status, commentary, reason, actor } = command;
  const known = knownAction(action, state);
  requireProgress(command);
  requireText(reason, '/reason', 'The reason');
  const cycle = openedCycle(command);
  const current = known.updates[quarter];
  if (!current) {
    throw conflict('not-updated', `${action} has no update for ${quarter} that could be corrected.`, {
      pointer: '/quarter',
    });
  }
  if (current.status === status && current.commentary === commentary) {
    throw conflict('nothing-changes', `The update of ${action} for ${quarter} says this already.`, { state: current });
  }
  if (known.pendingCorrection) {
    throw conflict('correction-pending', `A correction of ${action} awaits a decision. Decide on it first.`, {
      state: known.pendingCorrection,
    });
  }
  const said = { action, quarter, status, commentary, reason };
  return cycle.state === 'open'
    ? { type: 'ActionUpdateCorrected', data: { ...said, correctedBy: actor } }
    : { type: 'ActionCorrectionProposed', data: { ...said, proposedBy: actor } };
}

function approve(command: Of<'ApproveActionCorrection'>, state: BusinessPlanState): BusinessPlanEvent {
  const { action, correctionId, note, actor } = command;
  requirePending(command, state);
  requireTextIfGiven(note, '/note', 'The note');
  return { type: 'ActionCorrectionApproved', data: { action, correctionId, note, approvedBy: actor } };
}

function reject(command: Of<'RejectActionCorrection'>, state: BusinessPlanState): BusinessPlanEvent {
  const { action, correctionId, reason, actor } = command;
  requirePending(command, state);
  requireText(reason, '/reason', 'The reason');
  return { type: 'ActionCorrectionRejected', data: { action, correctionId, reason, rejectedBy: actor } };
}

function knownAction(action: string, state: BusinessPlanState): PlanAction {
  const known = actionOf(state, action);
  if (known) return known;
  throw notFound('unknown-action', `There is no action ${action.slice(0, 60)} in this plan.`, '/action');
}

/** The correction that a decision names, which somebody else has proposed. */
function requirePending(
  { action, correctionId, actor }: Of<'ApproveActionCorrection' | 'RejectActionCorrection'>,
  state: BusinessPlanState,
): PendingActionCorrection {
  const pending = knownAction(action, state).pendingCorrection;
  if (pending?.correctionId !== correctionId) {
    throw conflict('no-pending-correction', `No correction ${correctionId} of ${action} awaits a decision.`, {
      state: pending,
    });
  }
  if (pending.proposedBy === actor) {
    throw forbidden('own-submission', 'Somebody else has to decide on a correction than who proposed it.');
  }
  return pending;
}

function requireProgress({ status, commentary }: StatedProgress): void {
  if (!ACTION_STATUSES.includes(status)) {
    throw invalid('invalid-status', `An action is ${ACTION_STATUSES.join(', ')}.`, '/status');
  }
  requireText(commentary, '/commentary', 'The commentary');
}

function openedCycle({ quarter, cycle }: QuarterCycleContext) {
  if (cycle?.period === quarter) return cycle;
  throw conflict('period-not-open', `${quarter} has not been opened yet, so it takes no update.`, {
    pointer: '/quarter',
  });
}

function firstQuarter({ year, fromQuarter, closedUntil }: Of<'AddWeWill' | 'AddAction'>): PeriodKey {
  const period = parsePeriod(year, '/year');
  if (period.kind !== 'year') {
    throw invalid('not-a-year', `A business plan is that of a financial year (2023-24), not of ${year}.`, '/year');
  }
  const quarter = quarterIn(period, fromQuarter ?? `${year}-Q1`, '/fromQuarter');
  requireNotClosed(quarter.start, { closedUntil }, '/fromQuarter');
  return quarter.key;
}

function requireEnd(
  command: { readonly lastQuarter: PeriodKey; readonly reason: string } & ClosedUntilContext,
  known: Pick<PlanAction, 'fromQuarter' | 'ended'>,
  state: BusinessPlanState,
): void {
  const { lastQuarter, reason } = command;
  requireText(reason, '/reason', 'The reason');
  const quarter = quarterIn(parsePeriod(state.year ?? lastQuarter, '/lastQuarter'), lastQuarter, '/lastQuarter');
  if (known.ended) {
    throw conflict('already-ended', `It has ended with ${known.ended.lastQuarter} already.`, { state: known.ended });
  }
  if (lastQuarter < known.fromQuarter) {
    throw invalid('ends-before-start', `It counts from ${known.fromQuarter}, so it cannot end before.`, '/lastQuarter');
  }
  requireNotClosed(quarter.end, command, '/lastQuarter');
}

function requireCounted(action: PlanAction, quarter: PeriodKey, state: BusinessPlanState): void {
  if (state.year !== undefined) quarterIn(parsePeriod(state.year), quarter, '/quarter');
  if (countsIn(action, quarter)) return;
  throw conflict('not-in-plan', `${action.action} is not in the plan in ${quarter}.`, { pointer: '/quarter' });
}

function quarterIn(year: Period, key: PeriodKey, pointer: string): Period {
  const quarter = quartersOf(year).find((candidate) => candidate.key === key);
  if (quarter) return quarter;
  throw invalid('other-year', `${key.slice(0, 40)} is no quarter of ${year.key}.`, pointer);
}

/** How many actions a closed quarter shows is settled. */
function requireNotClosed(day: DateText, { closedUntil }: ClosedUntilContext, pointer: string): void {
  if (closedUntil === undefined || day >= closedUntil) return;
  throw conflict(
    'period-closed',
    `What was before ${closedUntil} is closed, and this would change what it counts. Name a later quarter.`,
    { pointer },
  );
}

export const businessPlan: Decider<BusinessPlanState, BusinessPlanCommand, BusinessPlanEvent> = {
  initialState: initialBusinessPlan,
  decide: decideBusinessPlan,
  evolve: evolveBusinessPlan,
};
