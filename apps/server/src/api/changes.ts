import { Inject, Injectable } from '@nestjs/common';
import { sameCell, type PeriodKey, type RuleVersion } from '@outturn/domain';
import { eventsBetween } from '@outturn/editions';
import type { CellAsAt } from '@outturn/read-models';
import { SERVER_PARTS, type ServerParts } from '../parts';
import type { FigureChangeAnswer } from './change-answers';
import { figureDetail } from './figure-view';
import type { Plain } from './plain';
import { Questions, type Question } from './question';

/** Compares two vintages of a period, figure by figure. */
@Injectable()
export class Changes {
  constructor(
    @Inject(SERVER_PARTS) private readonly parts: ServerParts,
    @Inject(Questions) private readonly questions: Questions,
  ) {}

  /** The figures that differ, with what happened to them in between. */
  async between(period: PeriodKey, from: Question, to: Question): Promise<Plain<FigureChangeAnswer>[]> {
    const [earlier, later] = await Promise.all([this.cells(period, from), this.cells(period, to)]);
    const before = new Map(earlier.map((found) => [found.cell.indicator, found]));
    const after = new Map(later.map((found) => [found.cell.indicator, found]));
    const changed = [...new Set([...after.keys(), ...before.keys()])].filter(
      (key) => !sameCell(before.get(key)?.cell, after.get(key)?.cell),
    );
    const rules = await this.parts.readModels.rules(changed, Math.max(from.latest, to.latest));
    return Promise.all(
      changed.map(async (indicator) => ({
        indicator,
        before: detailOf(before.get(indicator), rules),
        after: detailOf(after.get(indicator), rules),
        events: await eventsBetween(this.parts.readModels, indicator, period, from.asAt.position, to.asAt.position),
      })),
    );
  }

  private async cells(period: PeriodKey, question: Question): Promise<readonly CellAsAt[]> {
    const cells = await this.parts.readModels.cellsOfPeriod(period, question.asAt.position);
    return this.questions.rerateAll(cells, question);
  }
}

function detailOf(found: CellAsAt | undefined, rules: ReadonlyMap<string, readonly RuleVersion[]>) {
  return found === undefined ? null : figureDetail(found, rules.get(found.cell.indicator) ?? []);
}
