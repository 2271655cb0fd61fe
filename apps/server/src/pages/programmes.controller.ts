import { Controller, Get, Inject, Query, Req } from '@nestjs/common';
import { londonDate, type ProgrammeState } from '@outturn/domain';
import { Parameter } from '../api/fields';
import { dayOfProgrammes } from '../api/programme-day';
import { ProgrammesQuery } from '../api/queries';
import { Questions, permanentLink } from '../api/question';
import { SERVER_PARTS, type ServerParts } from '../parts';
import type { PageRequest } from './browser';
import { Page } from './page';
import { PAGE_NUMBER } from './page-numbers';
import { Pages } from './pages';
import { programmesPage } from './programmes';
import { vintageControl } from './time-control';

/** Programmes, looked at from a day, and which page of them. */
export class ProgrammePagesQuery extends ProgrammesQuery {
  @Parameter(PAGE_NUMBER, 'a whole number from 1', 'Which page.', '2')
  readonly page?: string;
}

/** Programmes of change and their milestones. */
@Controller('programmes')
export class ProgrammePagesController {
  constructor(
    @Inject(SERVER_PARTS) private readonly parts: ServerParts,
    @Inject(Questions) private readonly questions: Questions,
    @Inject(Pages) private readonly pages: Pages,
  ) {}

  @Get()
  @Page('figures.read')
  async list(@Query() query: ProgrammePagesQuery, @Req() request: PageRequest): Promise<string> {
    const on = dayOfProgrammes(query) ?? londonDate(this.parts.now?.() ?? new Date());
    const question = await this.questions.open(query);
    const [programmes, areas] = await Promise.all([
      this.parts.readModels.programmes(question.asAt.position),
      this.parts.readModels.areas(question.asAt.position),
    ]);
    const nameOf = await this.pages.namesOf(programmes.flatMap(peopleOf));
    const control = vintageControl(request.path, query.asAt, { on: query.on }, question);
    // Whether a milestone is overdue depends on the day, so the permanent link names it.
    const time = { ...control, permanentLink: permanentLink(request.path, { on }, question) };
    return this.pages.render(request, 'programmes', programmesPage({ query, time, on, programmes, areas, nameOf }));
  }
}

function peopleOf({ owner, milestones }: ProgrammeState): string[] {
  return [
    ...(owner === undefined ? [] : [owner]),
    ...Object.values(milestones).flatMap((milestone) => [
      ...(milestone.owner === undefined ? [] : [milestone.owner]),
      ...milestone.forecasts.map(({ claimedBy }) => claimedBy),
    ]),
  ];
}
