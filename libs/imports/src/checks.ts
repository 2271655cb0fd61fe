import { createHash } from 'node:crypto';
import {
  Refusal,
  definitionFor,
  initialIndicator,
  londonDate,
  parsePeriod,
  type IndicatorState,
  type PeriodKey,
} from '@outturn/domain';
import { v5 as uuidOf } from 'uuid';
import type { ImportRecord } from './import-store';
import { judge, refuseRepeated, type Surroundings } from './judge';
import { countRows, type ImportRow, type JudgedRow, type Judgement } from './judged-row';
import type { ImportParts } from './parts';
import { readFigure } from './read-figure';
import { readImportFile } from './read-file';
import { CellRefused, ambiguous } from './reading';
import { ImportStates, STREAMS_AT_ONCE, inGroups } from './states';
import type { Entry } from './tables';
import type { Uploader } from './uploader';

const IMPORTS = '0a0d8a0e-1ed0-5d5c-a0f4-6a8f0d6b7a52';
const INDICATOR_KEY = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const LONGEST_KEY = 80;

export interface Upload {
  readonly bytes: Buffer;
  /** Shown, and used for nothing else. */
  readonly fileName: string;
  /** Of figures whose table does not say it. */
  readonly period?: PeriodKey;
}

/** Says of every row of a file what accepting it would do. Records nothing in the ledger. */
export class ImportChecks {
  private readonly states: ImportStates;

  constructor(private readonly parts: ImportParts) {
    this.states = new ImportStates(parts.store);
  }

  /**
   * Checks an upload; the same file by the same person for the same period is the same import. When it comes again after
   * an acceptance, what was not recorded is looked at anew.
   *
   * @throws {FileRefused} when the file as a whole is not taken.
   */
  async check(upload: Upload, uploader: Uploader): Promise<ImportRecord> {
    const { bytes, fileName, period = null } = upload;
    const fileSha256 = createHash('sha256').update(bytes).digest('hex');
    const { actor } = uploader;
    const id = uuidOf(JSON.stringify([actor, fileSha256, period]), IMPORTS);
    const known = await this.parts.imports.find(id);
    if (known !== undefined && !isToBeJudged(known)) return known;
    const { entries, notes } = await readImportFile(bytes, upload.period);
    const position = await this.parts.store.headPosition();
    const rows = refuseRepeated(await this.judgeEntries(entries, uploader, position));
    if (known?.state === 'accepted') return this.parts.imports.renew(id, position, rows);
    const record = { id, uploadedBy: actor, fileName, fileSha256, period, state: 'checked' as const, position, notes };
    await this.parts.imports.save({ ...record, counts: countRows(rows) }, rows);
    // Another upload of the same may have been accepted meanwhile: what is kept holds.
    return (await this.parts.imports.find(id)) ?? Promise.reject(new Error(`The import ${id} was not kept.`));
  }

  /** Judges again what was judged before, on what has been recorded since; a row must still do what was shown. */
  async judgeAgain(rows: readonly JudgedRow[], uploader: Uploader, position: number): Promise<JudgedRow[]> {
    const [refused, taken] = [
      rows.filter((row) => row.verdict === 'refused'),
      rows.filter((row) => row.verdict !== 'refused'),
    ];
    const judged = await this.judgeAll(taken, uploader, position, (row, surroundings) => {
      const judgement = judgeRow(row, surroundings);
      return { ...row, ...(isAsShown(judgement, row) ? judgement : CHANGED) };
    });
    return [...refused, ...judged];
  }

  private async judgeEntries(entries: readonly Entry[], uploader: Uploader, position: number): Promise<JudgedRow[]> {
    const numbered = entries.map((entry, index) => ({
      entry,
      number: index + 1,
      indicator: entry.indicator,
      period: periodOf(entry),
    }));
    const judged = await this.judgeAll(numbered, uploader, position, ({ entry, number }, surroundings) =>
      judgeEntry(entry, number, surroundings),
    );
    return judged.sort((a, b) => a.number - b.number);
  }

  private async judgeAll<T extends { readonly indicator: string; readonly period: string | null }>(
    items: readonly T[],
    uploader: Uploader,
    position: number,
    judgeOne: (item: T, surroundings: Surroundings) => JudgedRow,
  ): Promise<JudgedRow[]> {
    const today = londonDate(this.parts.now?.() ?? new Date());
    const cycles = await this.states.cycles(items.flatMap(({ period }) => period ?? []));
    const judged: JudgedRow[] = [];
    for (const group of inGroups(items, ({ indicator }) => indicator, STREAMS_AT_ONCE)) {
      const known = [...group.keys()].filter((key) => INDICATOR_KEY.test(key) && key.length <= LONGEST_KEY);
      const states = await this.states.indicators(known, position);
      for (const [key, own] of group) {
        const state = states.get(key)?.state ?? initialIndicator;
        const surroundings = { uploader, today, state, cycleOf: cycles.entry };
        for (const item of own) judged.push(judgeOne(item, surroundings));
      }
    }
    return judged;
  }
}

/** Not while it is being accepted, nor when there is nothing left to accept. */
function isToBeJudged({ state, counts: { outcomes } }: ImportRecord): boolean {
  return state === 'checked' || (state === 'accepted' && outcomes['left-out'] + outcomes.refused > 0);
}

const CHANGED: Judgement = {
  verdict: 'refused',
  action: 'none',
  code: 'changed-since-check',
  reason: 'What is recorded of the figure has changed since the file was checked. Upload it again.',
};

/** The reason names the figure that is held and the one that is given. */
function isAsShown(now: Judgement, shown: Judgement): boolean {
  if (now.verdict === 'refused' || now.action === 'none') return true;
  return now.action === shown.action && now.reason === shown.reason;
}

function periodOf({ period }: Entry): PeriodKey | null {
  return 'period' in period ? period.period : null;
}

function judgeEntry(entry: Entry, number: number, surroundings: Surroundings): JudgedRow {
  const { sheet, row: sheetRow, column: sheetColumn, cell } = entry;
  const indicator = entry.indicator.slice(0, 200);
  const raw = cell === undefined ? null : cell.text;
  const place = { number, sheet, sheetRow, sheetColumn, indicator, period: periodOf(entry), raw };
  try {
    const row = { ...place, reading: readEntry(entry, surroundings.state) };
    return { ...row, ...judgeRow(row, surroundings) };
  } catch (error) {
    return { ...place, reading: null, ...unreadable(error) };
  }
}

/** @throws {CellRefused} or {Refusal} when it cannot be read. */
function readEntry(entry: Entry, state: IndicatorState) {
  if (entry.indicator === '') {
    throw new CellRefused(
      'missing-indicator',
      'The row names no indicator. Give its key, as the list of indicators has it.',
    );
  }
  if (state.key === undefined) {
    const shown = entry.indicator.slice(0, 60);
    throw new CellRefused(
      'unknown-indicator',
      `There is no indicator "${shown}". Look its key up in the list of indicators.`,
    );
  }
  if (entry.unclear !== undefined) throw ambiguous(entry.unclear);
  if (!('period' in entry.period)) throw new CellRefused('invalid-period', entry.period.reason);
  const { period } = entry.period;
  // The unit of a definition that is not in force in the period still tells how the cell is written; judging refuses it.
  const version = definitionFor(state, parsePeriod(period)) ?? state.definitions.at(-1);
  return readFigure(entry, version?.definition.unit ?? 'number');
}

function judgeRow(row: ImportRow, surroundings: Surroundings): Judgement {
  const { reading, period } = row;
  if (reading === null || period === null) throw new Error(`Row ${row.number} cannot be judged: it was not read.`);
  return judge({ ...row, reading, period }, surroundings);
}

function unreadable(error: unknown): Judgement {
  if (!(error instanceof CellRefused) && !(error instanceof Refusal)) throw error;
  return { verdict: 'refused', action: 'none', code: error.code, reason: error.message };
}
