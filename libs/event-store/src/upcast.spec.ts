import type { StoredEvent } from './event-store';
import { currentVersion, toRecorded, upcast, UnknownEvent, type EventTypes } from './upcast';

const EVENT_TYPES: EventTypes = {
  'target-set': {
    current: 3,
    upcasts: [(data) => ({ ...data, unit: 'percent' }), (data) => ({ ...data, steps: ['1 to 2', '2 to 3'] })],
  },
  'target-dropped': { current: 1, upcasts: [] },
  'badly-registered': { current: 3, upcasts: [(data) => data] },
};

function stored(overrides: Partial<StoredEvent>): StoredEvent {
  return {
    id: 'a0000000-0000-4000-8000-000000000001',
    type: 'target-set',
    schemaVersion: 1,
    data: { value: '95' },
    metadata: { actor: 'a', role: 'officer', correlationId: 'c', causationId: 'd' },
    streamId: 'indicator-1',
    revision: 0,
    position: 1,
    recordedAt: '2024-04-01T00:00:00.000000Z',
    ...overrides,
  };
}

describe('upcast', () => {
  it('takes data through every step from its version to the current one', () => {
    expect(upcast(EVENT_TYPES, stored({})).data).toEqual({ value: '95', unit: 'percent', steps: ['1 to 2', '2 to 3'] });
    expect(upcast(EVENT_TYPES, stored({ schemaVersion: 2 }))).toEqual(
      stored({ schemaVersion: 3, data: { value: '95', steps: ['1 to 2', '2 to 3'] } }),
    );
  });

  it('leaves an event of the current version as it is', () => {
    const event = stored({ schemaVersion: 3 });
    expect(upcast(EVENT_TYPES, event)).toBe(event);
  });

  it('does not change the stored event', () => {
    const event = stored({ data: Object.freeze({ value: '95' }) });
    upcast(EVENT_TYPES, event);
    expect(event).toEqual(stored({}));
  });

  it.each([
    ['an unknown type', { type: 'target-forgotten' }],
    ['a type that every object has', { type: 'constructor' }],
    ['a version of the future', { schemaVersion: 4 }],
    ['no version', { schemaVersion: 0 }],
  ])('refuses %s by name', (_case, overrides) => {
    const event = stored(overrides);
    expect(() => upcast(EVENT_TYPES, event)).toThrow(UnknownEvent);
    expect(() => upcast(EVENT_TYPES, event)).toThrow(
      `Event ${event.id} is a ${event.type} of schema version ${event.schemaVersion}, which this program does not know: run a newer version of it.`,
    );
  });
});

describe('toRecorded', () => {
  it('keeps the id, the type and the current data, and nothing of the store', () => {
    expect(toRecorded(EVENT_TYPES, stored({ type: 'target-dropped' }))).toEqual({
      id: 'a0000000-0000-4000-8000-000000000001',
      type: 'target-dropped',
      data: { value: '95' },
    });
  });
});

describe('currentVersion', () => {
  it('gives the version in which new events are written', () => {
    expect(currentVersion(EVENT_TYPES, 'target-set')).toBe(3);
  });

  it('refuses types that are not registered, or not completely', () => {
    expect(() => currentVersion(EVENT_TYPES, 'target-forgotten')).toThrow('is not registered');
    expect(() => currentVersion(EVENT_TYPES, 'badly-registered')).toThrow('must have 2 upcasts, not 1');
  });
});
