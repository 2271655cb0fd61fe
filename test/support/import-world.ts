import { randomUUID } from 'node:crypto';
import { indicatorStream, reportingPeriodStream } from '@outturn/domain';
import type { EventStore, NewEvent } from '@outturn/event-store';
import { definition } from '../domain-examples';

/** The area of the indicators that are made here. */
export const IMPORT_AREA = 'quality-homes';
const QUARTERS = [1, 2, 3, 4].map((quarter) => `2023-24-Q${quarter}`);
/** More than are carried out in one portion. */
const INDICATORS = Array.from({ length: 251 }, (_, index) => `import-${index}`);

/** Rows of `longTable`: more than are accepted while one waits. */
export const LONG_ROWS = INDICATORS.length * QUARTERS.length;

/** A figure of each indicator for each quarter. */
export function longTable(): string {
  const rows = INDICATORS.flatMap((key) => QUARTERS.map((period) => `${key},${period},97.5%`));
  return ['indicator,period,value', ...rows].join('\n');
}

/** Defines the indicators of `longTable`, and opens its quarters. */
export async function prepareLongTable(store: EventStore): Promise<void> {
  for (const period of QUARTERS) {
    const opened = eventOf('ReportingPeriodOpened', { period, coverage: 'full', openedBy: 'u-performance' });
    await store.append(reportingPeriodStream(period), [opened], 'no-stream');
  }
  await Promise.all(
    INDICATORS.map((indicator) => {
      const data = { indicator, area: IMPORT_AREA, definition: definition(), definedBy: 'u-performance' };
      return store.append(indicatorStream(indicator), [eventOf('IndicatorDefined', data)], 'no-stream');
    }),
  );
}

function eventOf(type: string, data: object): NewEvent {
  const id = randomUUID();
  const metadata = { actor: 'u-performance', role: 'performance', correlationId: id, causationId: id };
  return { id, type, schemaVersion: 1, data, metadata };
}
