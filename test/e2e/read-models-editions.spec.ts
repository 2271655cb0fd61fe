import { randomUUID } from 'node:crypto';
import { publication, publicationStream, type EditionFigure, type PublicationCommand } from '@outturn/domain';
import { handle } from '@outturn/event-store';
import { eventTypes, rebuildReadModels, verifyReadModels } from '@outturn/read-models';
import { allRows, createReadModelWorld, type ReadModelWorld } from '../support/read-model-world';

const PERIOD = '2023-24-Q4';
const YEAR = '2023-24';
const FIRE = 'qh-fire-risk-assessments';
const ACTOR = 'c5d7e9f1-2b4a-4d6c-9e8f-1a3b5c7d9e33';

function figure(period: string, value: string | undefined, changes: Partial<EditionFigure> = {}): EditionFigure {
  const status = value === undefined ? 'data-not-available' : 'red';
  const shown = value === undefined ? {} : { value, shown: `${value}%` };
  return {
    indicator: FIRE,
    period,
    area: 'quality-homes',
    kind: 'indicator',
    status,
    ...shown,
    markers: [],
    ...changes,
  };
}

function publish(number: number, position: number, figures: readonly EditionFigure[]): PublicationCommand {
  const entry = { coverage: 'full', state: 'closed', reopenedFor: [] } as const;
  const html = { format: 'html', mediaType: 'text/html', sha256: 'a'.repeat(64), bytes: 3, deflated: 'AAAA' } as const;
  const json = { ...html, format: 'json', mediaType: 'application/json', deflated: 'A'.repeat(300_000) } as const;
  return {
    type: 'PublishEdition',
    actor: ACTOR,
    period: PERIOD,
    number,
    previous: number === 1 ? undefined : `${PERIOD}.${number - 1}`,
    title: 'Performance monitoring report',
    reportedPeriods: [PERIOD, YEAR],
    position,
    rules: { basis: 'known-then', position },
    rounding: 'Half away from zero.',
    contentSha256: 'c'.repeat(64),
    substanceSha256: String(number).repeat(64),
    changes: number - 1,
    calendar: [
      { period: PERIOD, ...entry },
      { period: YEAR, ...entry },
    ],
    calendarNow: [
      { period: PERIOD, ...entry },
      { period: YEAR, ...entry },
    ],
    decidedLater: [],
    unapproved: [],
    figures,
    files: [html, json],
  };
}

describe('the read model of editions', () => {
  let world: ReadModelWorld;
  /** Positions of the last events of the first edition, of its erratum and of the second edition. */
  let at: { first: number; erratum: number; second: number };

  async function carryOut(command: PublicationCommand): Promise<number> {
    const commandId = randomUUID();
    const { position } = await handle({
      store: world.store,
      decider: publication,
      eventTypes,
      streamId: publicationStream(PERIOD),
      command,
      commandId,
      metadata: { actor: ACTOR, role: 'performance', correlationId: commandId, causationId: commandId },
    });
    return position;
  }

  beforeAll(async () => {
    world = await createReadModelWorld();
    const first = await carryOut(publish(1, 0, [figure(PERIOD, '56.26'), figure(YEAR, undefined)]));
    const words = { place: 'Paragraph 4.2', printed: '30.8%', shouldRead: '30.9%' };
    const erratum = await carryOut({ type: 'RecordErratum', actor: ACTOR, edition: `${PERIOD}.1`, ...words });
    const second = await carryOut(publish(2, erratum, [figure(PERIOD, '96.2', { status: 'green', markers: ['r'] })]));
    at = { first, erratum, second };
    // One event at a time, so that a batch ends within an edition.
    await world.follow({ batchSize: 1 });
  });
  afterAll(() => world.close());

  const names = async (position: number) => (await world.readModels.editions(position)).map(({ edition }) => edition);

  it('knows an edition once the last of its events is recorded', async () => {
    // The edition itself, its figures, a part of the page and two of the content.
    expect(at.first).toBe(5);
    for (const position of [0, 1, 2, 3, 4]) expect(await names(position)).toEqual([]);
    expect(await names(at.first)).toEqual(['2023-24-Q4.1']);
    expect(await names(at.second - 1)).toEqual(['2023-24-Q4.1']);
    expect(await names(at.second)).toEqual(['2023-24-Q4.1', '2023-24-Q4.2']);
    expect(await world.readModels.shownFigures({ period: PERIOD }, at.first - 1)).toEqual([]);
  });

  it('tells what an edition pins, who published it and its errata', async () => {
    const [first, second] = await world.readModels.editions(at.second);
    expect(first).toMatchObject({
      edition: '2023-24-Q4.1',
      period: PERIOD,
      number: 1,
      reportedPeriods: [PERIOD, YEAR],
      position: 0,
      publishedBy: ACTOR,
      publishedAt: await world.store.recordedAt(at.first),
      figures: 2,
      fromPosition: at.first,
      files: [
        { format: 'html', parts: 1 },
        { format: 'json', parts: 2 },
      ],
      errata: [{ place: 'Paragraph 4.2', printed: '30.8%', shouldRead: '30.9%', recordedBy: ACTOR }],
    });
    expect(first?.errata[0]?.recordedAt).toBe(await world.store.recordedAt(at.erratum));
    expect(second).toMatchObject({ previous: '2023-24-Q4.1', changes: 1, errata: [] });
    expect(await world.readModels.editions(at.first)).toMatchObject([{ errata: [] }]);
  });

  it('tells what editions showed of a period, of an indicator, or of both', async () => {
    const shown = async (of: object, position = at.second) =>
      (await world.readModels.shownFigures(of, position)).map(
        ({ edition, period, value, markers }) => `${edition} ${period} ${value} ${markers.join()}`,
      );
    const ofQuarter = ['2023-24-Q4.1 2023-24-Q4 56.26 ', '2023-24-Q4.2 2023-24-Q4 96.2 r'];
    expect(await shown({ period: PERIOD })).toEqual(ofQuarter);
    expect(await shown({ indicator: FIRE, period: PERIOD })).toEqual(ofQuarter);
    expect(await shown({ indicator: FIRE, period: PERIOD }, at.first)).toEqual(ofQuarter.slice(0, 1));
    expect(await shown({ indicator: FIRE })).toEqual(['2023-24-Q4.1 2023-24 undefined ', ...ofQuarter]);
    expect(await shown({ indicator: 'qh-voids' })).toEqual([]);
  });

  it('comes out the same, row for row, when it is rebuilt', async () => {
    const before = await allRows(world);
    await rebuildReadModels(world);
    expect(await allRows(world)).toEqual(before);
    expect((await verifyReadModels(world)).differences).toEqual([]);
  });
});
