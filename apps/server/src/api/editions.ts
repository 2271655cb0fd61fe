import { londonDate } from '@outturn/domain';
import { Inject, Injectable } from '@nestjs/common';
import type { PeriodKey } from '@outturn/domain';
import { GovernanceSources, eventsBetween } from '@outturn/editions';
import type { EditionView, ShownFigure } from '@outturn/read-models';
import { quarterOfReport } from '@outturn/reports';
import { SERVER_PARTS, type ServerParts } from '../parts';
import { differencesOf, editionAnswer, shownFigureAnswer } from './edition-view';
import type { Plain } from './plain';
import { badRequest } from './problem';
import type { EditionComparisonAnswer, EditionDifferenceAnswer } from './publication-answers';
import type { EditionComparisonQuery } from './queries';
import { Questions, type Question } from './question';
import { unknownEdition } from './request-pipes';

type Comparison = Omit<Plain<EditionComparisonAnswer>, 'asAt' | 'links' | 'note'>;

/** Finds editions, and compares what they showed. */
@Injectable()
export class Editions {
  constructor(
    @Inject(SERVER_PARTS) private readonly parts: ServerParts,
    @Inject(Questions) private readonly questions: Questions,
    @Inject(GovernanceSources) private readonly governance: GovernanceSources,
  ) {}

  /**
   * An edition and the one that followed it, as at a moment.
   *
   * @throws {Problem} 404 when it had not been published then.
   */
  async find(name: string, question: Question): Promise<{ edition: EditionView; next: EditionView | undefined }> {
    const editions = await this.parts.readModels.editions(question.asAt.position);
    const edition = editions.find((candidate) => candidate.edition === name);
    if (edition === undefined) throw unknownEdition(name);
    return { edition, next: editions.find(({ previous }) => previous === name) };
  }

  /** @throws {Problem} 400 for editions that are missing, unknown, of different periods or in the wrong order. */
  async compare(query: EditionComparisonQuery, question: Question): Promise<Comparison> {
    const editions = await this.parts.readModels.editions(question.asAt.position);
    const [from, to] = [named(editions, 'from', query.from), named(editions, 'to', query.to)];
    requireComparable(from, to);
    const [before, after] = await Promise.all([this.figuresOf(from, question), this.figuresOf(to, question)]);
    const items: Plain<EditionDifferenceAnswer>[] = [];
    for (const key of new Set([...before.keys(), ...after.keys()])) {
      const difference = await this.difference(before.get(key), after.get(key), from, to);
      if (difference) items.push(difference);
    }
    return { from: editionAnswer(from), to: editionAnswer(to), items, governance: await this.governanceOf(from, to) };
  }

  /** Both are judged on the day of the second. */
  private async governanceOf(from: EditionView, to: EditionView) {
    const { asAt } = await this.questions.open({ asAt: `position:${to.position}` });
    if (asAt.recordedAt === null) return [];
    const day = londonDate(new Date(asAt.recordedAt));
    return this.governance.changes(quarterOfReport(to.period), from.position, to.position, day);
  }

  private async figuresOf(edition: EditionView, question: Question): Promise<Map<string, ShownFigure>> {
    const shown = await Promise.all(
      edition.reportedPeriods.map((period) => this.parts.readModels.shownFigures({ period }, question.asAt.position)),
    );
    const own = shown.flat().filter((figure) => figure.edition === edition.edition);
    return new Map(own.map((figure) => [`${figure.period} ${figure.indicator}`, figure]));
  }

  private async difference(
    before: ShownFigure | undefined,
    after: ShownFigure | undefined,
    from: EditionView,
    to: EditionView,
  ): Promise<Plain<EditionDifferenceAnswer> | undefined> {
    const figure = after ?? before;
    const differs = differencesOf(before, after);
    if (figure === undefined || differs.length === 0) return undefined;
    const { indicator, period } = figure;
    return {
      indicator,
      period,
      from: before ? shownFigureAnswer(before) : null,
      to: after ? shownFigureAnswer(after) : null,
      differs,
      events: await eventsBetween(this.parts.readModels, indicator, period, from.position, to.position),
    };
  }
}

/** The latest of the editions that report on a period; undefined where there is none. */
export function latestOn(editions: readonly EditionView[], period: PeriodKey): EditionView | undefined {
  return editions.findLast(({ reportedPeriods }) => reportedPeriods.includes(period));
}

function named(editions: readonly EditionView[], parameter: 'from' | 'to', name: string | undefined): EditionView {
  if (name === undefined) throw wrong('invalid-request', parameter, `"${parameter}" is missing.`);
  const found = editions.find(({ edition }) => edition === name);
  if (found) return found;
  throw wrong(
    'unknown-edition',
    parameter,
    `There is no edition "${name.slice(0, 60)}". Look it up at /api/v1/publications.`,
  );
}

function requireComparable(from: EditionView, to: EditionView): void {
  if (from.period !== to.period) {
    const detail = `${from.edition} is of ${from.period} and ${to.edition} of ${to.period}. Compare editions of one period.`;
    throw wrong('editions-of-different-periods', 'to', detail);
  }
  if (from.number > to.number) {
    throw wrong('editions-reversed', 'from', `${from.edition} was published after ${to.edition}. Exchange them.`);
  }
}

function wrong(code: string, parameter: string, detail: string) {
  return badRequest(code, { in: 'query', pointer: `/${parameter}`, detail });
}
