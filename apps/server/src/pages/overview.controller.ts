import { Controller, Get, Inject, Param, Query, Req } from '@nestjs/common';
import { londonDate } from '@outturn/domain';
import { editionReference } from '../api/edition-view';
import { RatedQuery } from '../api/queries';
import { Published } from '../api/published';
import { Questions, type Question } from '../api/question';
import { ReportingPeriodPipe } from '../api/request-pipes';
import { Summaries } from '../api/summary';
import { SERVER_PARTS, type ServerParts } from '../parts';
import type { PageRequest } from './browser';
import { shownOf } from './earlier-period';
import { overviewPage, type OverviewFacts } from './overview';
import { Page } from './page';
import { Pages } from './pages';
import { timeControl } from './time-control';

/** A quarter or a year at a glance. */
@Controller('periods')
export class OverviewController {
  constructor(
    @Inject(SERVER_PARTS) private readonly parts: ServerParts,
    @Inject(Questions) private readonly questions: Questions,
    @Inject(Summaries) private readonly summaries: Summaries,
    @Inject(Published) private readonly published: Published,
    @Inject(Pages) private readonly pages: Pages,
  ) {}

  @Get(':period')
  @Page('figures.read')
  async show(
    @Param('period', ReportingPeriodPipe) period: string,
    @Query() query: RatedQuery,
    @Req() request: PageRequest,
  ): Promise<string> {
    const question = await this.questions.open(query);
    const [facts, calendar] = await Promise.all([
      this.factsOf(period, question),
      this.parts.readModels.reportingPeriods(question.asAt.position),
    ]);
    const time = timeControl(request.path, query, question);
    const names = await this.namesOf(facts, question);
    // Where nothing had been recorded then, whoever asks is led to the first day on which something had.
    const begins = question.asAt.position > 0 ? undefined : await this.parts.store.recordedAt(1);
    const input = { period, query, time, facts, calendar, names, begins: begins && londonDate(new Date(begins)) };
    return this.pages.render(request, 'overview', overviewPage(input));
  }

  private async factsOf(period: string, question: Question): Promise<OverviewFacts> {
    if (question.basis !== 'published') return this.summaries.of(period, question);
    const { seen, edition } = await this.published.seenBy(period, question);
    const [facts, printed] = await Promise.all([
      this.summaries.of(period, seen),
      this.summaries.printed(period, question.asAt.position),
    ]);
    return { ...facts, printed, edition: edition ? editionReference(edition) : null };
  }

  /** Names of the indicators that joined or left; only those that are shown are read. */
  private async namesOf({ comparisons }: OverviewFacts, question: Question): Promise<ReadonlyMap<string, string>> {
    const keys = comparisons.flatMap(({ joined, left }) => [...shownOf(joined), ...shownOf(left)]);
    if (keys.length === 0) return new Map();
    const found = await this.parts.readModels.indicatorNames(question.asAt.position, [...new Set(keys)]);
    return new Map(found.map(({ indicator, name }) => [indicator, name]));
  }
}
