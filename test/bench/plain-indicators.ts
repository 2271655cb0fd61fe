import { randomUUID } from 'node:crypto';
import { indicatorStream, reportingPeriodStream, type IndicatorDefinition } from '@outturn/domain';
import type { EventStore, NewEvent } from '@outturn/event-store';
import { inFlight } from '@outturn/imports';

/** The area of all that is made here. */
export const AREA = 'quality-homes';

const DEFINITION: IndicatorDefinition = {
  name: 'Generated',
  kind: 'indicator',
  owner: 'post-bench',
  unit: 'percent',
  displayDecimals: 1,
  polarity: 'higher-is-better',
  frequency: 'quarterly',
  series: 'discrete',
  rollUp: 'last',
  deadBand: '0',
  validFrom: '2012-04-01',
};

/** Opens periods and defines so many indicators, `bench-0` and on, that wait for their figures. */
export async function definePlainIndicators(
  store: EventStore,
  count: number,
  periods: readonly string[],
): Promise<string[]> {
  for (const period of periods) {
    const opened = { period, coverage: 'full', openedBy: 'u-bench' };
    await store.append(reportingPeriodStream(period), [event('ReportingPeriodOpened', opened)], 'no-stream');
  }
  const keys = Array.from({ length: count }, (_, index) => `bench-${index}`);
  await inFlight(keys, 64, async (key) => {
    const defined = { indicator: key, area: AREA, definition: DEFINITION, definedBy: 'u-bench' };
    await store.append(indicatorStream(key), [event('IndicatorDefined', defined)], 'no-stream');
  });
  return keys;
}

function event(type: string, data: object): NewEvent {
  const id = randomUUID();
  const metadata = { actor: 'u-bench', role: 'performance', correlationId: id, causationId: id };
  return { id, type, schemaVersion: 1, data, metadata };
}
