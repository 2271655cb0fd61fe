import { Controller, Get, Inject, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { PeriodKey } from '@outturn/domain';
import type { Request } from 'express';
import { ActionsAnswer, ActionsSummaryAnswer } from './action-answers';
import { ActionSummaries } from './action-summaries';
import type { Plain } from './plain';
import { badRequest } from './problem';
import { quarterActions, quarterOfActions } from './quarter-actions';
import { ActionsQuery, QuarterQuery } from './queries';
import { Questions, asAtAnswer, emptinessNote, permanentLink } from './question';
import { Reads } from './route-decorators';

/** The business plan as it stood in a quarter. */
@ApiTags('Business plan')
@Controller('api/v1/actions')
export class ActionsController {
  constructor(
    @Inject(Questions) private readonly questions: Questions,
    @Inject(ActionSummaries) private readonly summaries: ActionSummaries,
  ) {}

  @Get()
  @Reads(ActionsAnswer, 'Lists the "we wills" and the actions of a quarter with their updates.')
  async list(@Query() query: ActionsQuery, @Req() request: Request): Promise<Plain<ActionsAnswer>> {
    const period = quarterOf(query);
    const question = await this.questions.open(query);
    const plans = await this.summaries.plansOf(period, question.asAt.position);
    return {
      asAt: asAtAnswer(question),
      links: { permanent: permanentLink(request.path, query, question) },
      note: emptinessNote(question) ?? (plans.now ? null : noPlan(period)),
      period,
      ...quarterActions(plans, period, query.area),
    };
  }

  @Get('summary')
  @Reads(
    ActionsSummaryAnswer,
    'Counts the actions of a quarter by area and status, with the previous quarter beside it.',
    'Shares are of updated actions. What was published is shown beside what is computed.',
  )
  async summary(@Query() query: QuarterQuery, @Req() request: Request): Promise<Plain<ActionsSummaryAnswer>> {
    const period = quarterOf(query);
    const question = await this.questions.open(query);
    const table = await this.summaries.of(period, question.asAt.position);
    const empty = table.rows.length === 0 ? noPlan(period) : null;
    return {
      asAt: asAtAnswer(question),
      links: { permanent: permanentLink(request.path, query, question) },
      note: emptinessNote(question) ?? empty,
      ...table,
    };
  }
}

function quarterOf({ period }: QuarterQuery): PeriodKey {
  if (period === undefined) {
    throw badRequest('invalid-request', { in: 'query', pointer: '/period', detail: '"period" is missing.' });
  }
  return quarterOfActions(period);
}

function noPlan(period: PeriodKey): string {
  return `No business plan of ${period} was held then: its actions cannot be counted.`;
}
