import { Controller, Get, Inject, Query, Req } from '@nestjs/common';
import { parsePeriod } from '@outturn/domain';
import { Parameter } from '../api/fields';
import { VintageQuery } from '../api/queries';
import { Questions } from '../api/question';
import { SERVER_PARTS, type ServerParts } from '../parts';
import type { PageRequest } from './browser';
import { Page } from './page';
import { PAGE_NUMBER } from './page-numbers';
import { Pages } from './pages';
import { SEARCH_GROUPS, searchPage, type Searchable } from './search';
import { vintageControl } from './time-control';

class SearchQuery extends VintageQuery {
  @Parameter(/^[^\p{Cc}\p{Cs}]{0,200}$/u, 'a text of one line of at most 200 characters', 'What is looked for.', 'fire')
  readonly for?: string;
  @Parameter(/^[a-z]+$/, `one of ${SEARCH_GROUPS.join(', ')}`, 'Only these.', 'contracts', SEARCH_GROUPS)
  readonly in?: (typeof SEARCH_GROUPS)[number];
  @Parameter(PAGE_NUMBER, 'a whole number from 1', 'Which page of these.', '2')
  readonly page?: string;
}

/** Finds what has a name. */
@Controller('search')
export class SearchController {
  constructor(
    @Inject(SERVER_PARTS) private readonly parts: ServerParts,
    @Inject(Questions) private readonly questions: Questions,
    @Inject(Pages) private readonly pages: Pages,
  ) {}

  @Get()
  @Page('figures.read')
  async search(@Query() query: SearchQuery, @Req() request: PageRequest): Promise<string> {
    const { for: typed = '', in: group, page, asAt } = query;
    const question = await this.questions.open(query);
    const time = vintageControl(request.path, asAt, { for: typed, in: group }, question);
    const searchable = await this.searchable(question.asAt.position);
    return this.pages.render(request, 'search', searchPage({ typed, asAt, group, page, time, searchable }));
  }

  private async searchable(position: number): Promise<Searchable> {
    const { readModels } = this.parts;
    const calendar = await readModels.reportingPeriods(position);
    const years = calendar.map(({ period }) => period).filter((period) => parsePeriod(period).kind === 'year');
    const [indicators, contracts, editions, areas, plans] = await Promise.all([
      readModels.indicatorNames(position),
      readModels.contracts(position),
      readModels.editions(position),
      readModels.areas(position),
      readModels.businessPlans(years, position),
    ]);
    return { indicators, contracts, editions, areas, plans };
  }
}
