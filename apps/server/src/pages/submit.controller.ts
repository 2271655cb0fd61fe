import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import { comparePeriods, londonDate, parsePeriod, type CalendarEntry } from '@outturn/domain';
import type { Response } from 'express';
import { Parameter } from '../api/fields';
import { Figures } from '../api/figures';
import { badRequest } from '../api/problem';
import { Questions, type Question } from '../api/question';
import { SERVER_PARTS, type ServerParts } from '../parts';
import { callerOf } from '../security/guard';
import type { PageRequest } from './browser';
import { MAYBE_EMPTY } from './filters';
import { addressOf } from './links';
import { Page } from './page';
import { PAGE_NUMBER } from './page-numbers';
import { Pages } from './pages';
import { rejectionOf } from './rejection';
import { periodToSubmit, submitPage, type DueFigure } from './submit';

class SubmitQuery {
  @Parameter(/^[^\p{Cc}\p{Cs}]{1,40}$/u, 'a quarter or a year', 'For which period.', '2024-25-Q1')
  readonly period?: string;
  @Parameter(PAGE_NUMBER, 'the number of a page', 'Page of the list.', '2')
  readonly page?: string;
}

class FindForm {
  @Parameter(MAYBE_EMPTY, 'a quarter or a year', 'For which period.', '2024-25-Q1')
  readonly period?: string;
}

/** What is due from an officer. */
@Controller('submit')
export class SubmitController {
  constructor(
    @Inject(SERVER_PARTS) private readonly parts: ServerParts,
    @Inject(Questions) private readonly questions: Questions,
    @Inject(Figures) private readonly figures: Figures,
    @Inject(Pages) private readonly pages: Pages,
  ) {}

  @Get()
  @Page('figures.submit')
  async list(@Query() query: SubmitQuery, @Req() request: PageRequest): Promise<string> {
    const { identity } = callerOf(request);
    const question = await this.questions.open({});
    const periods = await this.periods(question);
    const entry = entryOf(periods, query.period);
    const known = await this.parts.readModels.areas(question.latest);
    const areas = identity.areas.map((area) => ({ area, name: known.find((one) => one.area === area)?.name ?? area }));
    const figures = entry === undefined ? [] : await this.dueFigures(entry, identity.areas, question);
    const nameOf = await this.pages.namesOf(figures.flatMap(({ rejection }) => rejection?.by ?? []));
    const today = londonDate(this.parts.now?.() ?? new Date());
    const model = submitPage({ entry, periods, areas, figures, today, page: query.page, nameOf });
    return this.pages.render(request, 'submit', model);
  }

  /** The period that the form asks for; the latest that is open where none is chosen. */
  @Get('find')
  @Page('figures.submit')
  find(@Query() { period }: FindForm, @Res() response: Response): void {
    response.redirect(303, addressOf('/submit', { period }));
  }

  /** Periods of which every figure is expected, the latest first. */
  private async periods({ latest }: Question): Promise<CalendarEntry[]> {
    const entries = await this.parts.readModels.reportingPeriods(latest);
    return entries
      .filter(({ coverage }) => coverage === 'full')
      .sort((a, b) => comparePeriods(parsePeriod(b.period), parsePeriod(a.period)));
  }

  private async dueFigures(
    { period }: CalendarEntry,
    areas: readonly string[],
    question: Question,
  ): Promise<DueFigure[]> {
    const found = await Promise.all(areas.map((area) => this.figures.ofArea(area, period, question)));
    const { readModels } = this.parts;
    return Promise.all(
      found
        .flat()
        .map(async (figure) => ({ figure, rejection: await rejectionOf(readModels, figure, question.latest) })),
    );
  }
}

function entryOf(periods: readonly CalendarEntry[], asked: string | undefined): CalendarEntry | undefined {
  const entry = asked === undefined ? periodToSubmit(periods) : periods.find(({ period }) => period === asked);
  if (entry !== undefined || asked === undefined) return entry;
  const detail = `No figures are asked for ${asked.slice(0, 40)}. Choose a period of the list.`;
  throw badRequest('unknown-period', { in: 'query', pointer: '/period', detail });
}
