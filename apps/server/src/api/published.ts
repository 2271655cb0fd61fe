import { Inject, Injectable } from '@nestjs/common';
import { comparePeriods, parsePeriod, type PeriodKey } from '@outturn/domain';
import type { EditionView } from '@outturn/read-models';
import { SERVER_PARTS, type ServerParts } from '../parts';
import type { PublishedFigure } from './edition-view';
import { latestOn } from './editions';
import type { Question } from './question';

/** Answers what was published: the question that names no rules, as the editions have pinned theirs. */
@Injectable()
export class Published {
  constructor(@Inject(SERVER_PARTS) private readonly parts: ServerParts) {}

  /**
   * A question about a period as the latest edition on it saw the record. Where nothing had been published, it is a
   * question about the time before anything was recorded.
   */
  async seenBy(
    period: PeriodKey,
    question: Question,
  ): Promise<{ readonly seen: Question; readonly edition: EditionView | undefined }> {
    const edition = latestOn(await this.parts.readModels.editions(question.asAt.position), period);
    const asAt = { position: edition?.position ?? 0, recordedAt: null };
    return { seen: { ...question, asAt, basis: 'known-then' }, edition };
  }

  /** The figures of an indicator that the latest editions show, by period; those of one period where it is given. */
  async figures(indicator: string, question: Question, period?: PeriodKey): Promise<PublishedFigure[]> {
    const { readModels } = this.parts;
    const { position } = question.asAt;
    const [editions, shown] = await Promise.all([
      readModels.editions(position),
      readModels.shownFigures({ indicator, period }, position),
    ]);
    const latest = shown.filter((figure) => latestOn(editions, figure.period)?.edition === figure.edition);
    const figures = await Promise.all(
      latest.map(async (figure) => {
        const edition = editions.find((candidate) => candidate.edition === figure.edition);
        const found = edition && (await readModels.cell(indicator, figure.period, edition.position));
        return edition && found ? [{ found, shown: figure, edition }] : [];
      }),
    );
    return figures.flat().sort((a, b) => comparePeriods(parsePeriod(a.shown.period), parsePeriod(b.shown.period)));
  }
}
