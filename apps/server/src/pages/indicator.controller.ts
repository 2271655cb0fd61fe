import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import type { CalendarEntry } from '@outturn/domain';
import type { Response } from 'express';
import { Parameter } from '../api/fields';
import { Figures } from '../api/figures';
import { IndicatorsQuery, RatedQuery, pageOf } from '../api/queries';
import { Questions } from '../api/question';
import { IndicatorKeyPipe, unknownInPath } from '../api/request-pipes';
import { SERVER_PARTS, type ServerParts } from '../parts';
import { callerOf } from '../security/guard';
import { rolesFor } from '../security/permissions';
import type { PageRequest } from './browser';
import { indicatorPage, indicatorsPage } from './indicator';
import { addressOf } from './links';
import { Page } from './page';
import { Pages } from './pages';
import { allSayingSentBack } from './rejection';
import { timeControl, vintageControl } from './time-control';

const MAYBE_EMPTY = /^[^\p{Cc}\p{Cs}]{0,100}$/u;

class FindForm {
  @Parameter(MAYBE_EMPTY, 'a text of one line', 'Part of a name.', 'attendance')
  readonly search?: string;
  @Parameter(MAYBE_EMPTY, 'the key of an area', 'An area.', 'quality-homes')
  readonly area?: string;
  @Parameter(MAYBE_EMPTY, 'a date, an instant or a position', 'The moment of the list.', '2024-07-31')
  readonly asAt?: string;
}

/** What is measured. */
@Controller('indicators')
export class IndicatorPagesController {
  constructor(
    @Inject(SERVER_PARTS) private readonly parts: ServerParts,
    @Inject(Questions) private readonly questions: Questions,
    @Inject(Figures) private readonly figures: Figures,
    @Inject(Pages) private readonly pages: Pages,
  ) {}

  @Get()
  @Page('figures.read')
  async list(@Query() query: IndicatorsQuery, @Req() request: PageRequest): Promise<string> {
    const question = await this.questions.open(query);
    const { position } = question.asAt;
    const [areas, page] = await Promise.all([
      this.parts.readModels.areas(position),
      this.parts.readModels.indicators({ area: query.area, search: query.search }, position, pageOf(query)),
    ]);
    const { asAt, area, search } = query;
    const time = vintageControl(request.path, asAt, { area, search }, question);
    return this.pages.render(request, 'indicators', indicatorsPage({ query, time, areas, page }));
  }

  /** What the form asks for, without what was left empty. */
  @Get('find')
  @Page('figures.read')
  find(@Query() { search, area, asAt }: FindForm, @Res() response: Response): void {
    response.redirect(303, addressOf('/indicators', { search, area, asAt }));
  }

  @Get(':indicator')
  @Page('figures.read')
  async show(
    @Param('indicator', IndicatorKeyPipe) key: string,
    @Query() query: RatedQuery,
    @Req() request: PageRequest,
  ): Promise<string> {
    const question = await this.questions.open(query);
    const { position } = question.asAt;
    const [card, areas, figures] = await Promise.all([
      this.parts.readModels.indicator(key, position),
      this.parts.readModels.areas(position),
      this.figures.ofIndicator(key, question),
    ]);
    if (card === undefined) throw unknownInPath('indicator', key);
    const time = timeControl(request.path, query, question);
    const nameOf = await this.pages.namesOf([card.definition.owner]);
    const { identity } = callerOf(request);
    const mayCorrect = rolesFor(identity, 'corrections.propose').length > 0;
    const calendar = rolesFor(identity, 'targets.set').length > 0 ? await this.calendarOf(question.latest) : undefined;
    const said = await allSayingSentBack(this.parts.readModels, figures, question.latest);
    const input = { card, areas, figures: said, query, time, mayCorrect, calendar, nameOf };
    return this.pages.render(request, 'indicator', indicatorPage(input));
  }
  private calendarOf(position: number): Promise<CalendarEntry[]> {
    return this.parts.readModels.reportingPeriods(position);
  }
}
