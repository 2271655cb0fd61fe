import {
  contractStream,
  indicatorStream,
  reportingPeriodStream,
  type ContractEvent,
  type IndicatorEvent,
  type PeriodKey,
  type ReportingPeriodEvent,
} from '@outturn/domain';
import type { StoredEvent } from '@outturn/event-store';

/** Who submits, in generated histories. */
export const OFFICER = '0f1e2d3c-0000-4000-8000-000000000001';
/** Who approves there. */
export const APPROVER = '0f1e2d3c-0000-4000-8000-000000000002';
const METADATA = {
  actor: '5f0c8a1e-53a4-4a4e-9d1b-1f3f6d1f2a10',
  role: 'officer',
  correlationId: '0b7e6f3a-2c1d-4e5f-8a9b-0c1d2e3f4a5b',
  causationId: '1c8f7e4b-3d2e-4f60-9bac-1d2e3f4a5b6c',
};

/** Gives events their places, ids and times. */
export class EventRecorder {
  private position = 0;
  private readonly revisions = new Map<string, number>();

  contract(key: string, event: ContractEvent): StoredEvent {
    return this.record(contractStream(key), event);
  }

  indicator(key: string, event: IndicatorEvent): StoredEvent {
    return this.record(indicatorStream(key), event);
  }

  period(key: PeriodKey, event: ReportingPeriodEvent): StoredEvent {
    return this.record(reportingPeriodStream(key), event);
  }

  private record(streamId: string, { type, data }: ContractEvent | IndicatorEvent | ReportingPeriodEvent): StoredEvent {
    const revision = (this.revisions.get(streamId) ?? -1) + 1;
    this.revisions.set(streamId, revision);
    this.position += 1;
    const { position } = this;
    return {
      id: `0198c5a0-0000-7000-8000-${position.toString(16).padStart(12, '0')}`,
      type,
      schemaVersion: 1,
      data,
      metadata: METADATA,
      streamId,
      revision,
      position,
      recordedAt: new Date(Date.UTC(2014, 3, 1) + position * 250).toISOString().replace('Z', '000Z'),
    };
  }
}
