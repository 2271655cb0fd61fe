/**
 * Submits outturns without end through the ordinary commands, as many callers at once, and follows them with read models
 * in the same process, as `npm start` does. Prints the id of each event once it is acknowledged.
 * Arguments: the URL of a migrated database; the number of callers; a name for the indicators that nobody else uses.
 */
import { randomUUID } from 'node:crypto';
import { createApplicationPool } from '@outturn/database';
import {
  indicator,
  indicatorStream,
  reportingPeriod,
  reportingPeriodStream,
  type Decider,
  type DomainEvent,
  type IndicatorCommand,
} from '@outturn/domain';
import { PostgresEventStore, StateCache, handle } from '@outturn/event-store';
import { ReadModelFollower, eventTypes } from '@outturn/read-models';
import { OFFICER, PERFORMANCE, Q4, TODAY, definition, openCycle, scheme, supplied, target } from '../domain-examples';

const [, , url = '', callers = '1', name = ''] = process.argv;
const pool = createApplicationPool(url, {
  maxConnections: 6,
  onIdleError: (error) => {
    console.error(error.message);
  },
});
const store = new PostgresEventStore(pool);
const states = new StateCache(1_000);
const metadata = { actor: OFFICER, role: 'officer', correlationId: 'load', causationId: 'load' };

async function send<State, Command, Event extends DomainEvent>(
  decider: Decider<State, Command, Event>,
  streamId: string,
  command: Command,
): Promise<void> {
  const commandId = randomUUID();
  const { eventIds } = await handle({ store, decider, eventTypes, streamId, command, commandId, metadata, states });
  process.stdout.write(eventIds.map((id) => `${id}\n`).join(''));
}

async function submitForever(caller: number): Promise<void> {
  const key = `${name}-${caller}`;
  const tell = (command: IndicatorCommand) => send(indicator, indicatorStream(key), command);
  const base = { actor: PERFORMANCE, today: TODAY };
  await tell({ ...base, type: 'DefineIndicator', indicator: key, area: 'quality-homes', definition: definition() });
  await tell({ ...base, type: 'SetRatingRule', scheme: scheme(), validFrom: '2022-04-01', reason: 'As agreed.' });
  await tell({ ...base, type: 'SetTarget', cycle: openCycle(Q4), target: target(Q4, '95') });
  for (let round = 0; ; round += 1) {
    await tell({
      type: 'SubmitOutturn',
      actor: OFFICER,
      today: TODAY,
      cycle: openCycle(Q4),
      period: Q4,
      value: supplied(`${85 + (round % 15)}.${round}1`),
      provisional: false,
    });
  }
}

async function load(): Promise<void> {
  new ReadModelFollower({ store, pool }).start();
  const open = { type: 'OpenReportingPeriod', actor: PERFORMANCE, period: Q4, coverage: 'full' } as const;
  // Another process may have opened it first.
  await send(reportingPeriod, reportingPeriodStream(Q4), open).catch(() => undefined);
  await Promise.all(Array.from({ length: Number(callers) }, (_, caller) => submitForever(caller)));
}

load().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
