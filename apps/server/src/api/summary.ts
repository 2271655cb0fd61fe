import { Inject, Injectable } from '@nestjs/common';
import type { PeriodKey } from '@outturn/domain';
import { printedOf, summaryOf, type PeriodSummary } from '@outturn/editions';
import { SERVER_PARTS, type ServerParts } from '../parts';
import { Questions, type Question } from './question';

/** The summaries of periods, through the rules that a question names. */
@Injectable()
export class Summaries {
  constructor(
    @Inject(SERVER_PARTS) private readonly parts: ServerParts,
    @Inject(Questions) private readonly questions: Questions,
  ) {}

  /** The summary of a period as a question sees it. */
  of(period: PeriodKey, question: Question): Promise<PeriodSummary> {
    const { readModels } = this.parts;
    const { position } = question.asAt;
    if (question.basis === 'known-then') return summaryOf(readModels, period, position);
    return summaryOf(readModels, period, position, this.questions.statusesAnew(question));
  }

  /** What a document printed of a period, as known at a position. */
  async printed(period: PeriodKey, position: number): Promise<PeriodSummary['printed']> {
    return printedOf(await this.parts.readModels.reportingPeriod(period, position));
  }
}
