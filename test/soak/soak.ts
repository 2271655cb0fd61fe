import { setMaxListeners } from 'node:events';
import { PostgresReadModels } from '@outturn/read-models';
import { Chance } from './chance';
import { checkAnswers, checkFollower, checkOrder, checkPrograms, checkReadModels, readLog, type Check } from './checks';
import { Editions } from './editions';
import { FAULTS, possibleFaults } from './faults';
import { TailingFollower } from './follower';
import { prepareCouncil, runHttpClient } from './http-clients';
import { AskedJobs } from './jobs';
import { runPortClient } from './port-clients';
import type { Footprint } from './program';
import { Sender } from './sender';
import { until } from './wait';
import { programsOf, startWorld, type Clearing, type Installation, type StoreName, type World } from './world';

export interface SoakOptions {
  /** For how long faults are made. */
  readonly seconds: number;
  readonly seed: number;
  readonly stores: readonly StoreName[];
  /** The names of the faults; all that are possible when absent. */
  readonly faults?: readonly string[];
  /** Whether the clients ask for jobs too, which are waited for at the end. */
  readonly jobs: boolean;
  readonly say: (line: string) => void;
  /** Ends it early. */
  readonly signal: AbortSignal;
}

/** What came of a soak. */
export interface SoakReport {
  readonly checks: readonly Check[];
  /** How often each fault was made; 0 for those for which there was no time or no means. */
  readonly faults: Readonly<Record<string, number>>;
  /** Before and after. */
  readonly footprints: Readonly<Record<string, readonly [Footprint, Footprint]>>;
}

const HTTP_CLIENTS = 5;
const PORT_CLIENTS = 3;
const INDICATORS_A_SECOND = 5;
const EDITION_EVERY_ACKNOWLEDGED = 400;
/** So many commands must be acknowledged between two faults, on each store, within so long. */
const ACKNOWLEDGED_BETWEEN_FAULTS = 20;
const RECOVERED_WITHIN_MS = 90_000;
const FOLLOWED_WITHIN_MS = 180_000;
const LOOK_AGAIN_MS = 1_000;
/** A worker counts as lost after 30 s; then its job is begun anew, three times at the most. */
const JOBS_WITHIN_MS = 300_000;

const NEVER_MS = Number.POSITIVE_INFINITY;
const isSo = () => true;
const isNot = () => false;

/** Everything at once for a time, then rest, then what is left is held against what was promised. */
export async function soak(options: SoakOptions, clearing: Clearing): Promise<SoakReport> {
  const { say, signal, faults: chosen = FAULTS.map(({ name }) => name) } = options;
  const world = await startWorld({ stores: options.stores, smallDisk: chosen.includes('disk full') }, clearing);
  const stop = new AbortController();
  clearing.add(() => {
    stop.abort();
  });
  const stopping = AbortSignal.any([signal, stop.signal]);
  // Every client listens to it.
  setMaxListeners(0, stopping);
  const activities = world.installations.map((installation, index) => {
    return new Activity(world, installation, { ...options, seed: options.seed + index * 1_000 }, stopping);
  });
  await Promise.all(activities.map((activity) => activity.prepare()));
  const before = footprintsOf(world);
  say(`Clients write to ${options.stores.join(' and ')}; faults for ${options.seconds} s.`);
  const running = Promise.all(activities.map((activity) => activity.run()));
  const counts = await makeFaults(world, { ...options, faults: chosen }, running);
  stop.abort();
  await running;
  say('All faults are put right and the clients have ended; looking at what is left.');
  const after = footprintsOf(world);
  const checks: Check[] = [];
  for (const activity of activities) checks.push(...(await activity.check()));
  const footprints = Object.entries(before).map(([name, start]) => [name, [start, after[name] ?? start]] as const);
  return { checks, faults: counts, footprints: Object.fromEntries(footprints) };
}

function footprintsOf({ installations }: World): Record<string, Footprint> {
  return Object.fromEntries(installations.flatMap(programsOf).map((program) => [program.name, program.footprint()]));
}

/** One fault after another, each after everybody has recovered from the last. */
async function makeFaults(
  world: World,
  { seconds, seed, faults, say, signal }: SoakOptions & { faults: readonly string[] },
  running: Promise<unknown>,
): Promise<Record<string, number>> {
  const chance = new Chance(seed);
  const counts: Record<string, number> = Object.fromEntries(faults.map((name) => [name, 0]));
  const possible = possibleFaults(world).filter(({ name }) => faults.includes(name));
  const end = performance.now() + seconds * 1_000;
  const isOver = () => performance.now() > end || signal.aborted;
  while (!isOver()) {
    for (const fault of chance.shuffled(possible)) {
      await Promise.race([recovered(world, signal), running]);
      if (isOver()) break;
      const startedAt = performance.now();
      await fault.strike(world, chance, signal);
      counts[fault.name] = (counts[fault.name] ?? 0) + 1;
      say(`  ${fault.name} (${((performance.now() - startedAt) / 1_000).toFixed(1)} s)`);
    }
  }
  await recovered(world, signal);
  return counts;
}

/** Nobody waits for long, whatever has happened. */
async function recovered({ installations }: World, signal: AbortSignal): Promise<void> {
  await Promise.all(
    installations.map(({ book }) =>
      book.untilMoreAcknowledged(ACKNOWLEDGED_BETWEEN_FAULTS, RECOVERED_WITHIN_MS, signal),
    ),
  );
}

/** Everybody who works on one store, and what they remember. */
class Activity {
  private readonly follower: TailingFollower;
  private readonly editions: Editions;
  private readonly jobs: AskedJobs;
  private chances = 0;

  constructor(
    private readonly world: World,
    private readonly installation: Installation,
    private readonly options: SoakOptions,
    private readonly stopping: AbortSignal,
  ) {
    this.follower = new TailingFollower(installation);
    this.editions = new Editions(this.sender());
    this.jobs = new AskedJobs(this.chance(), world.redis);
  }

  async prepare(): Promise<void> {
    await prepareCouncil(this.sender());
    await this.editions.publish();
  }

  async run(): Promise<void> {
    const { installation, stopping } = this;
    const { seed, seconds } = this.options;
    const indicators = seconds * INDICATORS_A_SECOND;
    const clients = Array.from({ length: HTTP_CLIENTS }, () => runHttpClient(this.sender(), this.chance(), stopping));
    const appending = Array.from({ length: PORT_CLIENTS }, (_, place) =>
      runPortClient({ installation, chance: this.chance(), seed, indicators, place, places: PORT_CLIENTS, stopping }),
    );
    const asking = this.options.jobs ? this.jobs.run(this.sender(), stopping) : Promise.resolve();
    await Promise.all([...clients, ...appending, asking, this.publishNowAndThen()]);
  }

  async check(): Promise<Check[]> {
    const { installation } = this;
    const { store, pool, book } = installation;
    const head = await store.headPosition();
    const readModels = new PostgresReadModels(pool, store);
    const { signal } = this.options;
    const followed = () => readModels.waitFor(head, LOOK_AGAIN_MS);
    await until(`The read models should get to ${head}`, FOLLOWED_WITHIN_MS, followed, signal);
    const seen = () => this.follower.seen.length >= head;
    await until('The follower should have seen everything', FOLLOWED_WITHIN_MS, seen, signal);
    const patient = this.sender(AbortSignal.any([signal, AbortSignal.timeout(JOBS_WITHIN_MS)]));
    const lostJobs = await this.jobs.settle(patient);
    const log = await readLog(installation);
    const checks: Check[] = [
      ...checkAnswers(book, log),
      checkOrder(log),
      checkFollower(this.follower.seen, log),
      await checkReadModels(installation),
      {
        name: 'editions are unchanged',
        found: `${this.editions.files} files`,
        evidence: await this.editions.changed(patient),
      },
      ...(this.options.jobs ? [{ name: 'jobs ended once', found: this.jobs.summary(), evidence: lostJobs }] : []),
      checkPrograms(installation),
    ];
    await this.follower.stop();
    return checks.map((check) => ({ ...check, name: `${installation.name}: ${check.name}` }));
  }

  /** Until the end, at which the wait is given up. */
  private async publishNowAndThen(): Promise<void> {
    const { book } = this.installation;
    while (await book.untilMoreAcknowledged(EDITION_EVERY_ACKNOWLEDGED, NEVER_MS, this.stopping).then(isSo, isNot)) {
      await this.editions.publish();
    }
  }

  private sender(stopping = this.stopping): Sender {
    return new Sender(this.installation, this.world.identities, this.chance(), stopping);
  }

  /** Each client has its own, so that what one draws does not hang on how fast another is. */
  private chance(): Chance {
    this.chances += 1;
    return new Chance(this.options.seed + this.chances);
  }
}
