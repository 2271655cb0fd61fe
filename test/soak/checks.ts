import type { StoredEvent } from '@outturn/event-store';
import { verifyReadModels } from '@outturn/read-models';
import type { Book, Told } from './book';
import { lineOf } from './follower';
import { programsOf, type Installation } from './world';

/** What was looked at after a soak. */
export interface Check {
  readonly name: string;
  /** One line. */
  readonly found: string;
  /** Empty where all is well. */
  readonly evidence: readonly string[];
}

const BATCH_EVENTS = 2_000;

/** All events of a store, in the order of their positions. */
export async function readLog({ store }: Installation): Promise<StoredEvent[]> {
  const log: StoredEvent[] = [];
  for await (const events of store.readAll({ afterPosition: 0, batchSize: BATCH_EVENTS })) log.push(...events);
  return log;
}

/** Holds the log against what clients were told. */
export function checkAnswers(book: Book, log: readonly StoredEvent[]): Check[] {
  const idsOf = new Map<string, string[]>();
  for (const { id, metadata } of log) {
    const ids = idsOf.get(metadata.correlationId);
    if (ids === undefined) idsOf.set(metadata.correlationId, [id]);
    else ids.push(id);
  }
  const of = <Outcome extends Told['outcome']>(outcome: Outcome) =>
    [...book.commands].flatMap(([command, told]) =>
      told.outcome === outcome
        ? [{ command, told: told as Told & { outcome: Outcome }, ids: idsOf.get(command) ?? [] }]
        : [],
    );
  const acknowledged = of('acknowledged');
  const inDoubt = of('in-doubt');
  const stored = inDoubt.filter(({ ids }) => ids.length > 0);
  const unknown = [...idsOf.keys()].filter((command) => !book.commands.has(command));
  return [
    {
      name: 'acknowledged commands are there once',
      found: `${acknowledged.length} commands`,
      evidence: acknowledged
        // A command that decides nothing is acknowledged with no events.
        .filter(({ told, ids }) => [...told.eventIds].sort().join() !== [...ids].sort().join())
        .map(({ command, told, ids }) => `${command} was told ${told.eventIds.join(' ')}; there is ${ids.join(' ')}.`),
    },
    {
      name: 'refused commands are not there, nor what nobody sent',
      found: `${book.count('refused')} commands`,
      evidence: [
        ...of('refused').flatMap(({ command, ids }) => (ids.length > 0 ? [`${command} left ${ids.join(' ')}.`] : [])),
        ...unknown.map((command) => `Nobody sent ${command}.`),
      ],
    },
    {
      name: 'commands whose answer was lost are there once or not at all',
      found: `${inDoubt.length} commands: ${stored.length} there, ${inDoubt.length - stored.length} not`,
      evidence: stored.flatMap(({ command, ids }) => (new Set(ids).size < ids.length ? [`${command} twice.`] : [])),
    },
    { name: 'no answer that nobody should get', found: `${book.commands.size} commands`, evidence: book.surprises },
  ];
}

/** Holds the log against the promises of its order. */
export function checkOrder(log: readonly StoredEvent[]): Check {
  const revisions = new Map<string, number>();
  const ids = new Set<string>();
  const evidence: string[] = [];
  let previous: StoredEvent | undefined;
  for (const event of log) {
    const { position, streamId, revision, id, recordedAt } = event;
    const expected = { position: (previous?.position ?? 0) + 1, revision: (revisions.get(streamId) ?? -1) + 1 };
    if (position !== expected.position) evidence.push(`After position ${expected.position - 1} comes ${position}.`);
    if (revision !== expected.revision) evidence.push(`${streamId} has ${revision} in place of ${expected.revision}.`);
    if (previous && recordedAt < previous.recordedAt) {
      evidence.push(`${position} was recorded at ${recordedAt}, before its predecessor (${previous.recordedAt}).`);
    }
    if (ids.has(id)) evidence.push(`${id} is there twice.`);
    ids.add(id);
    revisions.set(streamId, revision);
    previous = event;
  }
  return { name: 'order holds', found: `${log.length} events in ${revisions.size} streams`, evidence };
}

/** Holds what a follower saw against the log. */
export function checkFollower(seen: readonly string[], log: readonly StoredEvent[]): Check {
  const lines = log.map(lineOf);
  const first = lines.findIndex((line, index) => line !== seen[index]);
  const evidence =
    first === -1 && seen.length === lines.length
      ? []
      : [`It saw ${seen.length} of ${lines.length}; first other: ${seen[first]} in place of ${lines[first]}.`];
  return { name: 'a follower saw the log', found: `${seen.length} events`, evidence };
}

/** Makes the read models anew and compares them row for row. */
export async function checkReadModels({ store, pool }: Installation): Promise<Check> {
  const { position, rows, differences } = await verifyReadModels({ store, pool });
  return {
    name: 'read models equal a rebuild',
    found: `${rows} rows up to position ${position}`,
    evidence: differences.map(({ table, key, stored, rebuilt }) => `${table} ${key}: ${stored} / rebuilt ${rebuilt}`),
  };
}

/** Whether only those programs have ended that were killed. */
export function checkPrograms(installation: Installation): Check {
  const programs = programsOf(installation);
  return {
    name: 'programs ended only when killed',
    found: `${programs.length} programs, started ${programs.reduce((sum, { starts }) => sum + starts, 0)} times`,
    evidence: programs.flatMap(({ lastWords }) => lastWords),
  };
}
