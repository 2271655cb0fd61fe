import { soak } from './soak';
import { Clearing } from './world';

jest.setTimeout(300_000);

const FAULTS = ['worker killed', 'PostgreSQL stopped', 'connections cut', 'clocks jump', 'rebuild meanwhile'];

describe('a short soak', () => {
  it('leaves everything as it was promised', async () => {
    const { signal } = new AbortController();
    const clearing = new Clearing(signal);
    const options = { seconds: 15, seed: 20_240_401, stores: ['postgres'], faults: FAULTS, jobs: false } as const;
    try {
      const { checks, faults } = await soak({ ...options, say: () => undefined, signal }, clearing);
      expect(checks.filter(({ evidence }) => evidence.length > 0)).toEqual([]);
      expect(checks).toHaveLength(9);
      expect(Object.values(faults).some((count) => count > 0)).toBe(true);
    } finally {
      await clearing.clear();
    }
  });
});
