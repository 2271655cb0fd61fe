import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseConfiguration } from '@outturn/configuration';
import { lastDay, parsePeriod } from '@outturn/domain';
import {
  FORMATS_BY_NAME,
  exportFigures,
  exportFileName,
  readFigures,
  type ExportFormat,
  type FiguresQuestion,
} from '@outturn/exports';
import { PostgresReadModels, formatLondon, resolveAsAt } from '@outturn/read-models';
import { Argument, Command, InvalidArgumentError } from 'commander';
import { withDatabase, type Opened } from './database';
import { complain, say } from './output';

const STANDARD_OUTPUT = '-';
/** How long it waits for the read models to get to its moment. */
const WAIT_LIMIT_MS = 5_000;

interface Options {
  readonly asAt?: string;
  readonly period?: string;
  readonly area?: string;
  readonly history?: boolean;
  readonly output?: string;
  readonly json?: boolean;
}

/** `export <format>`: writes the figures into a file, as at any moment. */
export function exportCommand(): Command {
  return new Command('export')
    .description('write the figures into a file, as at any moment')
    .addArgument(new Argument('<format>', 'kind of file').choices(Object.keys(FORMATS_BY_NAME)))
    .option('--as-at <moment>', 'a date, an instant with its offset or position:N; now when left out')
    .option('--period <period>', 'only figures of periods within this one, such as 2023-24', checkedPeriod)
    .option('--area <area>', 'only figures that are reported under this area')
    .option('--history', 'every version that was known up to the moment')
    .option(
      '--output <file>',
      `the file, or ${STANDARD_OUTPUT} for standard output; named after the moment when left out`,
    )
    .option('--json', 'tell what was written as JSON')
    .action(async (name: string, options: Options) => {
      const format = FORMATS_BY_NAME[name] ?? 'csv';
      await withDatabase(parseConfiguration(process.env, 'tool'), (opened) => write(format, options, opened));
    });
}

async function write(format: ExportFormat, options: Options, { pool, store }: Opened): Promise<void> {
  const readModels = new PostgresReadModels(pool, store);
  const followedTo = () => readModels.followedTo();
  const { position, recordedAt } = await resolveAsAt(options.asAt, { store, now: new Date(), followedTo });
  await requireFollowed(readModels, position);
  await requireArea(readModels, options.area);
  const within = options.period === undefined ? undefined : parsePeriod(options.period);
  const question: FiguresQuestion = {
    position,
    firstDay: within?.start,
    lastDay: within && lastDay(within),
    area: options.area,
    includeHistory: options.history === true,
  };
  let rows = 0;
  const counted = async function* () {
    for await (const page of readFigures(pool, question)) {
      rows += page.length;
      yield page;
    }
  };
  const asAt = recordedAt === null ? 'before anything was recorded' : `as known on ${formatLondon(recordedAt)}`;
  const content = exportFigures(counted(), format, { asAt, position, link: `--as-at position:${position}` });
  const file = options.output ?? exportFileName(format, question);
  await writeFile(file, content);
  // Standard output is the file's when it goes there.
  const tell = file === STANDARD_OUTPUT ? complain : say;
  tell(options.json === true ? JSON.stringify({ file, position, rows }) : `Wrote ${rows} figures ${asAt} to ${file}.`);
}

/** What was known then is in the read models only when they have got there. */
async function requireFollowed(readModels: PostgresReadModels, position: number): Promise<void> {
  if (await readModels.waitFor(position, WAIT_LIMIT_MS)) return;
  throw new Error(
    `The read models have not got to position ${position} within ${WAIT_LIMIT_MS / 1000} seconds: ask again when the server or a worker runs.`,
  );
}

async function requireArea(readModels: PostgresReadModels, area: string | undefined): Promise<void> {
  if (area === undefined) return;
  const areas = await readModels.areas(await readModels.followedTo());
  const keys = areas.map((known) => known.area);
  if (keys.includes(area)) return;
  throw new Error(`There is no area "${area}". Give one of ${keys.toSorted().join(', ')}.`);
}

/** A file takes its name when it is complete, so that half of one is never taken for all of it. */
async function writeFile(file: string, content: AsyncIterable<string | Buffer>): Promise<void> {
  const readable = Readable.from(content, { objectMode: false });
  if (file === STANDARD_OUTPUT) {
    const output: Writable = process.stdout;
    await pipeline(readable, output, { end: false });
    return;
  }
  const unfinished = `${file}.unfinished`;
  try {
    await pipeline(readable, createWriteStream(unfinished));
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

function checkedPeriod(text: string): string {
  try {
    return parsePeriod(text).key;
  } catch (error) {
    throw new InvalidArgumentError(error instanceof Error ? error.message : String(error));
  }
}
