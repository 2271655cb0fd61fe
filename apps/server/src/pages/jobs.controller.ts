import { Controller, Get, Inject, Param, Post, Query, Req, Res, type OnModuleDestroy } from '@nestjs/common';
import { ApiExcludeEndpoint } from '@nestjs/swagger';
import type { Response } from 'express';
import { Parameter } from '../api/fields';
import { JobsQuery } from '../api/job-bodies';
import { JobDesk } from '../api/job-desk';
import { EventIdPipe } from '../api/request-pipes';
import { sendEvents } from '../api/server-sent-events';
import { PermitSignedIn, callerOf } from '../security/guard';
import { rolesFor } from '../security/permissions';
import type { PageRequest } from './browser';
import { MAYBE_EMPTY } from './filters';
import { typedIn } from './form';
import { jobPage, jobsPage, progressOf, type ProgressView } from './jobs';
import { addressOf } from './links';
import { Page } from './page';
import { PAGE_NUMBER } from './page-numbers';
import { Pages } from './pages';

/** So many are looked at, the newest first; what ended long ago is not kept. */
const MOST_JOBS = '500';

/** Which jobs, and which page of them. */
export class JobPagesQuery extends JobsQuery {
  @Parameter(PAGE_NUMBER, 'a whole number from 1', 'Which page.', '2')
  readonly page?: string;
}

class JobsForm {
  @Parameter(MAYBE_EMPTY, 'a state', 'A state.', 'failed')
  readonly state?: string;
}

/** Long work: how far it has come, and what came of it. */
@Controller('jobs')
export class JobPagesController implements OnModuleDestroy {
  private readonly stopping = new AbortController();

  constructor(
    @Inject(JobDesk) private readonly desk: JobDesk,
    @Inject(Pages) private readonly pages: Pages,
  ) {}

  @Get()
  @Page('jobs.read')
  async list(@Query() query: JobPagesQuery, @Req() request: PageRequest): Promise<string> {
    const { identity } = callerOf(request);
    const { state, kind } = query;
    const { jobs } = await this.desk.list({ state, kind, limit: MOST_JOBS }, identity);
    const nameOf = await this.pages.namesOf(jobs.map(({ startedBy }) => startedBy));
    const seesAll = rolesFor(identity, 'operations.read').length > 0;
    return this.pages.render(request, 'jobs', jobsPage({ query, jobs, seesAll, nameOf }));
  }

  /** What the form asks for, without what was left empty. */
  @Get('find')
  @Page('jobs.read')
  find(@Query() form: JobsForm, @Res() response: Response): void {
    response.redirect(303, addressOf('/jobs', form));
  }

  @Get(':id')
  @Page('jobs.read')
  async show(@Param('id', EventIdPipe) id: string, @Req() request: PageRequest): Promise<string> {
    const { identity } = callerOf(request);
    const job = await this.desk.find(id, identity);
    const nameOf = await this.pages.namesOf([job.startedBy]);
    const mayRetry = rolesFor(identity, 'operations.manage').length > 0;
    return this.pages.render(request, 'job', jobPage({ job, mayRetry, nameOf }));
  }

  /** How far the job has come, as server-sent events, for pages that show it live. */
  @Get(':id/events')
  @PermitSignedIn('jobs.read')
  @ApiExcludeEndpoint()
  async events(
    @Param('id', EventIdPipe) id: string,
    @Req() request: PageRequest,
    @Res() response: Response,
  ): Promise<void> {
    await this.desk.find(id, callerOf(request).identity);
    await sendEvents(response, 'job', this.stopping.signal, (signal) => this.progressOf(id, signal));
  }

  @Post(':id/cancellation')
  @Page('jobs.cancel')
  async cancel(
    @Param('id', EventIdPipe) id: string,
    @Req() request: PageRequest,
    @Res() response: Response,
  ): Promise<void> {
    typedIn(request, []);
    await this.desk.cancel(id, callerOf(request).identity);
    response.redirect(303, `/jobs/${id}`);
  }

  @Post(':id/retry')
  @Page('operations.manage')
  async retry(
    @Param('id', EventIdPipe) id: string,
    @Req() request: PageRequest,
    @Res() response: Response,
  ): Promise<void> {
    typedIn(request, []);
    await this.desk.retry(id, callerOf(request).identity);
    response.redirect(303, `/jobs/${id}`);
  }

  /** Whoever still listens would keep the server from ending. */
  onModuleDestroy(): void {
    this.stopping.abort();
  }

  private async *progressOf(id: string, signal: AbortSignal): AsyncGenerator<ProgressView> {
    for await (const job of this.desk.changes(id, signal)) yield progressOf(job);
  }
}
