import { Inject, Injectable } from '@nestjs/common';
import type { PeriodKey } from '@outturn/domain';
import type { ShownFigure } from '@outturn/read-models';
import { SERVER_PARTS, type ServerParts } from '../parts';
import type { FigureDetailAnswer } from './figure-answers';
import { figureDetail, publishedDetail, withEditions } from './figure-view';
import type { Plain } from './plain';
import { Published } from './published';
import { Questions, type Question } from './question';

/** A figure with everything that is said of it. */
export type Figure = Plain<FigureDetailAnswer>;

/** Finds figures as a question sees them. */
@Injectable()
export class Figures {
  constructor(
    @Inject(SERVER_PARTS) private readonly parts: ServerParts,
    @Inject(Questions) private readonly questions: Questions,
    @Inject(Published) private readonly published: Published,
  ) {}

  /** All figures of an indicator, by period. */
  async ofIndicator(key: string, question: Question): Promise<Figure[]> {
    const { position } = question.asAt;
    const rules = (await this.parts.readModels.rules([key], question.latest)).get(key) ?? [];
    if (question.basis === 'published') {
      const figures = await this.published.figures(key, question);
      return figures.map((figure) => publishedDetail(figure, rules));
    }
    const [found, shown] = await Promise.all([
      this.parts.readModels.cellsOfIndicator(key, position),
      this.parts.readModels.shownFigures({ indicator: key }, position),
    ]);
    const cells = await this.questions.rerateAll(found, question);
    return cells.map((cell) => {
      const ofPeriod = shown.filter(({ period }) => period === cell.cell.period);
      return withEditions(figureDetail(cell, rules), ofPeriod);
    });
  }

  /** One figure; null where there is none. */
  async one(key: string, period: PeriodKey, question: Question): Promise<Figure | null> {
    return question.basis === 'published'
      ? this.publishedFigure(key, period, question)
      : this.knownFigure(key, period, question);
  }

  /** The figures of an area in a period, by indicator; where it asks for what was published, as the latest edition saw them. */
  async ofArea(area: string, period: PeriodKey, question: Question): Promise<Figure[]> {
    const { seen } =
      question.basis === 'published' ? await this.published.seenBy(period, question) : { seen: question };
    const cells = await this.parts.readModels.cellsOfPeriod(period, seen.asAt.position, { area });
    const found = await this.questions.rerateAll(
      cells.filter(({ cell }) => cell.kind === 'indicator'),
      seen,
    );
    const keys = found.map(({ cell }) => cell.indicator);
    const [rules, shown] = await Promise.all([
      this.parts.readModels.rules(keys, question.latest),
      this.parts.readModels.shownFigures({ period }, question.asAt.position),
    ]);
    const shownOf = new Map(keys.map((key) => [key, [] as ShownFigure[]]));
    for (const figure of shown) shownOf.get(figure.indicator)?.push(figure);
    return found.map((cell) => {
      const { indicator } = cell.cell;
      return withEditions(figureDetail(cell, rules.get(indicator) ?? []), shownOf.get(indicator) ?? []);
    });
  }

  private async publishedFigure(key: string, period: string, question: Question): Promise<Figure | null> {
    const [[figure], rules] = await Promise.all([
      this.published.figures(key, question, period),
      this.parts.readModels.rules([key], question.latest),
    ]);
    return figure ? publishedDetail(figure, rules.get(key) ?? []) : null;
  }

  private async knownFigure(key: string, period: string, question: Question): Promise<Figure | null> {
    const { position } = question.asAt;
    const [found, shown, rules] = await Promise.all([
      this.parts.readModels.cell(key, period, position),
      this.parts.readModels.shownFigures({ indicator: key, period }, position),
      this.parts.readModels.rules([key], question.latest),
    ]);
    if (found === undefined) return null;
    const cell = await this.questions.rerate(found, question);
    return withEditions(figureDetail(cell, rules.get(key) ?? []), shown);
  }
}
