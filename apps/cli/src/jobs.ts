import { parseConfiguration } from '@outturn/configuration';
import { exportPlace, readExportOrder } from '@outturn/exports';
import { JOB_STATES, openJobs, type Job, type JobState, type Jobs } from '@outturn/jobs';
import { Command, Option } from 'commander';
import { withDatabase } from './database';
import { complain, say, sentenceOf } from './output';
import { progressDisplay } from './progress';

interface Answers {
  readonly json?: boolean;
}

interface ListOptions extends Answers {
  readonly state?: JobState;
  readonly kind?: string;
}

const AS_JSON = '--json';
const AS_JSON_TEXT = 'as JSON';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** `jobs list|show|watch|cancel|retry`: long work, as an operator sees it. */
export function jobsCommand(): Command {
  const command = new Command('jobs').description('look at long work, stop it, and begin it again where it failed');
  command
    .command('list')
    .description('the jobs, the newest first; those that failed are the dead-letter list')
    .addOption(new Option('--state <state>', 'only those in this state').choices(JOB_STATES))
    .option('--kind <kind>', 'only those of this kind')
    .option(AS_JSON, AS_JSON_TEXT)
    .action(({ state, kind, json }: ListOptions) =>
      withJobs(async (jobs) => {
        const found = await jobs.list({ states: state && [state], kinds: kind === undefined ? undefined : [kind] });
        if (json === true) say(JSON.stringify(found));
        else if (found.length === 0) say('There are no such jobs.');
        else for (const job of found) say(lineOf(job));
      }),
    );
  onOne(command, 'show', 'one job, with what came of it', (jobs, id) => known(jobs, id));
  onOne(command, 'watch', 'one job until it has ended', watch);
  onOne(command, 'cancel', 'stops a job that waits or runs', async (jobs, id) => {
    const { state } = await known(jobs, id);
    if (!(await jobs.cancel(id))) throw new Error(`The job is ${state}: there is nothing to stop.`);
    return known(jobs, id);
  });
  onOne(command, 'retry', 'begins a job once more that has failed', async (jobs, id) => {
    const { state } = await known(jobs, id);
    if (!(await jobs.retry(id))) throw new Error(`The job is ${state}: only one that has failed is begun once more.`);
    return known(jobs, id);
  });
  return command;
}

function onOne(
  command: Command,
  name: string,
  description: string,
  act: (jobs: Jobs, id: string) => Promise<Job>,
): void {
  command
    .command(`${name} <id>`)
    .description(description)
    .option(AS_JSON, AS_JSON_TEXT)
    .action((id: string, { json }: Answers) =>
      withJobs(async (jobs) => {
        const job = await act(jobs, id);
        if (json === true) say(JSON.stringify(job));
        else for (const line of linesOf(job)) say(line);
      }),
    );
}

function withJobs(work: (jobs: Jobs) => Promise<void>): Promise<void> {
  const configuration = parseConfiguration(process.env, 'tool');
  return withDatabase(configuration, async ({ pool }) => {
    const onError = (error: unknown): void => {
      complain(sentenceOf(error));
    };
    const jobs = await openJobs(configuration.jobs, { pool, onError });
    try {
      await work(jobs);
    } finally {
      await jobs.close();
    }
  });
}

async function known(jobs: Jobs, id: string): Promise<Job> {
  const job = UUID.test(id) ? await jobs.find(id) : undefined;
  if (job === undefined) throw new Error(`There is no job "${id}": "jobs list" shows what there is.`);
  return job;
}

/** @throws {Error} when the job failed or was cancelled, so that the exit status tells. */
async function watch(jobs: Jobs, id: string): Promise<Job> {
  let latest = await known(jobs, id);
  const display = progressDisplay();
  try {
    for await (const job of jobs.changes(id)) {
      latest = job;
      display.show(job.progress?.percent ?? 0, job.progress?.message ?? job.state);
    }
  } finally {
    display.end();
  }
  if (latest.state === 'completed') return latest;
  throw new Error(latest.error ?? `The job is ${latest.state}.`);
}

function lineOf({ id, kind, state, progress, enqueuedAt, error }: Job): string {
  const percent = progress === null ? '' : ` ${progress.percent}%`;
  return `${id}  ${kind}  ${state}${percent}  ${enqueuedAt}${error === null ? '' : `  ${error}`}`;
}

function linesOf(job: Job): string[] {
  const { attempt, attempts, startedBy, startedAt, endedAt, progress, result } = job;
  return [
    lineOf(job),
    `  asked for by ${startedBy}; attempt ${attempt} of ${attempts}`,
    ...(startedAt === null ? [] : [`  begun ${startedAt}${endedAt === null ? '' : `, ended ${endedAt}`}`]),
    ...(progress?.message === undefined ? [] : [`  ${progress.message}`]),
    ...(result === null ? [] : [`  ${JSON.stringify(result)}`]),
    ...placeLines(job),
  ];
}

/** The data folder is that of the worker that did the job, which may be another machine's. */
function placeLines({ id, kind, state, input }: Job): string[] {
  const order = kind === 'export' && state === 'completed' ? readExportOrder(input) : undefined;
  if (order === undefined) return [];
  return [`  its file: ${exportPlace(id, order.format)} in the worker's data folder, or /api/v1/jobs/${id}/file`];
}
