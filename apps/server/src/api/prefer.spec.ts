import type { Request } from 'express';
import { prefersJob } from './prefer';

const asked = (prefer?: string) => prefersJob({ get: () => prefer } as unknown as Request);

describe('a preference for a job', () => {
  it.each(['respond-async', 'Respond-Async', 'wait=10, respond-async', 'respond-async;foo="bar", handling=lenient'])(
    'is read from %j',
    (prefer) => {
      expect(asked(prefer)).toBe(true);
    },
  );

  it.each([undefined, '', 'respond-asynchronously', 'foo="a, respond-async"', 'foo; respond-async', 'wait=10'])(
    'is not read from %j',
    (prefer) => {
      expect(asked(prefer)).toBe(false);
    },
  );
});
