import { AUDIENCE, ISSUER, answerOf, startKeys } from './api-harness';
import { runProgram, type RunningProgram } from '../support/command-line';
import { createTestDatabase } from '../support/database';

jest.setTimeout(120_000);

const VERIFICATION = JSON.stringify({ kind: 'verification' });

describe('a server and a worker, with jobs on Redis', () => {
  it('do what is asked of the one in the other, and both end when they are told to', async () => {
    const database = await createTestDatabase();
    const keys = await startKeys();
    const environment = {
      DATABASE_URL: database.adminUrl,
      REDIS_URL: process.env.OUTTURN_TEST_REDIS ?? '',
      PORT: '0',
      JWT_ISSUER: ISSUER,
      JWT_AUDIENCE: AUDIENCE,
      JWT_JWKS_URL: keys.jwksUrl,
    };
    const programs: RunningProgram[] = [];
    const start = (file: string): RunningProgram => {
      const program = runProgram(file, [], environment);
      programs.push(program);
      return program;
    };
    try {
      const [, address = ''] = await start('apps/server/src/main.ts').until(/answers at (\S+)/);
      const authorization = `Bearer ${await keys.token('administrator')}`;
      const headers = { authorization, 'content-type': 'application/json' };
      const asked = await fetch(`${address}/api/v1/jobs`, { method: 'POST', headers, body: VERIFICATION });
      expect(asked.status).toBe(201);
      const path = `${address}${asked.headers.get('location') ?? ''}`;
      expect((await answerOf(await fetch(path, { headers }))).body).toMatchObject({ state: 'waiting' });

      await start('apps/worker/src/main.ts').until(/Following the event store/);
      // It ends by itself when the job has ended.
      await (await fetch(`${path}/events`, { headers })).text();
      expect((await answerOf(await fetch(path, { headers }))).body).toMatchObject({
        state: 'completed',
        result: { position: 0, differenceCount: 0 },
      });
      for (const program of programs) program.signal('SIGTERM');
      expect(await Promise.all(programs.map(({ ended }) => ended))).toEqual([0, 0]);
    } finally {
      for (const program of programs) program.signal('SIGKILL');
      await Promise.all(programs.map(({ ended }) => ended));
      keys.close();
      await database.drop();
    }
  });
});
