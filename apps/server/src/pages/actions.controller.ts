import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import { ACTION_STATUSES } from '@outturn/domain';
import { NO_UPDATE } from '../api/action-answers';
import { ActionSummaries } from '../api/action-summaries';
import { Parameter } from '../api/fields';
import { ActionsQuery } from '../api/queries';
import { Questions } from '../api/question';
import { quarterActions, quarterOfActions } from '../api/quarter-actions';
import { unknownInQuery } from '../api/request-pipes';
import { SERVER_PARTS, type ServerParts } from '../parts';
import { actionsPage } from './actions';
import type { PageRequest } from './browser';
import { latestReported } from './calendar';
import { MAYBE_EMPTY } from './filters';
import { addressOf } from './links';
import { Page } from './page';
import { PAGE_NUMBER } from './page-numbers';
import { Pages } from './pages';
import { vintageControl } from './time-control';

const STATUSES = [...ACTION_STATUSES, NO_UPDATE] as const;

/** Which actions, of them which status, and which page of them. */
export class ActionPagesQuery extends ActionsQuery {
  @Parameter(MAYBE_EMPTY, `one of ${STATUSES.join(', ')}`, 'Only those with this status.', 'on-track', STATUSES)
  readonly status?: (typeof STATUSES)[number];
  @Parameter(PAGE_NUMBER, 'a whole number from 1', 'Which page.', '2')
  readonly page?: string;
}

class ActionsForm {
  @Parameter(MAYBE_EMPTY, 'a quarter', 'The quarter.', '2023-24-Q4')
  readonly period?: string;
  @Parameter(MAYBE_EMPTY, 'the key of an area', 'An area.', 'quality-homes')
  readonly area?: string;
  @Parameter(MAYBE_EMPTY, 'a status', 'A status.', 'on-track')
  readonly status?: string;
  @Parameter(MAYBE_EMPTY, 'an as-at', 'The moment to stay in.', '2024-07-31')
  readonly asAt?: string;
}

/** Actions of the business plan as they stood in a quarter. */
@Controller('actions')
export class ActionPagesController {
  constructor(
    @Inject(SERVER_PARTS) private readonly parts: ServerParts,
    @Inject(Questions) private readonly questions: Questions,
    @Inject(ActionSummaries) private readonly summaries: ActionSummaries,
    @Inject(Pages) private readonly pages: Pages,
  ) {}

  @Get()
  @Page('figures.read')
  async list(@Query() query: ActionPagesQuery, @Req() request: PageRequest): Promise<string> {
    const question = await this.questions.open(query);
    const { position } = question.asAt;
    const [areas, calendar] = await Promise.all([
      this.parts.readModels.areas(position),
      this.parts.readModels.reportingPeriods(position),
    ]);
    const { period: asked, area, status } = query;
    if (area !== undefined && !areas.some((known) => known.area === area)) throw unknownInQuery('area', area);
    const period = asked === undefined ? latestReported(calendar) : quarterOfActions(asked);
    const found = period === undefined ? undefined : await this.quarter(period, area, position);
    const nameOf = await this.pages.namesOf(
      (found?.items ?? []).flatMap(({ owner, updatedBy }) => [owner, updatedBy ?? '']),
    );
    const time = vintageControl(request.path, query.asAt, { period: asked, area, status }, question);
    return this.pages.render(request, 'actions', actionsPage({ query, time, areas, calendar, found, nameOf }));
  }

  /** What the form asks for, without what was left empty. */
  @Get('find')
  @Page('figures.read')
  find(@Query() form: ActionsForm, @Res() response: Response): void {
    response.redirect(303, addressOf('/actions', form));
  }

  private async quarter(period: string, area: string | undefined, position: number) {
    const [table, plans] = await Promise.all([
      this.summaries.of(period, position),
      this.summaries.plansOf(period, position),
    ]);
    return { period, table, ...quarterActions(plans, period, area) };
  }
}
