import type { Recorded } from '../decider';
import type { ActorId, EventId } from '../ids';
import type { PeriodKey } from '../period';
import type { BusinessPlanEvent, StatedProgress } from './events';

/** From which quarter to which something counts. */
interface Counted {
  readonly fromQuarter: PeriodKey;
  /** The last quarter in which it counts, and why it ended. */
  readonly ended?: { readonly lastQuarter: PeriodKey; readonly reason: string };
}

/** A statement of the corporate plan: "we will …". */
export interface WeWill extends Counted {
  readonly weWill: string;
  readonly area: string;
  readonly text: string;
}

/** The update of an action in a quarter, as it stands. */
export interface ActionUpdate extends StatedProgress {
  /** The event that said it. */
  readonly eventId: EventId;
  readonly by: ActorId;
  /** Why it is another than first given. */
  readonly corrected?: { readonly reason: string };
}

export interface PendingActionCorrection extends StatedProgress {
  readonly correctionId: EventId;
  readonly quarter: PeriodKey;
  readonly reason: string;
  readonly proposedBy: ActorId;
}

/** An action of a directorate's business plan. */
export interface PlanAction extends Counted {
  readonly action: string;
  readonly area: string;
  readonly title: string;
  readonly owner: string;
  readonly weWill?: string;
  readonly updates: Readonly<Record<PeriodKey, ActionUpdate>>;
  /** One at a time. */
  readonly pendingCorrection?: PendingActionCorrection;
}

export interface BusinessPlanState {
  readonly year?: PeriodKey;
  readonly weWills: Readonly<Record<string, WeWill>>;
  readonly actions: Readonly<Record<string, PlanAction>>;
}

export const initialBusinessPlan: BusinessPlanState = { weWills: {}, actions: {} };

/** The plan after one more event; what the event does not touch stays the same object. */
export function evolveBusinessPlan(state: BusinessPlanState, event: Recorded<BusinessPlanEvent>): BusinessPlanState {
  if (event.type === 'WeWillAdded') {
    const { year, weWill, area, text, fromQuarter } = event.data;
    return { ...state, year, weWills: { ...state.weWills, [weWill]: { weWill, area, text, fromQuarter } } };
  }
  if (event.type === 'WeWillEnded') {
    const { weWill, lastQuarter, reason } = event.data;
    const known = state.weWills[weWill];
    if (!known) return state;
    return { ...state, weWills: { ...state.weWills, [weWill]: { ...known, ended: { lastQuarter, reason } } } };
  }
  if (event.type === 'ActionAdded') {
    const { year, action, area, title, owner, weWill, fromQuarter } = event.data;
    const added: PlanAction = { action, area, title, owner, weWill, fromQuarter, updates: {} };
    return { ...state, year, actions: { ...state.actions, [action]: added } };
  }
  const known = state.actions[event.data.action];
  if (!known) return state;
  return { ...state, actions: { ...state.actions, [known.action]: evolveAction(known, event) } };
}

type ActionEvent = Exclude<Recorded<BusinessPlanEvent>, { type: 'WeWillAdded' | 'WeWillEnded' | 'ActionAdded' }>;

function evolveAction(action: PlanAction, event: ActionEvent): PlanAction {
  switch (event.type) {
    case 'ActionHandedOver':
      return { ...action, owner: event.data.owner };
    case 'ActionEnded': {
      const { lastQuarter, reason } = event.data;
      return { ...action, ended: { lastQuarter, reason } };
    }
    case 'ActionUpdated': {
      const { quarter, status, commentary, updatedBy } = event.data;
      return withUpdate(action, quarter, { status, commentary, eventId: event.id, by: updatedBy });
    }
    case 'ActionUpdateCorrected': {
      const { quarter, status, commentary, reason, correctedBy } = event.data;
      return withUpdate(action, quarter, {
        status,
        commentary,
        eventId: event.id,
        by: correctedBy,
        corrected: { reason },
      });
    }
    case 'ActionCorrectionProposed': {
      const { quarter, status, commentary, reason, proposedBy } = event.data;
      const pendingCorrection = { correctionId: event.id, quarter, status, commentary, reason, proposedBy };
      return { ...action, pendingCorrection };
    }
    case 'ActionCorrectionApproved': {
      if (!action.pendingCorrection) return action;
      const rest = { ...action, pendingCorrection: undefined };
      const { quarter, status, commentary, reason, proposedBy, correctionId: eventId } = action.pendingCorrection;
      return withUpdate(rest, quarter, { status, commentary, eventId, by: proposedBy, corrected: { reason } });
    }
    case 'ActionCorrectionRejected':
      return { ...action, pendingCorrection: undefined };
  }
}

function withUpdate(action: PlanAction, quarter: PeriodKey, update: ActionUpdate): PlanAction {
  return { ...action, updates: { ...action.updates, [quarter]: update } };
}

/** Whether something counts in a quarter. Names of the quarters of one year are in the order of the calendar. */
export function countsIn({ fromQuarter, ended }: Counted, quarter: PeriodKey): boolean {
  return fromQuarter <= quarter && (ended === undefined || quarter <= ended.lastQuarter);
}

/** An action of a plan by its key. */
export function actionOf({ actions }: BusinessPlanState, action: string): PlanAction | undefined {
  return itemOf(actions, action);
}

/** A 'we will' of a plan by its key. */
export function weWillOf({ weWills }: BusinessPlanState, weWill: string): WeWill | undefined {
  return itemOf(weWills, weWill);
}

/** Keys are anybody's words, and "constructor" is one. */
function itemOf<Item>(items: Readonly<Record<string, Item>>, key: string): Item | undefined {
  return Object.hasOwn(items, key) ? items[key] : undefined;
}
