import { Refusal } from '@outturn/domain';
import { formatLondon, resolveAsAt } from './as-at';

/** A store that recorded events at these times, position 1 first. */
function storeOf(...times: readonly string[]) {
  return {
    headPosition: () => Promise.resolve(times.length),
    recordedAt: (position: number) => Promise.resolve(times[position - 1]),
    positionBefore: (instant: string) =>
      Promise.resolve(times.filter((time) => microseconds(time) < microseconds(instant)).length),
  };
}

function microseconds(instant: string): bigint {
  const fraction = /\.(\d+)/.exec(instant)?.[1] ?? '';
  return BigInt(Date.parse(instant.replace(/\.\d+/, ''))) * 1_000n + BigInt(fraction.padEnd(6, '0'));
}

const NOW = new Date('2025-01-15T12:00:00Z');

async function positionOf(text: string | undefined, ...times: readonly string[]): Promise<number> {
  return (await resolveAsAt(text, { store: storeOf(...times), now: NOW })).position;
}

async function refusalOf(text: string, now = NOW): Promise<string> {
  try {
    await resolveAsAt(text, { store: storeOf('2024-01-01T00:00:00.000000Z'), now });
  } catch (error) {
    if (error instanceof Refusal && error.kind === 'invalid' && error.pointer === '/asAt') return error.code;
    throw error;
  }
  throw new Error(`${text} was not refused.`);
}

describe('a date as as-at', () => {
  it.each([
    ['in winter', '2024-01-31', '2024-01-31T23:59:59.999999Z', '2024-02-01T00:00:00.000000Z'],
    [
      'in summer, when London is an hour ahead',
      '2024-07-31',
      '2024-07-31T22:59:59.999999Z',
      '2024-07-31T23:00:00.000000Z',
    ],
    [
      'on the day on which the clocks go forward',
      '2024-03-31',
      '2024-03-31T22:59:59.999999Z',
      '2024-03-31T23:00:00.000000Z',
    ],
    ['on the day before', '2024-03-30', '2024-03-30T23:59:59.999999Z', '2024-03-31T00:00:00.000000Z'],
    [
      'on the day on which the clocks go back',
      '2024-10-27',
      '2024-10-27T23:59:59.999999Z',
      '2024-10-28T00:00:00.000000Z',
    ],
    ['on the day before that', '2024-10-26', '2024-10-26T22:59:59.999999Z', '2024-10-26T23:00:00.000000Z'],
    ['on a leap day', '2024-02-29', '2024-02-29T23:59:59.999999Z', '2024-03-01T00:00:00.000000Z'],
    ['at the end of a year', '2023-12-31', '2023-12-31T23:59:59.999999Z', '2024-01-01T00:00:00.000000Z'],
  ])('ends when the day ends in London: %s', async (_, date, last, next) => {
    expect(await positionOf(date, last, next)).toBe(1);
    expect(await resolveAsAt(date, { store: storeOf(last, next), now: NOW })).toEqual({
      position: 1,
      recordedAt: last,
    });
  });

  it('means so far when it is today', async () => {
    expect(await positionOf('2025-01-15', '2025-01-15T11:59:00.000000Z')).toBe(1);
  });

  it('is today in London while it is still yesterday in UTC', async () => {
    const now = new Date('2024-07-31T23:30:00Z');
    const resolved = await resolveAsAt('2024-08-01', { store: storeOf('2024-07-31T23:10:00.000000Z'), now });
    expect(resolved.position).toBe(1);
  });

  it('is refused in the future, or when it does not exist', async () => {
    expect(await refusalOf('2025-01-16')).toBe('as-at-in-future');
    expect(await refusalOf('2024-04-31')).toBe('invalid-as-at');
    expect(await refusalOf('2023-02-29')).toBe('invalid-as-at');
    expect(await refusalOf('2024-13-01')).toBe('invalid-as-at');
  });

  it.each(['0000-01-01', '0000-02-29', '0000-12-31', '10000-01-01', '+010000-01-01', '-0001-01-01'])(
    'is refused in a year that there is not: %s',
    async (date) => {
      expect(await refusalOf(date)).toBe('invalid-as-at');
    },
  );

  it('may lie in the first year', async () => {
    expect(await positionOf('0001-01-01', '2024-01-01T00:00:00.000000Z')).toBe(0);
  });
});

describe('an instant as as-at', () => {
  const times = ['2024-07-31T11:00:00.123455Z', '2024-07-31T11:00:00.123456Z', '2024-07-31T11:00:00.123457Z'];

  it('includes what was recorded at that very moment', async () => {
    expect(await positionOf('2024-07-31T12:00:00.123456+01:00', ...times)).toBe(2);
    expect(await positionOf('2024-07-31T11:00:00.123457Z', ...times)).toBe(3);
    expect(await positionOf('2024-07-31T11:00:00.123Z', ...times)).toBe(0);
    expect(await positionOf('2024-07-31T11:00:00.999999Z', ...times, '2024-07-31T11:00:01.000000Z')).toBe(3);
  });

  it('takes its own offset and not that of London', async () => {
    expect(await positionOf('2024-07-31T11:00:01Z', ...times)).toBe(3);
    expect(await positionOf('2024-07-31T11:00:01+01:00', ...times)).toBe(0);
    expect(await positionOf('2024-10-27T01:30:00+01:00', '2024-10-27T00:30:00.000000Z')).toBe(1);
    expect(await positionOf('2024-10-27T01:30:00+01:00', '2024-10-27T01:30:00.000000Z')).toBe(0);
  });

  it.each([
    '0000-12-31T00:00:00Z',
    '0000-12-31T23:59:59-01:00',
    '0001-01-01T00:00:00+01:00',
    '10000-01-01T00:00:00Z',
    '2024-07-31T12:00:00+99:00',
    '2024-07-31T12:00:00-14:01',
    '2024-07-31T12:00:00+01:60',
  ])('is refused in a year that there is not, or with an offset that no place has: %s', async (instant) => {
    expect(await refusalOf(instant)).toBe('invalid-as-at');
  });

  it('is refused in the future, and without an offset', async () => {
    expect(await refusalOf('2025-01-15T12:00:01Z')).toBe('as-at-in-future');
    expect(await refusalOf('2024-07-31T12:00:00')).toBe('invalid-as-at');
    expect(await refusalOf('2024-07-31T25:00:00Z')).toBe('invalid-as-at');
    expect(await refusalOf('2024-04-31T12:00:00Z')).toBe('invalid-as-at');
  });
});

describe('a position as as-at', () => {
  it('is that position, and 0 is before the first event', async () => {
    const store = storeOf('2024-01-01T00:00:00.000000Z');
    expect(await resolveAsAt('position:1', { store, now: NOW })).toEqual({
      position: 1,
      recordedAt: '2024-01-01T00:00:00.000000Z',
    });
    expect(await resolveAsAt('position:0', { store, now: NOW })).toEqual({ position: 0, recordedAt: null });
  });

  it.each(['position:2', 'position:', 'position:-1', 'position:01', 'position:1.5', 'position:99999999999999999'])(
    'is refused as %s',
    async (text) => {
      expect(await refusalOf(text)).toBe('invalid-as-at');
    },
  );
});

describe('no as-at', () => {
  const store = storeOf('2024-01-01T00:00:00.000000Z', '2024-01-02T00:00:00.000000Z');

  it('is the end of the store, or how far the read models have followed', async () => {
    expect((await resolveAsAt(undefined, { store, now: NOW })).position).toBe(2);
    const followedTo = () => Promise.resolve(1);
    expect(await resolveAsAt(undefined, { store, now: NOW, followedTo })).toEqual({
      position: 1,
      recordedAt: '2024-01-01T00:00:00.000000Z',
    });
  });

  it('is before the first event where there is none', async () => {
    expect(await resolveAsAt(undefined, { store: storeOf(), now: NOW })).toEqual({ position: 0, recordedAt: null });
    expect(await positionOf('2023-05-05', '2024-01-01T00:00:00.000000Z')).toBe(0);
  });
});

it.each(['', 'now', 'latest', '31/07/2024', '2024-7-31', '2024', '2024-W31', 'position', ' 2024-07-31', '2024-07-31 '])(
  'refuses "%s" as as-at',
  async (text) => {
    expect(await refusalOf(text)).toBe('invalid-as-at');
  },
);

it('writes instants as people in London read them', () => {
  expect(formatLondon('2024-07-31T22:59:59.999999Z')).toBe('31 July 2024 23:59, London');
  expect(formatLondon('2024-01-31T22:59:59Z')).toBe('31 January 2024 22:59, London');
  expect(formatLondon(new Date('2024-07-31T23:00:00Z'))).toBe('1 August 2024 00:00, London');
});
