import { request, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { routesOf } from '../../apps/server/src/api/routes';
import { answerOf, signedToken, type Answer, type Api } from '../e2e/api-harness';

/** What a token says of whoever shows it. */
export interface Claims {
  readonly sub?: string;
  readonly roles: readonly string[];
  readonly areas?: readonly string[];
}

/** An id that nothing has. */
export const UNKNOWN_ID = '6fd4a3d0-0d5c-5c55-9a67-8a5f2b0a7f11';

/** An example of everything that an address names. */
const NAMED: Readonly<Record<string, string>> = {
  indicator: 'qh-fire-risk-assessments',
  period: '2023-24-Q4',
  area: 'quality-homes',
  contract: 'leisure',
  edition: '2023-24-Q4.1',
  reconciliation: '9f9f9f9f9f9f9f9f-1',
  finding: 'share-1-00000000',
  year: '2023-24',
  action: 'qh-fire-doors',
  weWill: 'qh-safe-homes',
  register: 'strategic',
  programme: 'housing-improvement',
  milestone: 'specification',
  id: UNKNOWN_ID,
};

/** The address of a route, such as `/api/v1/periods/:period/closing`, with an example in the place of each name. */
export function addressOf(route: string, named: Readonly<Record<string, string>> = {}): string {
  return route.replace(/:([a-zA-Z]+)/g, (_, name: string) => named[name] ?? NAMED[name] ?? name);
}

/** Every route of the API, as `POST /api/v1/areas`. */
export function routesOfApi(api: Api): string[] {
  return routesOf(api.server.app.getHttpAdapter())
    .filter(({ path }) => path.startsWith('/api/v1/'))
    .map(({ method, path }) => `${method} ${path}`);
}

/** Asks as somebody of whom a token says this; as nobody when absent. */
export class Caller {
  private constructor(
    private readonly api: Api,
    private readonly token: string | undefined,
  ) {}

  static async of(api: Api, claims: Claims | undefined): Promise<Caller> {
    const token = claims === undefined ? undefined : signedToken(api.keys.privateKey, { sub: 'u-caller', ...claims });
    return new Caller(api, await token);
  }

  /** Without a body a question, with one a command. */
  async ask(path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    const sent = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
    const response = await fetch(`${this.api.address}${path}`, {
      method: sent === undefined ? 'GET' : 'POST',
      headers: {
        ...(this.token === undefined ? {} : { authorization: `Bearer ${this.token}` }),
        ...(sent === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: sent,
    });
    return answerOf(response);
  }

  /** Sends a spreadsheet as a form. */
  async upload(bytes: string | Uint8Array<ArrayBuffer>, fileName: string): Promise<Answer> {
    const form = new FormData();
    form.append('file', new Blob([bytes]), fileName);
    const headers: Record<string, string> = this.token === undefined ? {} : { authorization: `Bearer ${this.token}` };
    return answerOf(await fetch(`${this.api.address}/api/v1/imports`, { method: 'POST', headers, body: form }));
  }
}

/** Sends bytes as they are, and settles with all that came back when the server has closed the connection. */
export function sendRaw(api: Api, bytes: string | Buffer): Promise<string> {
  const { hostname, port } = new URL(api.address);
  return new Promise((resolve) => {
    let received = '';
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    socket.on('data', (chunk) => (received += chunk.toString('latin1')));
    // A server that closes while more is on its way resets the connection; what it said before counts.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      resolve(received);
    });
  });
}

/** Sends a request whose headers no other client would send, such as one twice. */
export function sendHeaders(
  api: Api,
  path: string,
  headers: Readonly<Record<string, string | readonly string[]>>,
): Promise<{ readonly status: number; readonly headers: IncomingHttpHeaders; readonly text: string }> {
  return new Promise((resolve, reject) => {
    // Node takes lists, and types them as ones that may change.
    const sent = request(
      `${api.address}${path}`,
      { headers: headers as Record<string, string | string[]> },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (chunk: string) => (text += chunk));
        answer.on('end', () => {
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text });
        });
      },
    );
    sent.on('error', reject).end();
  });
}
