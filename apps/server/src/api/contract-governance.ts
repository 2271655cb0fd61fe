import { Inject, Injectable } from '@nestjs/common';
import { lastDay, parseDate, parsePeriod, previousPeriod, quarterContaining, londonDate } from '@outturn/domain';
import type { ContractGovernance, DateText, PeriodKey } from '@outturn/domain';
import { contractGovernances } from '@outturn/editions';
import { SERVER_PARTS, type ServerParts } from '../parts';
import type { Plain } from './plain';
import { badRequest } from './problem';
import type { ContractsQuery } from './queries';
import { Questions, type Question } from './question';
import { periodIn } from './request-pipes';

/** A question about contracts: as at when, which quarter, and on which day what is overdue is judged. */
export interface ContractQuestion {
  readonly question: Question;
  readonly period: PeriodKey;
  readonly day: DateText;
}

/** Works out how contracts stood in a quarter. */
@Injectable()
export class ContractGovernances {
  constructor(
    @Inject(SERVER_PARTS) private readonly parts: ServerParts,
    @Inject(Questions) private readonly questions: Questions,
  ) {}

  /** @throws {Problem} 400 for a period that is no quarter, or a day that is none. */
  async open(query: Plain<ContractsQuery>): Promise<ContractQuestion> {
    const asked = query.period === undefined ? undefined : quarterIn(query.period);
    const given = query.day === undefined ? undefined : dayIn(query.day);
    const question = await this.questions.open(query);
    const day = given ?? this.dayOf(query.asAt, question);
    return { question, day, period: asked ?? lastQuarterBefore(day) };
  }

  /** The governance of the contracts that are known, by key; of those named, or of all. */
  of({ question, period, day }: ContractQuestion, keys?: readonly string[]): Promise<ContractGovernance[]> {
    const { position } = question.asAt;
    return contractGovernances(this.parts.readModels, { position, period, day }, keys);
  }

  /** The day that is asked about: the date of the as-at, or the day of its moment in London. */
  private dayOf(asAt: string | undefined, { asAt: found }: Question): DateText {
    if (asAt === undefined) return londonDate(this.parts.now?.() ?? new Date());
    if (/^\d{4}-\d{2}-\d{2}$/.test(asAt)) return asAt;
    const moment = asAt.includes('T') ? asAt : found.recordedAt;
    return londonDate(moment === null ? (this.parts.now?.() ?? new Date()) : new Date(moment));
  }
}

function quarterIn(text: string): PeriodKey {
  const { key, kind } = periodIn('query', text);
  if (kind === 'quarter') return key;
  const detail = `${key} is no quarter. Contracts are governed by quarters: give one, such as 2023-24-Q4.`;
  throw badRequest('not-a-quarter', { in: 'query', pointer: '/period', detail });
}

function dayIn(text: string): DateText {
  try {
    return parseDate(text, '/day');
  } catch {
    const detail = `"${text.slice(0, 40)}" is not a date. Write it as 2024-07-31.`;
    throw badRequest('invalid-date', { in: 'query', pointer: '/day', detail });
  }
}

/** The last quarter that had ended by the start of a day. */
function lastQuarterBefore(day: DateText): PeriodKey {
  const quarter = quarterContaining(parsePeriod(day.slice(0, 7)));
  const ended = lastDay(quarter) < day ? quarter : previousPeriod(quarter);
  return (ended ?? quarter).key;
}
