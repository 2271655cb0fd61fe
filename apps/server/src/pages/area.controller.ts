import { Controller, Get, Inject, Param, Query, Req } from '@nestjs/common';
import { Parameter } from '../api/fields';
import { Figures } from '../api/figures';
import { RatedQuery } from '../api/queries';
import { Questions } from '../api/question';
import { AreaKeyPipe, ReportingPeriodPipe, unknownInPath } from '../api/request-pipes';
import { SERVER_PARTS, type ServerParts } from '../parts';
import { areaPage } from './area';
import type { PageRequest } from './browser';
import { Page } from './page';
import { PAGE_NUMBER } from './page-numbers';
import { Pages } from './pages';
import { allSayingSentBack } from './rejection';
import { timeControl } from './time-control';

class AreaQuery extends RatedQuery {
  @Parameter(PAGE_NUMBER, 'a whole number from 1', 'Which page of the figures.', '2')
  readonly page?: string;
}

/** An area of the corporate plan in a quarter or a year: each of its figures. */
@Controller('areas/:area/periods')
export class AreaPagesController {
  constructor(
    @Inject(SERVER_PARTS) private readonly parts: ServerParts,
    @Inject(Questions) private readonly questions: Questions,
    @Inject(Figures) private readonly figures: Figures,
    @Inject(Pages) private readonly pages: Pages,
  ) {}

  @Get(':period')
  @Page('figures.read')
  async show(
    @Param('area', AreaKeyPipe) area: string,
    @Param('period', ReportingPeriodPipe) period: string,
    @Query() { page, ...query }: AreaQuery,
    @Req() request: PageRequest,
  ): Promise<string> {
    const question = await this.questions.open(query);
    const [areas, figures] = await Promise.all([
      this.parts.readModels.areas(question.latest),
      this.figures.ofArea(area, period, question),
    ]);
    const name = areas.find((known) => known.area === area)?.name;
    if (name === undefined) throw unknownInPath('area', area);
    const time = timeControl(request.path, query, question);
    const said = await allSayingSentBack(this.parts.readModels, figures, question.latest);
    return this.pages.render(request, 'area', areaPage({ area, name, period, query, time, figures: said, page }));
  }
}
