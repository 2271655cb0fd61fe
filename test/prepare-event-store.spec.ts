import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';

const SCRIPT = join(__dirname, '../docker/prepare-event-store.sh');
const ADMIN = `Basic ${Buffer.from('admin:a1b2').toString('base64')}`;

interface Received {
  readonly path: string | undefined;
  readonly authorization: string | undefined;
  readonly body: unknown;
}

interface Acl {
  readonly $r: string;
  readonly $w: string;
  readonly $d: string;
  readonly $mr: string;
  readonly $mw: string;
}

describe('docker/prepare-event-store.sh', () => {
  /** Answers as an event store does over HTTP. */
  let server: Server;
  let received: Received[];
  let statusOf: (request: IncomingMessage) => number;

  beforeEach(async () => {
    received = [];
    statusOf = () => 201;
    server = createServer((request, response) => {
      void text(request).then((body) => {
        const { authorization } = request.headers;
        received.push({ path: request.url, authorization, body: JSON.parse(body) as unknown });
        response.writeHead(statusOf(request)).end();
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });

  afterEach(async () => {
    server.close();
    await once(server, 'close');
  });

  function run(environment: Readonly<Record<string, string>> = {}) {
    const { port } = server.address() as AddressInfo;
    const env = {
      PATH: process.env.PATH,
      EVENTSTORE_HTTP_URL: `http://127.0.0.1:${port}`,
      EVENTSTORE_ADMIN_PASSWORD: 'a1b2',
      EVENTSTORE_PASSWORD: 'c3d4',
      ATTEMPTS: '1',
      ...environment,
    };
    return promisify(execFile)('sh', [SCRIPT], { env });
  }

  it('makes the user, as the administrator', async () => {
    await run();
    expect(received.map(({ path }) => path)).toEqual(['/users/', '/streams/%24settings', '/streams/%24all/metadata']);
    expect(received.map(({ authorization }) => authorization)).toEqual([ADMIN, ADMIN, ADMIN]);
    expect(received[0]?.body).toEqual({ loginName: 'outturn', fullName: 'Outturn', groups: [], password: 'c3d4' });
  });

  it('lets it append and read, and neither delete nor touch metadata', async () => {
    await run();
    const [settings] = received[1]?.body as [{ data: { $userStreamAcl: Acl; $systemStreamAcl: Acl } }];
    const [everything] = received[2]?.body as [{ eventType: string; data: { $acl: Acl } }];
    const administrators = { $d: '$admins', $mr: '$admins', $mw: '$admins' };
    expect(settings.data.$userStreamAcl).toEqual({ $r: 'outturn', $w: 'outturn', ...administrators });
    expect(settings.data.$systemStreamAcl).toEqual({ $r: '$admins', $w: '$admins', ...administrators });
    expect(everything.eventType).toBe('$metadata');
    expect(everything.data.$acl).toEqual({ $r: 'outturn', $w: '$admins', ...administrators });
  });

  it('says the same as the README', async () => {
    await run();
    const readme = readFileSync(join(__dirname, '../README.md'), 'utf8');
    const shown = /```json\n(\{\s+"\$userStreamAcl"[^`]+)```/.exec(readme)?.[1] ?? '{}';
    expect(received[1]?.body).toMatchObject([{ data: JSON.parse(shown) as object }]);
    expect(shown).toContain('$systemStreamAcl');
  });

  it('may be repeated: the user is there, and the events have the same ids', async () => {
    await run();
    statusOf = ({ url }) => (url === '/users/' ? 409 : 201);
    await run();
    expect(received.slice(3)).toEqual(received.slice(0, 3));
  });

  it('says what to check when the store turns it away, and no password', async () => {
    statusOf = () => 401;
    const failure: unknown = await run().catch((error: unknown) => error);
    const { code, stderr } = failure as { code: number; stderr: string };
    expect(code).toBe(1);
    expect(stderr).toMatch(/ answers 401: check .+ADMIN_PASSWORD\.\n$/);
    expect(stderr).not.toMatch(/a1b2|c3d4/);
  });

  it('refuses a password that would not survive in a URL', async () => {
    await expect(run({ EVENTSTORE_PASSWORD: 'p@ss"word' })).rejects.toMatchObject({ code: 1 });
    expect(received).toEqual([]);
  });
});
