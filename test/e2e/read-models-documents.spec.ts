import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import {
  area,
  businessPlan,
  fold,
  programme,
  riskRegister,
  type AreaEvent,
  type AreaState,
  type Decider,
  type DomainEvent,
} from '@outturn/domain';
import { toRecorded, type NewEvent, type StoredEvent } from '@outturn/event-store';
import { eventTypes, readModels, rebuildReadModels, verifyReadModels } from '@outturn/read-models';
import { cutByItems, documentModel, joinItems, readDocuments } from '../../libs/read-models/src/documents';
import { asStored } from '../given';
import { createReadModelWorld, type ReadModelWorld } from '../support/read-model-world';

// Areas as documents: their states have items, the populations by period.

const model = documentModel({
  name: 'area-documents',
  version: 1,
  category: 'area',
  decider: area,
  parts: (state) => cutByItems(state, ['populations']),
});
const MODELS = [...readModels, model];

const defined = (key: string): AreaEvent => ({
  type: 'AreaDefined',
  data: { area: key, name: `Area ${key}`, aliases: [], order: 1, definedBy: 'planner' },
});
const populated = (period: string, indicators: number): AreaEvent => ({
  type: 'AreaPopulationDeclared',
  data: { period, indicators, source: 'The report.', declaredBy: 'planner' },
});

describe('a read model of documents', () => {
  let world: ReadModelWorld;

  async function append(key: string, ...events: AreaEvent[]): Promise<void> {
    const metadata = { actor: 'planner', role: 'planner', correlationId: randomUUID(), causationId: randomUUID() };
    const asNew = events.map((event) => ({ ...event, id: randomUUID(), schemaVersion: 1, metadata }));
    await world.store.append(`area-${key}`, asNew, 'any');
  }

  async function documentsAt(position: number, keys?: readonly string[]) {
    const documents = await readDocuments(world.pool, model, position, keys);
    return new Map([...documents].map(([key, parts]) => [key, joinItems<AreaState>(parts, ['populations'])]));
  }

  const rows = () => world.rows('area_documents');

  beforeEach(async () => {
    world = await createReadModelWorld();
    await world.pool.query(`create table read_models.area_documents (
      key text collate "C" not null, part text collate "C" not null, from_position bigint not null, value json,
      primary key (key, part, from_position))`);
    await append('first', defined('first'), populated('2023-24-Q4', 31));
    await append('second', defined('second'));
    await append('first', populated('2023-24-Q4', 30), populated('2023-24', 32));
  });
  afterEach(() => world.close());

  it('adds rows for the parts that an event changed, and for no others', async () => {
    await world.follow({ models: MODELS });
    const versions = (await rows()).map((row) => {
      const { from_position, key, part } = JSON.parse(row) as { key: string; part: string; from_position: number };
      return `${from_position} ${key} ${part}`;
    });
    expect(versions.sort()).toEqual([
      '1 first ',
      '2 first populations/2023-24-Q4',
      '3 second ',
      '4 first populations/2023-24-Q4',
      '5 first populations/2023-24',
    ]);
  });

  it('gives the documents as at any position', async () => {
    await world.follow({ models: MODELS });
    const name = (key: string) => ({ area: key, name: `Area ${key}` });
    expect([...(await documentsAt(1)).values()]).toEqual([
      expect.objectContaining({ ...name('first'), populations: {} }),
    ]);
    const later = await documentsAt(5);
    expect([...later.keys()]).toEqual(['first', 'second']);
    const populations = Object.entries(later.get('first')?.populations ?? {});
    expect(populations.map(([period, { indicators }]) => [period, indicators])).toEqual([
      ['2023-24', 32],
      ['2023-24-Q4', 30],
    ]);
    expect([...(await documentsAt(5, ['second', 'unknown'])).keys()]).toEqual(['second']);
    expect((await documentsAt(0)).size).toBe(0);
  });

  it.each([
    { batchSize: 1, maxStates: 1 },
    { batchSize: 2, maxStates: 10 },
    { batchSize: 100, maxStates: 1 },
  ])('writes the same rows when it follows with %p, is rebuilt, or is verified', async (options) => {
    await world.follow({ models: MODELS, ...options });
    const followed = await rows();
    expect(await verifyReadModels({ ...world, models: MODELS })).toMatchObject({ position: 5, differences: [] });
    await rebuildReadModels({ ...world, models: MODELS });
    expect(await rows()).toEqual(followed);
    await append('second', populated('2023-24-Q4', 3));
    await world.follow({ models: MODELS, ...options });
    expect(await verifyReadModels({ ...world, models: MODELS })).toMatchObject({ position: 6, differences: [] });
    expect(await rows()).toHaveLength(followed.length + 1);
  });

  it('is brought up alone when it is added later', async () => {
    await world.follow();
    await append('second', populated('2023-24-Q4', 3));
    const follower = world.follower({ models: MODELS });
    follower.start();
    while (follower.status().position < 6 || follower.status().state !== 'following') await turn();
    await follower.stop();
    expect(await verifyReadModels({ ...world, models: MODELS })).toMatchObject({ position: 6, differences: [] });
  });

  it('is found to be wrong when somebody has changed a row', async () => {
    await world.follow({ models: MODELS });
    await world.pool.query(`delete from read_models.area_documents where key = 'second'`);
    const { differences } = await verifyReadModels({ ...world, models: MODELS });
    expect(differences).toHaveLength(1);
    expect(differences[0]).toMatchObject({ table: 'area_documents', key: '["second", "", 3]', stored: null });
  });
});

describe('the documents of business plans, risk registers and programmes', () => {
  /** Streams that are made of the examples of their events, in an order in which they can happen. */
  const GOLDEN: Readonly<Record<string, readonly string[]>> = {
    'plan-2023-24': [
      'WeWillAdded',
      'ActionAdded',
      'ActionHandedOver',
      'ActionUpdated',
      'ActionUpdateCorrected',
      'ActionCorrectionProposed',
      'ActionCorrectionRejected',
      'ActionEnded',
      'WeWillEnded',
    ],
    'register-strategic': [
      'RiskRegisterDefined',
      'RiskMatrixSet',
      'RiskRegisterPresented',
      'RiskRegisterPresentationPlanned',
    ],
    'programme-housing-improvement': [
      'ProgrammeDefined',
      'MilestoneAdded',
      'MilestoneForecastRecorded',
      'MilestoneReplanned',
      'MilestoneReached',
    ],
    'period-2023-24-Q4': ['PublishedActionsRecorded'],
  };

  function golden(type: string): NewEvent {
    const path = join(__dirname, '..', 'fixtures', 'events', `${type}.v1.json`);
    const example = JSON.parse(readFileSync(path, 'utf8')) as Pick<NewEvent, 'type' | 'schemaVersion' | 'data'>;
    const metadata = { actor: 'planner', role: 'planner', correlationId: randomUUID(), causationId: randomUUID() };
    return { ...example, id: randomUUID(), metadata };
  }

  function folded<State, Event extends DomainEvent>(
    decider: Decider<State, never, Event>,
    events: readonly StoredEvent[],
  ): unknown {
    return asStored(
      fold(
        decider,
        decider.initialState,
        events.map((event) => toRecorded<Event>(eventTypes, event)),
      ),
    );
  }

  it('say at every position what their streams say, whether followed or rebuilt', async () => {
    const world = await createReadModelWorld();
    try {
      for (const [stream, types] of Object.entries(GOLDEN)) {
        for (const type of types) await world.store.append(stream, [golden(type)], 'any');
      }
      await world.follow({ batchSize: 3, maxStates: 1 });
      const head = await world.store.headPosition();
      for (let position = 1; position <= head; position += 1) {
        const streams = await world.store.readStreams(Object.keys(GOLDEN), position);
        const [plan = [], register = [], programmeEvents = []] = Object.keys(GOLDEN).map((name) => streams.get(name));
        const { readModels: models } = world;
        const known = (state: unknown, events: readonly StoredEvent[]) => (events.length === 0 ? [] : [state]);
        expect([...(await models.businessPlans(['2023-24'], position)).values()]).toEqual(
          known(folded(businessPlan, plan), plan),
        );
        expect(await models.riskRegisters(position)).toEqual(known(folded(riskRegister, register), register));
        expect(await models.programmes(position)).toEqual(known(folded(programme, programmeEvents), programmeEvents));
      }
      expect(await world.readModels.publishedActions('2023-24-Q4', head)).toMatchObject({ updated: 241 });
      expect(await verifyReadModels(world)).toMatchObject({ position: head, differences: [] });
    } finally {
      await world.close();
    }
  });
});
