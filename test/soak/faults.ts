import { rebuildReadModels } from '@outturn/read-models';
import type { Chance } from './chance';
import type { Program } from './program';
import { until } from './wait';
import { programsOf, type Installation, type World } from './world';

/** Something that goes wrong, and is put right again. */
export interface Fault {
  readonly name: string;
  /** What of the world it needs; absent where it is always possible. */
  readonly needs?: 'redis' | 'disk' | 'eventStoreDb';
  readonly strike: (world: World, chance: Chance, signal: AbortSignal) => Promise<void>;
}

/** How long a fault is waited for that shows only when somebody stumbles over it. */
const NOTICED_WITHIN_MS = 10_000;
const LOST_ANSWERS_OF_A_FAULT = 3;

export const FAULTS: readonly Fault[] = [
  { name: 'worker killed', strike: (world, chance) => restart(chance.oneOf(all(world, 'workers'))) },
  { name: 'server killed', strike: (world, chance) => restart(chance.oneOf(all(world, 'servers'))) },
  { name: 'two workers at once', strike: (world, chance) => restartAll(chance.oneOf(world.installations).workers) },
  { name: 'PostgreSQL stopped', strike: stopPostgres },
  { name: 'connections cut', strike: ({ postgres }) => postgres.cutConnections() },
  { name: 'connections to EventStoreDB cut', needs: 'eventStoreDb', strike: cutEventStoreDb },
  { name: 'Redis emptied', needs: 'redis', strike: async ({ redis }) => redis?.empty() },
  { name: 'Redis killed', needs: 'redis', strike: killRedis },
  { name: 'clocks jump', strike: jumpClocks },
  { name: 'disk full', needs: 'disk', strike: fillDisk },
  { name: 'rebuild meanwhile', strike: rebuild },
];

/** The faults that this world can have. */
export function possibleFaults(world: World): readonly Fault[] {
  return FAULTS.filter(({ needs }) => needs === undefined || world[needs] !== undefined);
}

function all({ installations }: World, kind: 'servers' | 'workers'): readonly Program[] {
  return installations.flatMap((installation) => installation[kind]);
}

async function restart(program: Program): Promise<void> {
  await program.kill();
  await program.start();
}

/** Both claim the read models at the same moment. */
async function restartAll(programs: readonly Program[]): Promise<void> {
  await Promise.all(programs.map((program) => program.kill()));
  await Promise.all(programs.map((program) => program.start()));
}

async function stopPostgres(world: World, _: Chance, signal: AbortSignal): Promise<void> {
  await world.postgres.stopAtOnce();
  await noticed(world.installations, signal);
  await world.postgres.ensureAnswers();
}

function cutEventStoreDb({ eventStoreDb }: World): Promise<void> {
  eventStoreDb?.signal('SIGHUP');
  return Promise.resolve();
}

async function killRedis({ redis, installations }: World, _: Chance, signal: AbortSignal): Promise<void> {
  await redis?.kill();
  // Commands go on without it.
  for (const { book } of installations) await book.untilMoreAcknowledged(10, NOTICED_WITHIN_MS, signal).catch(ignore);
  await redis?.start();
}

function jumpClocks({ installations, eventStoreDb }: World, chance: Chance): Promise<void> {
  for (const program of installations.flatMap(programsOf)) if (chance.happens(0.7)) program.signal('SIGUSR2');
  eventStoreDb?.signal('SIGUSR2');
  return Promise.resolve();
}

async function fillDisk(world: World, _: Chance, signal: AbortSignal): Promise<void> {
  world.disk?.fill();
  try {
    await noticed(world.installations, signal);
  } finally {
    world.disk?.free();
  }
  // Where it could not write its log it has stopped itself.
  await world.postgres.ensureAnswers();
}

/** Goes on while the next faults come: a rebuild that fails leaves everything as it was. */
function rebuild({ installations }: World, chance: Chance): Promise<void> {
  const { store, pool } = chance.oneOf(installations);
  rebuildReadModels({ store, pool }).catch(ignore);
  return Promise.resolve();
}

/** Settles when some clients have got no answer, or when nobody seems to need what is missing. */
async function noticed(installations: readonly Installation[], signal: AbortSignal): Promise<void> {
  const lost = () => installations.reduce((sum, { book }) => sum + book.lostAnswers, 0);
  const wanted = lost() + LOST_ANSWERS_OF_A_FAULT * installations.length;
  await until('The fault should be noticed', NOTICED_WITHIN_MS, () => lost() >= wanted, signal).catch(ignore);
}

function ignore(): void {
  // What a fault needs for itself may fail: what must hold is looked at in the end.
}
