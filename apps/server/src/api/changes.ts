import { Inject, Injectable } from '@nestjs/common';
import { sameCell, type PeriodKey, type RuleVersion } from '@outturn/domain';
import { eventsBetween } from '@outturn/editions';
import type { CellAsAt } from '@outturn/read-models';
import { SERVER_PARTS, type ServerParts } from '../parts';
import type { FigureChangeAnswer } from './change-answers';
import { figureDetail } from './figure-view';
import type { Plain } from './plain';
import { Questions, type Question } from './question';
import { ratesAnew } from './rules-at';

/** A figure that is another in the later vintage, as it is kept; undefined where there is none. */
export interface DifferingFigure {
  readonly indicator: string;
  readonly before: CellAsAt | undefined;
  readonly after: CellAsAt | undefined;
}

/** Compares two vintages of a period, figure by figure. */
@Injectable()
export class Changes {
  constructor(
    @Inject(SERVER_PARTS) private readonly parts: ServerParts,
    @Inject(Questions) private readonly questions: Questions,
  ) {}

  /** The figures that differ, with what happened to them in between. */
  async between(period: PeriodKey, from: Question, to: Question): Promise<Plain<FigureChangeAnswer>[]> {
    const differing = await this.differing(period, from, to);
    return this.withEvents(differing, period, from, to);
  }

  /** The figures that differ. */
  async differing(period: PeriodKey, from: Question, to: Question): Promise<DifferingFigure[]> {
    const indicators = await this.maybeChanged(period, from, to);
    const [earlier, later] = await Promise.all([
      this.cells(period, from, indicators),
      this.cells(period, to, indicators),
    ]);
    const before = new Map(earlier.map((found) => [found.cell.indicator, found]));
    const after = new Map(later.map((found) => [found.cell.indicator, found]));
    const changed = [...new Set([...after.keys(), ...before.keys()])].filter(
      (key) => !sameCell(before.get(key)?.cell, after.get(key)?.cell),
    );
    return changed.map((indicator) => ({ indicator, before: before.get(indicator), after: after.get(indicator) }));
  }

  /** Figures that differ in words, with what happened to each in between: where only some are shown, only they are worked out. */
  async withEvents(
    figures: readonly DifferingFigure[],
    period: PeriodKey,
    from: Question,
    to: Question,
  ): Promise<Plain<FigureChangeAnswer>[]> {
    const { readModels } = this.parts;
    const keys = figures.map(({ indicator }) => indicator);
    const rules = await readModels.rules(keys, Math.max(from.latest, to.latest));
    return Promise.all(
      figures.map(async ({ indicator, before, after }) => ({
        indicator,
        before: detailOf(before, rules),
        after: detailOf(after, rules),
        events: await eventsBetween(readModels, indicator, period, from.asAt.position, to.asAt.position),
      })),
    );
  }

  /** As they are kept, figures differ only where they have changed in between; other rules may make any of them another. */
  private async maybeChanged(period: PeriodKey, from: Question, to: Question): Promise<readonly string[] | undefined> {
    if (ratesAnew(from.basis) || ratesAnew(to.basis)) return undefined;
    const [first, last] = [from.asAt.position, to.asAt.position].sort((a, b) => a - b);
    return this.parts.readModels.indicatorsChanged(period, first ?? 0, last ?? 0);
  }

  private async cells(
    period: PeriodKey,
    question: Question,
    indicators: readonly string[] | undefined,
  ): Promise<readonly CellAsAt[]> {
    const cells = await this.parts.readModels.cellsOfPeriod(period, question.asAt.position, { indicators });
    return this.questions.rerateAll(cells, question);
  }
}

function detailOf(found: CellAsAt | undefined, rules: ReadonlyMap<string, readonly RuleVersion[]>) {
  return found === undefined ? null : figureDetail(found, rules.get(found.cell.indicator) ?? []);
}
