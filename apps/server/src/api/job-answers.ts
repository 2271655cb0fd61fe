import { JOB_STATES, type Job, type JobState } from '@outturn/jobs';
import { hasMadeFile } from './export-jobs';
import type { Plain } from './plain';
import { NULLABLE, OPTIONAL, ShownChoice, ShownNumber, ShownObject, ShownPart, ShownParts, ShownText } from './shown';

const JOB = '6fd4a3d0-0d5c-5c55-9a67-8a5f2b0a7f11';
const INSTANT = '2024-07-31T15:04:05.123Z';

/** How far a job has come. */
export class JobProgressAnswer {
  @ShownNumber('A whole number from 0 to 100.', 40)
  readonly percent!: number;

  @ShownNumber('How many of the total are done.', 81, OPTIONAL)
  readonly done?: number;

  @ShownNumber('How many there are.', 202, OPTIONAL)
  readonly total?: number;

  @ShownText('The same in words.', '81 of 202 indicators', OPTIONAL)
  readonly message?: string;
}

/** Where to go on from a job. */
export class JobLinksAnswer {
  @ShownText('The job.', `/api/v1/jobs/${JOB}`)
  readonly self!: string;

  @ShownText('Its changes, as server-sent events.', `/api/v1/jobs/${JOB}/events`)
  readonly events!: string;

  @ShownText('The file that it has made; kept for some days.', `/api/v1/jobs/${JOB}/file`, OPTIONAL)
  readonly file?: string;
}

/** Long work: what it is, how far it has come, and what came of it. */
export class JobAnswer {
  @ShownText('Its id.', JOB)
  readonly id!: string;

  @ShownText('What is done.', 'verification')
  readonly kind!: string;

  @ShownObject('What it was asked to do.', { readModel: 'figures' })
  readonly input!: object;

  @ShownText('Opaque id of who asked for it; "system" for what runs by itself.', 'u-4711')
  readonly startedBy!: string;

  @ShownChoice(JOB_STATES, 'Where it stands; "failed" is the dead-letter list.')
  readonly state!: JobState;

  @ShownNumber('How often it has been begun.', 1)
  readonly attempt!: number;

  @ShownNumber('How often it may be.', 3)
  readonly attempts!: number;

  @ShownPart(() => JobProgressAnswer, 'How far it has come; null before it has said so.', NULLABLE)
  readonly progress!: JobProgressAnswer | null;

  @ShownObject('What came of it; null until it is completed.', { position: 1042, differenceCount: 0 }, NULLABLE)
  readonly result!: object | null;

  @ShownText('What went wrong last; null where nothing did.', 'There is no read model of that name.', NULLABLE)
  readonly error!: string | null;

  @ShownText('When it was asked for, in UTC.', INSTANT)
  readonly enqueuedAt!: string;

  @ShownText('When it was begun last; null before.', INSTANT, NULLABLE)
  readonly startedAt!: string | null;

  @ShownText('When it ended; null before.', INSTANT, NULLABLE)
  readonly endedAt!: string | null;

  @ShownPart(() => JobLinksAnswer, 'Links.')
  readonly links!: JobLinksAnswer;
}

/** Jobs, the newest first. */
export class JobsAnswer {
  @ShownParts(() => JobAnswer, 'The jobs.')
  readonly items!: readonly JobAnswer[];

  @ShownText('Give it back as "after" to read on; null at the end.', `1722438245123.${JOB}`, NULLABLE)
  readonly next!: string | null;
}

/** A job as it is shown. */
export function jobAnswer(job: Job): Plain<JobAnswer> {
  const self = `/api/v1/jobs/${job.id}`;
  return { ...job, links: { self, events: `${self}/events`, ...(hasMadeFile(job) ? { file: `${self}/file` } : {}) } };
}
