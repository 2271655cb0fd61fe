import {
  Refusal,
  definitionFor,
  dueness,
  parsePeriod,
  saysTheSame,
  type CalendarEntry,
  type DefinitionVersion,
  type HeldFigure,
  type IndicatorCommand,
  type IndicatorState,
  type Justification,
  type Period,
  type SuppliedValue,
} from '@outturn/domain';
import type { ImportRow, JudgedRow, Judgement } from './judged-row';
import type { Reading } from './reading';
import { withinAreas, type Uploader } from './uploader';

/** What the verdict about a row is made from. */
export interface Surroundings {
  readonly uploader: Uploader;
  readonly today: string;
  readonly state: IndicatorState;
  /** The report cycle of a period, as it stands. */
  readonly cycleOf: (period: string) => CalendarEntry | undefined;
}

/** Stands for what only the acceptance gives, to see whether a correction would be taken. */
const NOT_GIVEN_YET: Justification = { reason: 'import', cause: 'import', evidence: ['import'] };

/** Why a row is not taken, from whatever refused it. Anything else than a refusal is thrown on. */
export function refusedBecause(error: unknown): Judgement {
  if (!(error instanceof Refusal)) throw error;
  return { verdict: 'refused', action: 'none', code: error.code, reason: error.message };
}

/** The verdict about a row that could be read, by the very decision that its command will meet. Records nothing. */
export function judge(
  row: ImportRow & { readonly reading: Reading; readonly period: string },
  known: Surroundings,
): Judgement {
  try {
    return judgeReading(row.reading, row.period, known);
  } catch (error) {
    return refusedBecause(error);
  }
}

function judgeReading(reading: Reading, key: string, known: Surroundings): Judgement {
  const { state } = known;
  const period = parsePeriod(key);
  const version = definitionFor(state, period);
  switch (reading.kind) {
    case 'blank':
      return nothing('blank', 'The cell is blank: it says nothing, and nothing is recorded.');
    case 'rolled-up':
      return nothing('rolled-up', 'The figure was worked out here from others: nothing is recorded.');
    case 'not-due':
    case 'not-applicable':
      return judgeAbsence(reading.kind, period, version, state);
    case 'no-data':
      return tried(
        'declare-unavailable',
        reading,
        key,
        known,
        'It would be recorded that there is no figure, and why.',
      );
    case 'value': {
      const held = state.figures[key]?.held;
      if (held !== undefined) return judgeBesideHeld(reading, held, key, known);
      const action = actionFor(period, version);
      return tried(action, reading, key, known, `The figure would be recorded: ${reading.value.value}.`);
    }
  }
}

function actionFor(period: Period, version: DefinitionVersion | undefined) {
  return period.kind === 'year' && version?.definition.frequency !== 'annual' ? 'submit-annual-return' : 'submit';
}

function judgeAbsence(
  kind: 'not-due' | 'not-applicable',
  period: Period,
  version: DefinitionVersion | undefined,
  { key = '', figures }: IndicatorState,
): Judgement {
  const due = version === undefined ? 'not-in-force' : dueness(version.definition, period);
  const held = figures[period.key]?.held !== undefined;
  if (!held && (due !== 'due' || version === undefined)) {
    return nothing(kind, `No figure is due for ${period.key}, as the cell says: nothing is recorded.`);
  }
  const words = kind === 'not-due' ? 'not due' : 'not applicable';
  return refused(
    `${kind}-but-due`,
    `The cell says "${words}", and ${key} ${held ? 'has a figure' : 'is due'} for ${period.key}. Write the figure, or "no data" and why.`,
  );
}

/** The same is no news, another final figure takes a provisional one's place, anything else is a correction. */
function judgeBesideHeld(
  reading: Extract<Reading, { kind: 'value' }>,
  held: HeldFigure,
  key: string,
  known: Surroundings,
): Judgement {
  const isSame = saysTheSame(comparable(reading.value, reading.value), comparable(held.supplied, reading.value));
  const settles = held.maturity === 'provisional' && !reading.provisional;
  if (isSame && !settles)
    return nothing('already-held', `The figure is ${held.supplied.value} already: nothing is recorded.`);
  if (held.maturity === 'provisional') {
    const action = held.source === 'annual-return' ? 'submit-annual-return' : 'submit';
    return tried(action, reading, key, known, `It would take the place of the provisional ${held.supplied.value}.`);
  }
  const text = `${held.supplied.value} is held and ${reading.value.value} is given: it would become the proposal of a correction, which needs a reason and a cause at the acceptance.`;
  const judged = tried('correct', reading, key, known, text);
  return judged.verdict === 'refused' ? judged : { ...judged, verdict: 'warned', code: 'correction' };
}

/** Notes, forecasts and letters of status do not make another figure, nor does what the file leaves out. */
function comparable(supplied: SuppliedValue, given: SuppliedValue): SuppliedValue {
  const { value, unit, qualifier } = supplied;
  return {
    value,
    unit,
    numerator: given.numerator && supplied.numerator,
    denominator: given.denominator && supplied.denominator,
    weight: given.weight && supplied.weight,
    qualifier,
    observationStatus: ['A'],
  };
}

function tried(
  action: Exclude<Judgement['action'], 'none'>,
  reading: Reading,
  period: string,
  known: Surroundings,
  text: string,
): Judgement {
  const command = commandFor(action, reading, period, known, NOT_GIVEN_YET);
  try {
    withinAreas(known.uploader, known.today).decide(command, known.state);
  } catch (error) {
    const judged = refusedBecause(error);
    return judged.code === 'nothing-changes' ? nothing('already-held', judged.reason) : judged;
  }
  const { warnings } = reading;
  return {
    verdict: warnings.length > 0 ? 'warned' : 'accepted',
    action,
    code: warnings.length > 0 ? 'look-at-it' : 'ready',
    reason: [...warnings, text].join(' '),
  };
}

/** The ordinary command that a row stands for. */
export function commandFor(
  action: Exclude<Judgement['action'], 'none'>,
  reading: Reading,
  period: string,
  { uploader, today, cycleOf }: Omit<Surroundings, 'state'>,
  justification: Justification,
): IndicatorCommand {
  const stamp = { actor: uploader.actor, today, cycle: cycleOf(period), period };
  if (reading.kind === 'no-data') {
    return { type: 'DeclareUnavailable', ...stamp, reason: reading.reason, note: reading.note };
  }
  if (reading.kind !== 'value') throw new Error(`A row that says ${reading.kind} stands for no command.`);
  const { value, provisional } = reading;
  if (action === 'correct') {
    return { type: 'ProposeCorrection', ...stamp, change: { subject: 'value', to: value }, justification };
  }
  return { type: action === 'submit' ? 'SubmitOutturn' : 'SubmitAnnualReturn', ...stamp, value, provisional };
}

const nothing = (code: string, reason: string): Judgement => ({ verdict: 'accepted', action: 'none', code, reason });
const refused = (code: string, reason: string): Judgement => ({ verdict: 'refused', action: 'none', code, reason });

/** Of rows that say something about the same figure none is taken: which of them is meant, nobody can know. */
export function refuseRepeated(rows: readonly JudgedRow[]): readonly JudgedRow[] {
  const byFigure = new Map<string, JudgedRow[]>();
  for (const row of rows) {
    if (row.period === null || row.raw === null) continue;
    const figure = `${row.indicator} ${row.period}`;
    const known = byFigure.get(figure);
    if (known === undefined) byFigure.set(figure, [row]);
    else known.push(row);
  }
  return rows.map((row) => {
    const all = row.raw === null ? [] : (byFigure.get(`${row.indicator} ${row.period ?? ''}`) ?? []);
    if (all.length < 2) return row;
    const places = all.slice(0, 5).map(({ sheet, sheetRow }) => `"${sheet}" ${sheetRow}`);
    return {
      ...row,
      ...refused('repeated', `The figure is given more than once, in rows ${places.join(', ')}. Keep one.`),
    };
  });
}
