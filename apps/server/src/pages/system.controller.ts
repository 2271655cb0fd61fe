import { Controller, Get, Inject, Req } from '@nestjs/common';
import { Standing } from '../api/standing';
import { SERVER_PARTS, type ServerParts } from '../parts';
import type { PageRequest } from './browser';
import { Page } from './page';
import { Pages } from './pages';
import { systemPage } from './system';

/** More are not counted. */
const MOST_JOBS = 500;

/** Where the store and the read models stand. */
@Controller('system')
export class SystemController {
  constructor(
    @Inject(SERVER_PARTS) private readonly parts: ServerParts,
    @Inject(Standing) private readonly standing: Standing,
    @Inject(Pages) private readonly pages: Pages,
  ) {}

  @Get()
  @Page('system.read')
  async show(@Req() request: PageRequest): Promise<string> {
    const { store, readModels, jobs } = this.parts;
    const [lag, standings, underWay, failed] = await Promise.all([
      this.standing.lag(),
      readModels.standings(),
      jobs.list({ states: ['waiting', 'running', 'retrying'], limit: MOST_JOBS }),
      jobs.list({ states: ['failed'], limit: MOST_JOBS }),
    ]);
    const stopped = this.parts.followerError?.()?.message;
    return this.pages.render(
      request,
      'system',
      systemPage({ product: store.product, node: process.version, lag, standings, underWay, failed, stopped }),
    );
  }
}
