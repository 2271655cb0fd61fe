import { editionOf, isComplete, publication, type Edition, type EditionFigure, type PeriodKey } from '@outturn/domain';
import type { ReadModel } from './projection';
import type { Querier } from './querier';
import type { EditionView, ErratumView, ShownFigure } from './read-models';
import { streamProjection } from './streams';
import type { Table } from './table';

/** Published editions, from the position of the event that completed them. */
const editionsTable: Table = {
  name: 'editions',
  columns: { edition: 'text', from_position: 'bigint', facts: 'json' },
  key: ['edition', 'from_position'],
  position: 'from_position',
};

const errataTable: Table = {
  name: 'edition_errata',
  columns: { edition: 'text', from_position: 'bigint', facts: 'json' },
  key: ['edition', 'from_position'],
  position: 'from_position',
};

/** What each figure was in each edition that showed it. */
const figuresTable: Table = {
  name: 'edition_figures',
  columns: { indicator: 'text', period: 'text', edition: 'text', from_position: 'bigint', figure: 'json' },
  key: ['indicator', 'period', 'edition', 'from_position'],
  position: 'from_position',
};

type EditionFacts = Omit<EditionView, 'fromPosition' | 'errata'>;

export const editions: ReadModel = {
  name: 'editions',
  version: 1,
  tables: [editionsTable, errataTable, figuresTable],
  needsCells: false,
  streams: [
    streamProjection({
      category: 'publication',
      decider: publication,
      project: ({ stored, event, before, after }, emit) => {
        const { position, recordedAt } = stored;
        switch (event.type) {
          case 'EditionPublished':
            return;
          case 'EditionFiguresShown':
            for (const figure of event.data.figures) {
              const { indicator, period } = figure;
              emit.row(figuresTable, [indicator, period, event.data.edition, position, JSON.stringify(figure)]);
            }
            return;
          case 'EditionFilePartStored': {
            const was = editionOf(before, event.data.edition);
            const edition = editionOf(after, event.data.edition);
            if (!edition || !isComplete(edition) || (was && isComplete(was))) return;
            emit.row(editionsTable, [edition.edition, position, JSON.stringify(factsOf(edition, recordedAt))]);
            return;
          }
          case 'ErratumRecorded': {
            const { edition, ...erratum } = event.data;
            const view: ErratumView = { ...erratum, eventId: event.id, position, recordedAt };
            emit.row(errataTable, [edition, position, JSON.stringify(view)]);
          }
        }
      },
    }),
  ],
};

function factsOf(edition: Edition, publishedAt: string): EditionFacts {
  const { period, number, previous, title, reportedPeriods, position, rules, rounding, note } = edition;
  const { contentSha256, substanceSha256, changes, files, publishedBy, eventId, figures } = edition;
  const pinned = { title, reportedPeriods, position, rules, rounding, note, contentSha256, substanceSha256, changes };
  const id = { edition: edition.edition, period, number, previous };
  return { ...id, ...pinned, files, publishedBy, publishedAt, eventId, figures };
}

interface EditionRecord {
  readonly from_position: string;
  readonly facts: EditionFacts;
  readonly errata: readonly ErratumView[] | null;
}

/** Editions as at a position, in the order in which they were published. */
export async function readEditions(querier: Querier, position: number): Promise<EditionView[]> {
  const answer = await querier.query<EditionRecord>({
    name: 'editions',
    text: `select e.from_position, e.facts, r.errata
             from read_models.editions e
             left join (select edition, json_agg(facts order by from_position) as errata
                          from read_models.edition_errata where from_position <= $1 group by edition) r
               on r.edition = e.edition
            where e.from_position <= $1 order by e.from_position`,
    values: [position],
  });
  return answer.rows.map(({ from_position, facts, errata }) => ({
    ...facts,
    fromPosition: Number(from_position),
    errata: errata ?? [],
  }));
}

interface ShownRecord {
  readonly edition: string;
  readonly figure: EditionFigure;
}

/**
 * What editions showed of figures, as at a position, the earliest edition first.
 *
 * @param of a period, an indicator, or both
 */
export async function readShownFigures(
  querier: Querier,
  of: { readonly indicator?: string; readonly period?: PeriodKey },
  position: number,
): Promise<ShownFigure[]> {
  const values: (string | number)[] = [position];
  const conditions = (['indicator', 'period'] as const).flatMap((name) => {
    const value = of[name];
    return value === undefined ? [] : [`and f.${name} = $${values.push(value)}`];
  });
  const answer = await querier.query<ShownRecord>({
    text: `select f.edition, f.figure
             from read_models.edition_figures f join read_models.editions e on e.edition = f.edition
            where e.from_position <= $1 ${conditions.join(' ')}
            order by e.from_position, f.indicator, f.period`,
    values,
  });
  return answer.rows.map(({ edition, figure }) => ({ ...figure, edition }));
}
