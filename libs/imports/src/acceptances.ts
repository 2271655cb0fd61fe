import { Refusal, indicatorStream, londonDate, type Justification } from '@outturn/domain';
import { commandEventId, handle, hasMoved, type EventMetadata, type StateCache } from '@outturn/event-store';
import { eventTypes } from '@outturn/read-models';
import { v5 as uuidOf } from 'uuid';
import { ImportChecks } from './checks';
import type { ImportRecord } from './import-store';
import { inFlight } from './in-flight';
import { commandFor, refusedBecause } from './judge';
import type { JudgedRow, Outcome, RowOutcome, StoredRow } from './judged-row';
import { MOST_ROWS } from './limits';
import type { ImportParts } from './parts';
import { ImportStates, STREAMS_AT_ONCE, inGroups, type Cycles } from './states';
import { withinAreas, type Uploader } from './uploader';

const COMMANDS = '5c9c1d0c-6d0a-5c36-8f1b-2f1f9a0f5b1d';
const ATTEMPTS = 8;
/** So many indicators are written to at once: their appends share the commits of the ledger. */
const STREAMS_IN_FLIGHT = 64;
const MOST_SHOWN = 20;

/** What an uploader decides about a checked file. */
export interface Acceptance {
  readonly rows: 'all' | 'good';
  /** Why another value than the one that is held is right; corrections are left out without. */
  readonly corrections?: { readonly reason: string; readonly cause: string };
}

/** What whoever waits for an acceptance hears and may say while it runs. */
export interface Attendance {
  /** Stops it between two portions; what was recorded stays, and a repeat goes on from there. */
  readonly signal?: AbortSignal;
  /** How many of the rows that were open are done. */
  readonly report?: (done: number, total: number) => void;
}

/** Carries out the ordinary commands that the rows of a checked file stand for, as who uploaded it. */
export class ImportAcceptances {
  private readonly states: ImportStates;
  private readonly checks: ImportChecks;

  constructor(private readonly parts: ImportParts) {
    this.states = new ImportStates(parts.store);
    this.checks = new ImportChecks(parts);
  }

  /**
   * Accepts a checked file. A repeat goes on where an earlier one ended: the ids of the commands follow from the import
   * and the row, so that nothing is recorded twice.
   *
   * @throws {Refusal} when a row is refused and all were to be accepted, or a correction lacks its reason; nothing is
   *   recorded then, and what an earlier acceptance has recorded stays so.
   */
  async accept(
    record: ImportRecord,
    acceptance: Acceptance,
    uploader: Uploader,
    attendance: Attendance = {},
  ): Promise<ImportRecord> {
    const { imports, store } = this.parts;
    const { id, state } = record;
    const unsettled = await this.unsettledRows(id);
    const done = state === 'checked' ? [] : await this.findRecorded(id, unsettled);
    const settled = new Set(done.map(({ number }) => number));
    const open = unsettled.filter(({ number }) => !settled.has(number));
    await imports.saveOutcomes(id, done);
    const rows = await this.checks.judgeAgain(open, uploader, await store.headPosition());
    if (acceptance.rows === 'all') refuseUnlessAll(rows, acceptance, state);
    await imports.begin(id);
    await this.carryOutAll(rows, { id, acceptance, uploader }, attendance);
    return imports.finish(id);
  }

  /**
   * Looks, before long work is begun, whether the verdicts that are known already stand in its way.
   *
   * @throws {Refusal} see `accept`.
   */
  async refuseInVain({ id, state }: ImportRecord, acceptance: Acceptance): Promise<void> {
    if (acceptance.rows === 'all') refuseUnlessAll(await this.unsettledRows(id), acceptance, state);
  }

  private async unsettledRows(id: string): Promise<StoredRow[]> {
    const rows = await this.parts.imports.rows(id, { after: 0, limit: MOST_ROWS });
    return rows.filter(({ outcome }) => !isSettled(outcome));
  }

  /** What an acceptance that was interrupted has recorded and not noted. */
  private async findRecorded(id: string, rows: readonly StoredRow[]): Promise<RowOutcome[]> {
    const outcomes: RowOutcome[] = [];
    await inFlight(rows, STREAMS_IN_FLIGHT, async (row) => {
      const event = await this.parts.store.findEvent(commandEventId(commandIdOf(id, row), 0));
      if (event !== undefined) outcomes.push({ number: row.number, outcome: 'recorded', eventId: event.id });
    });
    return outcomes;
  }

  private async carryOutAll(
    rows: readonly JudgedRow[],
    request: Request,
    { signal, report }: Attendance,
  ): Promise<void> {
    let done = 0;
    for (const group of inGroups(rows, ({ indicator }) => indicator, STREAMS_AT_ONCE)) {
      signal?.throwIfAborted();
      const outcomes = await this.carryOutGroup([...group.values()], request);
      await this.parts.imports.saveOutcomes(request.id, outcomes);
      done += outcomes.length;
      report?.(done, rows.length);
    }
  }

  /** @param streams the rows of each of some indicators */
  private async carryOutGroup(streams: readonly (readonly JudgedRow[])[], request: Request): Promise<RowOutcome[]> {
    const { acceptance } = request;
    const chosen = streams.flat().filter((row) => isChosen(row, acceptance));
    const position = await this.parts.store.headPosition();
    const states = await this.states.indicators([...new Set(chosen.map(({ indicator }) => indicator))], position);
    const cycles = await this.states.cycles(chosen.flatMap(({ period }) => period ?? []));
    const today = londonDate(this.parts.now?.() ?? new Date());
    const work: Work = { ...request, today, cycles, cache: this.states.cacheOf(states) };
    const outcomes: RowOutcome[] = [];
    await inFlight(streams, STREAMS_IN_FLIGHT, async (rows) => {
      // One after the other: they are decided on the same stream.
      for (const row of rows) outcomes.push(await this.outcomeOf(row, work));
    });
    return outcomes;
  }

  private async outcomeOf(row: JudgedRow, work: Work): Promise<RowOutcome> {
    const { number, verdict, action, reason } = row;
    if (verdict === 'refused') return { number, outcome: 'left-out', reason };
    if (action === 'none') return { number, outcome: 'nothing-to-record' };
    if (!isChosen(row, work.acceptance)) {
      return { number, outcome: 'left-out', reason: 'A correction needs a reason and a cause.' };
    }
    try {
      return { number, outcome: 'recorded', eventId: await this.carryOut(row, work) };
    } catch (error) {
      return { number, outcome: 'refused', reason: refusedBecause(error).reason };
    }
  }

  /** Carries out the command of a row, made anew when the report cycle has moved meanwhile; gives the id of its event. */
  private async carryOut(row: JudgedRow, work: Work): Promise<string | undefined> {
    const { action, reading, period } = row;
    if (action === 'none' || reading === null || period === null) return undefined;
    const { uploader, today, cycles, cache } = work;
    const commandId = commandIdOf(work.id, row);
    const started = performance.now();
    for (let attempt = 1; ; attempt += 1) {
      const guard = cycles.guard(period);
      try {
        const { events, eventIds } = await handle({
          store: this.parts.store,
          decider: withinAreas(uploader, today),
          eventTypes,
          streamId: indicatorStream(row.indicator),
          command: commandFor(
            action,
            reading,
            period,
            { uploader, today, cycleOf: cycles.entry },
            groundsOf(row, work),
          ),
          commandId,
          guard,
          metadata: metadataOf(row, commandId, work),
          states: cache,
        });
        this.parts.onRecorded?.(events, (performance.now() - started) / 1000);
        return eventIds[0];
      } catch (error) {
        if (attempt === ATTEMPTS || !hasMoved(guard, error)) throw error;
        await cycles.look(period);
      }
    }
  }
}

interface Request {
  readonly id: string;
  readonly acceptance: Acceptance;
  readonly uploader: Uploader;
}

interface Work extends Request {
  readonly today: string;
  readonly cycles: Cycles;
  readonly cache: StateCache;
}

/** What is recorded, or need not be, stays so; what was left out or refused may be accepted later. */
function isSettled(outcome: Outcome | null): boolean {
  return outcome === 'recorded' || outcome === 'nothing-to-record';
}

function isChosen({ verdict, action }: JudgedRow, { corrections }: Acceptance): boolean {
  return verdict !== 'refused' && action !== 'none' && (action !== 'correct' || corrections !== undefined);
}

function refuseUnlessAll(rows: readonly JudgedRow[], { corrections }: Acceptance, state: ImportRecord['state']): void {
  // An acceptance that went before, and was interrupted or took the good rows alone, may have recorded some.
  const effect =
    state === 'checked' ? 'Nothing was recorded' : 'Nothing more was recorded, and what was recorded before stays';
  const refused = rows.filter(({ verdict }) => verdict === 'refused');
  if (refused.length > 0) {
    throw new Refusal({
      kind: 'conflict',
      code: 'rows-refused',
      message: `${refused.length} rows are refused, so not all can be accepted. ${effect}: correct the file, or accept the good rows with {"rows": "good"}.`,
      state: { rows: refused.slice(0, MOST_SHOWN).map(placeOf) },
    });
  }
  const toCorrect = rows.filter(({ action }) => action === 'correct');
  if (toCorrect.length === 0 || corrections !== undefined) return;
  throw new Refusal({
    kind: 'conflict',
    code: 'corrections-need-a-reason',
    message: `${toCorrect.length} rows give another value than the one that is held. ${effect}: give "corrections" with a reason and a cause, or accept the other rows with {"rows": "good"}.`,
    pointer: '/corrections',
    state: { rows: toCorrect.slice(0, MOST_SHOWN).map(placeOf) },
  });
}

function placeOf({ number, sheet, sheetRow, indicator, period, code, reason }: JudgedRow) {
  return { number, sheet, row: sheetRow, indicator, period, code, reason };
}

function commandIdOf(id: string, { number, action }: JudgedRow): string {
  return uuidOf(`${id} ${number} ${action}`, COMMANDS);
}

/** Of a correction: why, and the place in the file that shows it. */
function groundsOf({ sheet, sheetRow }: JudgedRow, { id, acceptance: { corrections } }: Work): Justification {
  const { reason = '', cause = '' } = corrections ?? {};
  return { reason, cause, evidence: [`import ${id}, sheet "${sheet}", row ${sheetRow}`] };
}

/** The correlation names the import and the place of the figure in it, which tells sheet, row and raw text. */
function metadataOf({ number }: JudgedRow, commandId: string, { id, uploader }: Work): EventMetadata {
  const { actor, role } = uploader;
  return { actor, role, correlationId: `import-${id}.${number}`, causationId: commandId };
}
