import { Controller, Get, Header, Inject, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { Questions } from '../api/question';
import { SERVER_PARTS, type ServerParts } from '../parts';
import { Open } from '../security/guard';
import type { PageRequest } from './browser';
import { homePage } from './home';
import { Page } from './page';
import { Pages } from './pages';
import { latestReported } from './calendar';

/** The first page: what this is, for those who are not signed in; what they do here first, for those who are. */
@Controller()
@ApiExcludeController()
export class StartController {
  constructor(
    @Inject(SERVER_PARTS) private readonly parts: ServerParts,
    @Inject(Questions) private readonly questions: Questions,
    @Inject(Pages) private readonly pages: Pages,
  ) {}

  @Get()
  @Open()
  @Header('Content-Type', 'text/html; charset=utf-8')
  async start(@Req() request: PageRequest): Promise<string> {
    const content = request.session?.content;
    if (content?.kind !== 'signed-in') {
      return this.pages.render(request, 'start', { title: 'Performance figures and their history' });
    }
    return this.pages.render(request, 'home', homePage(content.identity, await this.latestReported()));
  }

  /** The overview of the latest reported quarter. */
  @Get('periods')
  @Page('figures.read')
  async latest(
    @Req() request: PageRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string | undefined> {
    const period = await this.latestReported();
    if (period === undefined) return this.pages.render(request, 'no-periods', { title: 'No periods yet' });
    response.redirect(303, `/periods/${period}`);
    return undefined;
  }

  private async latestReported(): Promise<string | undefined> {
    const { asAt } = await this.questions.open({});
    return latestReported(await this.parts.readModels.reportingPeriods(asAt.position));
  }
}
