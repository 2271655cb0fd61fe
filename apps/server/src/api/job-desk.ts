import { Inject, Injectable } from '@nestjs/common';
import type { Job } from '@outturn/jobs';
import { SERVER_PARTS, type ServerParts } from '../parts';
import { rolesFor, type Identity } from '../security/permissions';
import { jobAnswer } from './job-answers';
import { nextAfter, placeIn, type JobsQuery } from './job-bodies';
import type { Plain } from './plain';
import { Problem } from './problem';
import { pageOf } from './queries';
import { unknownInPath } from './request-pipes';

/** Jobs as somebody may see and stop them: whoever operates all of them, others their own. */
@Injectable()
export class JobDesk {
  constructor(@Inject(SERVER_PARTS) private readonly parts: ServerParts) {}

  /** A page of the jobs of somebody, the newest first, and where the next begins. */
  async list(query: Plain<JobsQuery>, identity: Identity): Promise<{ jobs: readonly Job[]; next: string | null }> {
    const { state, kind } = query;
    const { limit, after } = pageOf(query);
    const found = await this.parts.jobs.list({
      states: state && [state],
      kinds: kind === undefined ? undefined : [kind],
      startedBy: operates(identity) ? undefined : identity.actor,
      limit: limit + 1,
      after: after === undefined ? undefined : placeIn(after),
    });
    const jobs = found.slice(0, limit);
    const last = jobs.at(-1);
    return { jobs, next: last && found.length > limit ? nextAfter(last) : null };
  }

  /** @throws {Problem} 404 for somebody else's job, which is as if it were not there. */
  async find(id: string, identity: Identity): Promise<Job> {
    const job = await this.parts.jobs.find(id);
    if (job === undefined || !(operates(identity) || job.startedBy === identity.actor)) throw unknownInPath('id', id);
    return job;
  }

  /** @throws {Problem} 409 when there is nothing to stop any more. */
  async cancel(id: string, identity: Identity): Promise<Job> {
    const job = await this.find(id, identity);
    if (job.state !== 'cancelled' && !(await this.parts.jobs.cancel(id))) {
      throw jobConflict('job-ended', `The job is ${job.state}: there is nothing to stop.`, job);
    }
    return this.find(id, identity);
  }

  /** @throws {Problem} 409 for a job that has not failed. */
  async retry(id: string, identity: Identity): Promise<Job> {
    const job = await this.find(id, identity);
    if (!(await this.parts.jobs.retry(id))) {
      const detail = `The job is ${job.state}: only one that has failed is begun once more.`;
      throw jobConflict('job-not-failed', detail, job);
    }
    return this.find(id, identity);
  }

  /** A job and each of its changes until it has ended or the signal fires. */
  changes(id: string, signal: AbortSignal): AsyncGenerator<Job, void> {
    return this.parts.jobs.changes(id, signal);
  }
}

/** That a job does not stand where it would have to. */
export function jobConflict(code: string, detail: string, job: Job): Problem {
  return new Problem({ status: 409, code, detail, state: jobAnswer(job) });
}

function operates(identity: Identity): boolean {
  return rolesFor(identity, 'operations.read').length > 0;
}
