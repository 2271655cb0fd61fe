import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Inject, Param, Post, Query, Req, Res, type OnModuleDestroy } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { parsePeriod } from '@outturn/domain';
import { EXPORT_FORMATS, EXPORT_KEPT_DAYS } from '@outturn/exports';
import { jobIdOf, type JsonObject } from '@outturn/jobs';
import { readModels } from '@outturn/read-models';
import type { Response } from 'express';
import { SERVER_PARTS, type ServerParts } from '../parts';
import { callerOf, type AuthenticatedRequest } from '../security/guard';
import { sendExport } from './export-jobs';
import { JobAnswer, JobsAnswer, jobAnswer } from './job-answers';
import { JobBody, JobsQuery } from './job-bodies';
import type { Plain } from './plain';
import { JobDesk, jobConflict } from './job-desk';
import { badRequest, type Problem } from './problem';
import { EventIdPipe } from './request-pipes';
import { Downloads, Makes, ReadsAs, ReadsEvents } from './route-decorators';
import { sendEvents } from './server-sent-events';
import { WithoutBody } from './without-body';
import { Context, type WriteContext } from './write-context';

/** Long work: started, watched, cancelled, and begun again where it failed. */
@ApiTags('Jobs')
@Controller('api/v1/jobs')
export class JobsController implements OnModuleDestroy {
  private readonly stopping = new AbortController();

  constructor(
    @Inject(SERVER_PARTS) private readonly parts: ServerParts,
    @Inject(JobDesk) private readonly desk: JobDesk,
  ) {}

  @Get()
  @ReadsAs('jobs.read', JobsAnswer, 'Lists jobs, the newest first.', 'Administrators see all, others their own.')
  async list(@Query() query: JobsQuery, @Req() request: AuthenticatedRequest): Promise<Plain<JobsAnswer>> {
    const { jobs, next } = await this.desk.list(query, callerOf(request).identity);
    return { items: jobs.map(jobAnswer), next };
  }

  @Post()
  @Makes(
    'operations.manage',
    JobAnswer,
    'Starts long work on the read models.',
    'While the same waits or runs, that job is answered; while another of its kind does, 409. With an Idempotency-Key, a repeat answers the same job.',
  )
  async start(
    @Body() body: JobBody,
    @Context() { identity, idempotencyKey }: WriteContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Plain<JobAnswer>> {
    const { kind } = body;
    const input = inputOf(body);
    const key = idempotencyKey === undefined ? randomUUID() : JSON.stringify([identity.actor, idempotencyKey]);
    const id = jobIdOf(kind, key);
    const { jobs } = this.parts;
    const [underWay] = await jobs.list({ kinds: [kind], states: ['waiting', 'running', 'retrying'], limit: 1 });
    const job = underWay ?? (await jobs.enqueue({ id, kind, input, startedBy: identity.actor }));
    if (subjectOf(job.input) !== subjectOf(input)) {
      const what = `The ${kind} of ${subjectOf(job.input)}`;
      throw jobConflict(
        'job-under-way',
        `${what} is under way as the job ${job.id}: wait for its end, or cancel it.`,
        job,
      );
    }
    response.setHeader('Location', `/api/v1/jobs/${job.id}`);
    return jobAnswer(job);
  }

  @Get(':id')
  @ReadsAs('jobs.read', JobAnswer, 'Shows a job.', 'Administrators see all, others their own.')
  async show(@Param('id', EventIdPipe) id: string, @Req() request: AuthenticatedRequest): Promise<Plain<JobAnswer>> {
    return jobAnswer(await this.desk.find(id, callerOf(request).identity));
  }

  @Get(':id/events')
  @ReadsEvents(
    'jobs.read',
    JobAnswer,
    'Sends a job and each of its changes until it has ended, as server-sent events.',
    'Each event "job" holds the job as GET /jobs/{id} shows it. Administrators see all, others their own.',
  )
  async events(
    @Param('id', EventIdPipe) id: string,
    @Req() request: AuthenticatedRequest,
    @Res() response: Response,
  ): Promise<void> {
    await this.desk.find(id, callerOf(request).identity);
    await sendEvents(response, 'job', this.stopping.signal, (signal) => this.changesOf(id, signal));
  }

  @Get(':id/file')
  @Downloads(
    Object.values(EXPORT_FORMATS).map(({ mediaType }) => mediaType),
    'Gives the file that an export has written.',
    `It is kept for ${EXPORT_KEPT_DAYS} days. Administrators get all, others their own.`,
  )
  async file(
    @Param('id', EventIdPipe) id: string,
    @Req() request: AuthenticatedRequest,
    @Res() response: Response,
  ): Promise<void> {
    await sendExport(this.parts.exportFiles, await this.desk.find(id, callerOf(request).identity), response);
  }

  @Post(':id/cancellation')
  @WithoutBody()
  @Makes('jobs.cancel', JobAnswer, 'Stops a job that waits or runs.', 'Administrators stop all, others their own.')
  async cancel(@Param('id', EventIdPipe) id: string, @Req() request: AuthenticatedRequest): Promise<Plain<JobAnswer>> {
    return jobAnswer(await this.desk.cancel(id, callerOf(request).identity));
  }

  @Post(':id/retry')
  @WithoutBody()
  @Makes('operations.manage', JobAnswer, 'Begins a job once more that has failed.')
  async retry(@Param('id', EventIdPipe) id: string, @Req() request: AuthenticatedRequest): Promise<Plain<JobAnswer>> {
    return jobAnswer(await this.desk.retry(id, callerOf(request).identity));
  }

  /** Whoever still listens would keep the server from ending. */
  onModuleDestroy(): void {
    this.stopping.abort();
  }

  private async *changesOf(id: string, signal: AbortSignal): AsyncGenerator<Plain<JobAnswer>> {
    for await (const job of this.desk.changes(id, signal)) yield jobAnswer(job);
  }
}

function inputOf({ kind, readModel, period }: JobBody): JsonObject {
  if (readModel !== undefined) {
    if (kind !== 'rebuild') throw misplaced('readModel', 'rebuild');
    const names = readModels.map(({ name }) => name);
    if (!names.includes(readModel)) {
      const detail = `"readModel" must be one of ${names.join(', ')}.`;
      throw badRequest('invalid-request', { in: 'body', pointer: '/readModel', detail });
    }
    return { readModel };
  }
  if (period === undefined) return {};
  if (kind !== 'stale-commentary') throw misplaced('period', 'stale-commentary');
  return { period: parsePeriod(period, '/period').key };
}

/** What work is about, in words; what runs by itself also notes when it was due. */
function subjectOf({ readModel, period }: JsonObject): string {
  return [readModel, period].find((name) => typeof name === 'string') ?? 'everything';
}

function misplaced(field: string, kind: string): Problem {
  const detail = `"${field}" belongs to the kind ${kind}. Leave it out.`;
  return badRequest('invalid-request', { in: 'body', pointer: `/${field}`, detail });
}
