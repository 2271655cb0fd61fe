import { Controller, Get, Inject, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { actionOf, countsIn, type BusinessPlanState, type PeriodKey, type PlanAction } from '@outturn/domain';
import type { Request } from 'express';
import { ActionsAnswer, ActionsSummaryAnswer, NO_UPDATE, type ActionAnswer } from './action-answers';
import { ActionSummaries } from './action-summaries';
import type { Plain } from './plain';
import { badRequest } from './problem';
import { ActionsQuery, QuarterQuery } from './queries';
import { Questions, asAtAnswer, emptinessNote, permanentLink } from './question';
import { periodIn } from './request-pipes';
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
    const { now, previous, previousPeriod } = await this.summaries.plansOf(period, question.asAt.position);
    const isWanted = (item: Pick<PlanAction, 'area' | 'fromQuarter' | 'ended'>) =>
      countsIn(item, period) && (query.area === undefined || query.area === item.area);
    const items = inOrder(Object.values(now?.actions ?? {}).filter(isWanted), ({ action }) => action);
    const weWills = inOrder(Object.values(now?.weWills ?? {}).filter(isWanted), ({ weWill }) => weWill);
    return {
      asAt: asAtAnswer(question),
      links: { permanent: permanentLink(request.path, query, question) },
      note: emptinessNote(question) ?? (now ? null : noPlan(period)),
      period,
      weWills: weWills.map(({ weWill, area, text }) => ({ weWill, area, text })),
      items: items.map((action) => answerOf(action, period, statusIn(previous, action.action, previousPeriod))),
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
  const pointer = '/period';
  if (period === undefined) {
    throw badRequest('invalid-request', { in: 'query', pointer, detail: '"period" is missing.' });
  }
  const { key, kind } = periodIn('query', period);
  if (kind === 'quarter') return key;
  const detail = `Actions are updated every quarter, and ${key} is none. Give one, such as 2023-24-Q4.`;
  throw badRequest('not-a-quarter', { in: 'query', pointer, detail });
}

function noPlan(period: PeriodKey): string {
  return `No business plan of ${period} was held then: its actions cannot be counted.`;
}

function inOrder<Item extends { readonly area: string }>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
): Item[] {
  const place = (item: Item) => `${item.area} ${keyOf(item)}`;
  return [...items].sort((a, b) => (place(a) < place(b) ? -1 : 1));
}

function statusIn(plan: BusinessPlanState | undefined, key: string, quarter: PeriodKey): string | null {
  const action = plan && actionOf(plan, key);
  if (!action || !countsIn(action, quarter)) return null;
  return action.updates[quarter]?.status ?? NO_UPDATE;
}

function answerOf(known: PlanAction, quarter: PeriodKey, previousStatus: string | null): Plain<ActionAnswer> {
  const { action, area, title, owner, weWill = null, pendingCorrection } = known;
  const update = known.updates[quarter];
  return {
    action,
    area,
    title,
    owner,
    weWill,
    status: update?.status ?? NO_UPDATE,
    commentary: update?.commentary ?? null,
    updatedBy: update?.by ?? null,
    eventId: update?.eventId ?? null,
    correctedBecause: update?.corrected?.reason ?? null,
    previousStatus,
    ...(pendingCorrection ? { pendingCorrection } : {}),
  };
}
