import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { FILE_LIMIT_BYTES } from '@outturn/imports';
import { hasEnded, type Job } from '@outturn/jobs';
import { Command, InvalidArgumentError, Option } from 'commander';
import { complain, say } from './output';
import { progressDisplay } from './progress';

interface ImportOptions {
  readonly period?: string;
  readonly accept?: 'all' | 'good';
  readonly reason?: string;
  readonly cause?: string;
  readonly json?: true;
  readonly api: string;
}

/** What of the answers of the API is shown. */
interface CheckedFile {
  readonly id: string;
  readonly state: string;
  readonly notes: readonly string[];
  readonly counts: Readonly<Record<string, number>>;
}

interface CheckedRow {
  readonly sheet: string;
  readonly row: number;
  readonly column: string;
  readonly indicator: string;
  readonly period: string | null;
  readonly raw: string | null;
  readonly verdict: string;
  readonly reason: string;
  readonly outcome: string | null;
  readonly outcomeReason: string | null;
}

const TOKEN_VARIABLE = 'OUTTURN_TOKEN';
const POLL_MS = 500;

/** `import <file>`: has the server check a spreadsheet as whose token it is, and carry out what is accepted. */
export function importCommand(): Command {
  const command = new Command('import');
  return command
    .description('check a spreadsheet of figures (CSV or XLSX), and record what is accepted')
    .argument('<file>', 'the spreadsheet')
    .option('--period <period>', 'the period of figures whose table does not say it, such as 2024-25-Q1')
    .addOption(new Option('--accept <rows>', 'record all rows, or those that are not refused').choices(['all', 'good']))
    .option('--reason <text>', 'why other values than those that are held are right; needs --cause')
    .option('--cause <text>', 'from where the error came; needs --reason')
    .option('--json', 'print the answers as JSON')
    .addOption(
      new Option('--api <url>', 'address of the server').default('http://127.0.0.1:3000').argParser(readAddress),
    )
    .addHelpText(
      'after',
      `\n${TOKEN_VARIABLE} holds the token of the person who imports: what is recorded is recorded as theirs.\nEnds with 1 when a row is refused, and nothing or not everything was recorded.`,
    )
    .action(async (file: string, options: ImportOptions) => {
      if ((options.reason === undefined) !== (options.cause === undefined)) {
        command.error('error: give --reason and --cause together');
      }
      if (!(await importFile(file, options, process.env[TOKEN_VARIABLE]))) process.exitCode = 1;
    });
}

function readAddress(text: string): string {
  if (/^https?:\/\//.test(text) && URL.canParse(text)) return text.replace(/\/+$/, '');
  throw new InvalidArgumentError('Give an address such as http://127.0.0.1:3000.');
}

/** Whether no row was refused, and all that was accepted is recorded. */
async function importFile(file: string, options: ImportOptions, token: string | undefined): Promise<boolean> {
  if (token === undefined || token === '') {
    throw new Error(`${TOKEN_VARIABLE} is missing: set it to the token of the person who imports.`);
  }
  const api = new Api(`${options.api}/api/v1`, token);
  let checked = await api.upload(basename(file), await readFileOf(file), options.period);
  if (options.accept !== undefined) {
    const corrections = options.reason === undefined ? undefined : { reason: options.reason, cause: options.cause };
    checked = await api.accept(checked.id, { rows: options.accept, corrections });
  }
  const rows = await api.rows(checked.id);
  if (options.json) say(JSON.stringify({ ...checked, rows }, null, 2));
  else report(checked, rows);
  return checked.counts.refused === 0 && rows.every(({ outcome }) => outcome !== 'refused');
}

/** No more of a file than the server takes is read. */
async function readFileOf(file: string): Promise<Buffer> {
  const opened = await open(file).catch((cause: unknown) => {
    throw new Error(`The file ${file} cannot be read: check its name.`, { cause });
  });
  try {
    const status = await opened.stat();
    if (!status.isFile()) throw new Error(`${file} is no file: give the name of a spreadsheet.`);
    if (status.size > FILE_LIMIT_BYTES) throw new Error(`The file ${file} is larger than 10 MB. Split it.`);
    return await opened.readFile();
  } finally {
    await opened.close();
  }
}

function report({ id, state, notes, counts }: CheckedFile, rows: readonly CheckedRow[]): void {
  for (const note of notes) complain(plain(note));
  for (const { sheet, row, column, indicator, period, raw, verdict, reason, outcomeReason } of rows) {
    if (verdict === 'accepted' && outcomeReason === null) continue;
    const cell = raw === null ? '(blank)' : JSON.stringify(raw);
    say(
      plain(`${sheet}!${column}${row}  ${indicator} ${period ?? ''}  ${cell}  ${verdict}: ${outcomeReason ?? reason}`),
    );
  }
  const { accepted, warned, refused, recorded, nothingToRecord, leftOut } = counts;
  say(`${accepted} accepted, ${warned} to look at, ${refused} refused. Import ${id}.`);
  if (state === 'checked') say('Nothing has been recorded: give --accept all or --accept good.');
  else say(`${recorded} recorded, ${nothingToRecord} had nothing to record, ${leftOut} left out.`);
}

/** Nothing in a file may steer a terminal. */
function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, '\u00b7');
}

interface Question {
  readonly method?: 'POST';
  readonly contentType?: string;
  readonly body?: string | FormData;
}

/** The API of a server, as whose token it is. */
class Api {
  constructor(
    private readonly address: string,
    private readonly token: string,
  ) {}

  upload(name: string, bytes: Buffer, period: string | undefined): Promise<CheckedFile> {
    const form = new FormData();
    if (period !== undefined) form.append('period', period);
    form.append('file', new Blob([new Uint8Array(bytes)]), name);
    return this.ask<CheckedFile>('/imports', { method: 'POST', body: form });
  }

  /** Has a checked file carried out, and waits for the job that a long one becomes. */
  async accept(id: string, acceptance: object): Promise<CheckedFile> {
    const answer = await this.ask<CheckedFile | Job>(`/imports/${id}/acceptance`, {
      method: 'POST',
      contentType: 'application/json',
      body: JSON.stringify(acceptance),
    });
    if (!('kind' in answer)) return answer;
    await this.waitFor(answer);
    return this.ask<CheckedFile>(`/imports/${id}?limit=1`, {});
  }

  /** @throws {Error} when the job ends otherwise than completed. */
  private async waitFor(begun: Job): Promise<void> {
    const display = progressDisplay();
    let job = begun;
    while (!hasEnded(job)) {
      display.show(job.progress?.percent ?? 0, plain(job.progress?.message ?? job.state));
      await pause(POLL_MS);
      job = await this.ask<Job>(`/jobs/${job.id}`, {});
    }
    display.end();
    if (job.state !== 'completed') throw new Error(plain(job.error ?? `The job ${job.id} is ${job.state}.`));
  }

  async rows(id: string): Promise<CheckedRow[]> {
    const rows: CheckedRow[] = [];
    for (let after: string | null = '0'; after !== null;) {
      const page: { items: CheckedRow[]; next: string | null } = await this.ask(
        `/imports/${id}?limit=500&after=${after}`,
        {},
      );
      rows.push(...page.items);
      after = page.next;
    }
    return rows;
  }

  /** @throws {Error} with what the server says, in its words. */
  private async ask<T>(path: string, request: Question): Promise<T> {
    const { method, body, contentType } = request;
    const headers = new Headers({ authorization: `Bearer ${this.token}` });
    if (contentType !== undefined) headers.set('content-type', contentType);
    const response = await fetch(`${this.address}${path}`, { method, headers, body }).catch((cause: unknown) => {
      throw new Error(`The server does not answer at ${this.address}: start it, or give --api.`, { cause });
    });
    // The server is of the same version, and its answers are as its documentation says.
    const answer = (await response.json().catch(() => ({}))) as T & { readonly detail?: string };
    if (!response.ok) throw new Error(plain(answer.detail ?? `The server answered ${response.status}.`));
    return answer;
  }
}
