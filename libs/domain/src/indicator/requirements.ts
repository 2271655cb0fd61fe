import { ActorId } from '../ids';
import { DateText, Period, PeriodKey, comparePeriods, cycleOf, lastDay, parsePeriod } from '../period';
import { conflict, forbidden, invalid } from '../refusal';
import { CalendarEntry } from '../reporting-period';
import { requireList, requireText } from '../text';
import { ClosedContext, CommandContext } from './commands';
import { Justification, UnavailableReason } from './events';
import { DefinitionVersion, Figure, HeldFigure, IndicatorState, definitionFor } from './state';

const MOST_REFERENCES = 50;

/** A change of history says why, from where it came, and what shows it (domain section 2, "Change"). */
export function requireJustification(justification: Justification): void {
  requireText(justification.reason, '/reason', 'The reason');
  requireText(justification.cause, '/cause', 'The cause');
  requireEvidence(justification.evidence);
}

/** Checks references to documents, of which there must be one at least. */
export function requireEvidence(references: readonly string[]): void {
  if (references.length === 0) {
    throw invalid('missing-evidence', 'A change of history needs at least one reference to evidence.', '/evidence');
  }
  requireList(references, MOST_REFERENCES, '/evidence', 'references');
  references.forEach((reference, index) => requireText(reference, `/evidence/${index}`, 'The reference'));
}

/** Decisions are taken by somebody other than who is decided about, whatever roles the two share. */
export function requireAnotherPerson(command: CommandContext, supplier: ActorId, what: string): void {
  if (command.actor === supplier) {
    throw forbidden('own-submission', `${what} has to be decided by somebody other than the person who submitted it.`);
  }
}

/** The definition that holds in a period, for a command about it. */
export function requireInForce(
  state: IndicatorState,
  key: PeriodKey,
  pointer = '/period',
): { period: Period; version: DefinitionVersion } {
  const period = parsePeriod(key, pointer);
  const version = definitionFor(state, period);
  if (!version) {
    throw invalid('not-in-force', `${state.key ?? 'The indicator'} is not in force in ${key}.`, pointer);
  }
  return { period, version };
}

/** The value that stands for a period, which a change needs. */
export function requireHeld(state: IndicatorState, key: PeriodKey): Figure & { held: HeldFigure } {
  const figure = state.figures[key];
  if (!figure?.held) {
    throw conflict('no-figure', `${state.key ?? 'The indicator'} has no figure for ${key}. Submit one instead.`, {
      pointer: '/period',
      state: figure,
    });
  }
  return { ...figure, held: figure.held };
}

/** Nothing changes a figure while a decision about it is awaited; the refusal shows what came first. */
export function requireNothingPending(state: IndicatorState, key: PeriodKey): void {
  const pending = state.figures[key]?.pendingCorrection;
  if (pending) {
    throw conflict(
      'correction-pending',
      `A correction of ${key}, proposed by ${pending.proposedBy}, awaits a decision. Decide it first.`,
      { state: pending },
    );
  }
  const restatement = state.pendingRestatement;
  if (restatement?.restated.some((restated) => restated.period === key)) {
    throw conflict(
      'restatement-pending',
      `A restatement of ${key}, opened by ${restatement.openedBy}, awaits a decision. Decide it first.`,
      { state: restatement },
    );
  }
}

/**
 * Checks that the cycle that came with a command is that of its period: with another one a closed period could be changed.
 */
export function requireOwnCycle(cycle: CalendarEntry | undefined, period: Period): void {
  const own = cycleOf(period).key;
  if (cycle && cycle.period !== own) {
    throw conflict('other-cycle', `${period.key} belongs to the report cycle ${own}, not to ${cycle.period}.`, {
      pointer: '/period',
    });
  }
}

/**
 * A closed period takes corrections only, which one person proposes and another approves. A value that was reopened may
 * be submitted anew, and is no exception here: who reopens it could change it alone.
 */
export function requireNotClosed(
  cycle: CalendarEntry | undefined,
  key: PeriodKey,
  figure: Figure,
  advice: string,
): void {
  requireOwnCycle(cycle, parsePeriod(key));
  if (cycle?.state !== 'closed') return;
  throw conflict('period-closed', `${cycle.period} is closed. ${advice}`, { pointer: '/period', state: figure });
}

/**
 * What holds from a day on may not reach into closed periods in which the indicator is in force: it would change what
 * they show with nobody's consent. A period belongs to what holds on its last day, so the day after the closed periods
 * is the first that is free.
 */
export function requireClosedUntouched(
  state: IndicatorState,
  command: ClosedContext,
  day: DateText,
  pointer: string,
): void {
  const { closedUntil } = command;
  const first = state.definitions[0]?.definition.validFrom;
  if (closedUntil === undefined || first === undefined) return;
  const from = day < first ? first : day;
  if (from >= closedUntil || (state.retired !== undefined && state.retired.from <= from)) return;
  throw conflict(
    'periods-closed',
    `Periods before ${closedUntil} are closed and keep what they show: this may hold from ${closedUntil} on.`,
    { pointer },
  );
}

/**
 * Figures keep the definition under which they were given: nothing that says what an indicator measures, or whether it is
 * in force, may start within a period whose figure is held. Otherwise one person could turn a closed period's figure into
 * another, or make it vanish, without its ever having been corrected or withdrawn.
 */
export function requireNoFiguresFrom(state: IndicatorState, day: DateText, pointer: string): void {
  const held = Object.values(state.figures)
    .filter((figure) => figure.held !== undefined)
    .map((figure) => parsePeriod(figure.period))
    .filter((period) => lastDay(period) >= day)
    .sort(comparePeriods)
    .map((period) => period.key);
  if (held.length > 0) {
    throw conflict(
      'figures-held',
      `There are figures for ${held.slice(0, 12).join(', ')}. Choose a day after the last of these periods, or withdraw the figures first.`,
      { pointer, state: held },
    );
  }
}

/** A figure that was given is not late, nor not held: checks why it is to stand no longer. */
export function requireWithdrawable(unavailable: UnavailableReason, pointer: string): void {
  if (unavailable !== 'late' && unavailable !== 'not-held') return;
  throw invalid(
    'invalid-reason',
    'A figure that was given is withdrawn, withheld, suppressed or awaits validation.',
    pointer,
  );
}
