/* eslint-disable @typescript-eslint/no-unsafe-member-access -- bodies of answers are of every shape, and the assertions say what must be there */
import { createHmac, createPublicKey } from 'node:crypto';
import { EncryptJWT, SignJWT, generateKeyPair, type JWK } from 'jose';
import { AUDIENCE, ISSUER, answerOf, startApi, type Api } from '../e2e/api-harness';
import { sendHeaders } from './security-api';

// What test/e2e/api-security.spec.ts does not say of tokens: stranger ones, and stranger ways to send them.

const AREAS = '/api/v1/areas';
const LATER = 4_000_000_000;
const CLAIMS = { sub: 'u-1', roles: ['performance'], iss: ISSUER, aud: AUDIENCE, exp: LATER };

let api: Api;
let good: string;

beforeAll(async () => {
  api = await startApi({ follow: false });
  good = await sign(CLAIMS);
});
afterAll(() => api.close());

function sign(claims: Record<string, unknown>, header: Record<string, unknown> = {}): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ alg: 'EdDSA', kid: 'one', ...header }).sign(api.keys.privateKey);
}

const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url');

/** A token that is signed with a secret, which somebody could take the public key for. */
function signWithSecret(secret: string | Buffer, algorithm: 'HS256' | 'HS512'): string {
  const signed = `${encode({ alg: algorithm, kid: 'one' })}.${encode(CLAIMS)}`;
  const hash = algorithm === 'HS256' ? 'sha256' : 'sha512';
  return `${signed}.${createHmac(hash, secret).update(signed).digest('base64url')}`;
}

/** A good token with another header or signature in the place of its own. */
function altered(change: (parts: readonly string[]) => readonly string[]): string {
  return change(good.split('.')).join('.');
}

const ask = (token: string) =>
  fetch(`${api.address}${AREAS}`, { headers: { authorization: `Bearer ${token}` } }).then(answerOf);

const publicKey = () => JSON.parse(api.keys.publicPem) as JWK;
const publicKeyObject = () => createPublicKey({ key: publicKey() as Record<string, string>, format: 'jwk' });

it('lets in who has a good one', async () => {
  expect((await ask(good)).status).toBe(200);
});

it.each<[string, () => string | Promise<string>]>([
  [
    'the public key in PEM as a secret',
    () => signWithSecret(publicKeyObject().export({ type: 'spki', format: 'pem' }), 'HS256'),
  ],
  [
    'the public key in DER as a secret',
    () => signWithSecret(publicKeyObject().export({ type: 'spki', format: 'der' }), 'HS512'),
  ],
  [
    'the bytes of the public key as a secret',
    () => signWithSecret(Buffer.from(publicKey().x ?? '', 'base64url'), 'HS256'),
  ],
  ['nothing as a secret', () => signWithSecret('', 'HS256')],
  [
    'no signature, and an algorithm that needs one',
    () => altered(([header = '', claims = '']) => [header, claims, '']),
  ],
  ['no algorithm', () => altered(([, claims = '', signature = '']) => [encode({ kid: 'one' }), claims, signature])],
  [
    '"none", and a signature',
    () => altered(([, claims = '', signature = '']) => [encode({ alg: 'none' }), claims, signature]),
  ],
  [
    'another algorithm than its key',
    () => altered(([, claims = '', signature = '']) => [encode({ alg: 'RS256', kid: 'one' }), claims, signature]),
  ],
  ['a key that is not known', () => sign(CLAIMS, { kid: 'two' })],
  ['a key that is a path', () => sign(CLAIMS, { kid: '../../../../dev/null' })],
  ['a key that is a statement', () => sign(CLAIMS, { kid: "x' union select 'secret' --" })],
  [
    'a header that nobody knows and all must',
    () =>
      altered(([, claims = '', signature = '']) => [
        encode({ alg: 'EdDSA', kid: 'one', crit: ['outturn'], outturn: 1 }),
        claims,
        signature,
      ]),
  ],
  [
    'claims that are no object',
    () => altered(([header = '', , signature = '']) => [header, encode('performance'), signature]),
  ],
  ['four parts', () => `${good}.x`],
  ['an end that is a text', () => sign({ ...CLAIMS, exp: '4000000000' })],
  ['an end long ago', () => sign({ ...CLAIMS, exp: 1 })],
  ['no end', () => sign({ ...CLAIMS, exp: undefined })],
  ['a beginning to come', () => sign({ ...CLAIMS, nbf: LATER - 10 })],
  ['a beginning that is a text', () => sign({ ...CLAIMS, nbf: 'now' })],
  ['no subject', () => sign({ ...CLAIMS, sub: undefined })],
  ['a subject that is a list', () => sign({ ...CLAIMS, sub: ['u-1'] })],
  ['a subject that breaks a line', () => sign({ ...CLAIMS, sub: 'u-1\r\nX-Injected: 1' })],
  ['a subject that steers a terminal', () => sign({ ...CLAIMS, sub: 'u-1\u001b[2J' })],
  ['a subject of 121 characters', () => sign({ ...CLAIMS, sub: 'u'.repeat(121) })],
  ['no issuer', () => sign({ ...CLAIMS, iss: undefined })],
  ['an issuer that begins as ours', () => sign({ ...CLAIMS, iss: `${ISSUER}evil` })],
  ['no audience', () => sign({ ...CLAIMS, aud: undefined })],
  ['other audiences', () => sign({ ...CLAIMS, aud: ['payroll', 'Outturn'] })],
  ['roles that are an object', () => sign({ ...CLAIMS, roles: { performance: true } })],
  ['areas that are an object', () => sign({ ...CLAIMS, areas: { 0: 'quality-homes' } })],
])('refuses one with %s', async (_, make) => {
  const answer = await ask(await make());
  expect([answer.status, answer.body.code]).toEqual([401, 'invalid-token']);
  expect(answer.text).not.toMatch(/jose|JWS|JWT|\bkid\b|node:/);
});

it('refuses one that is encrypted and not signed', async () => {
  const { publicKey: key } = await generateKeyPair('RSA-OAEP');
  const token = await new EncryptJWT(CLAIMS).setProtectedHeader({ alg: 'RSA-OAEP', enc: 'A256GCM' }).encrypt(key);
  expect((await ask(token)).status).toBe(401);
});

it('takes one for several audiences of which this is one', async () => {
  expect((await ask(await sign({ ...CLAIMS, aud: ['payroll', AUDIENCE] }))).status).toBe(200);
});

it('refuses one that is larger than headers may be, and reads one that is nearly as large', async () => {
  const large = await sendHeaders(api, AREAS, { authorization: `Bearer ${'a'.repeat(20_000)}` });
  expect(large.status).toBe(431);
  const nearly = await ask(`${'a'.repeat(5_000)}.${'b'.repeat(5_000)}.${'c'.repeat(4_000)}`);
  expect([nearly.status, nearly.body.code]).toEqual([401, 'invalid-token']);
});

describe('an Authorization header that is sent twice', () => {
  // One program could read the first and another, such as a proxy, the second.
  it.each<[string, () => readonly string[]]>([
    ['with the same token', () => [`Bearer ${good}`, `Bearer ${good}`]],
    ['with a good token first', () => [`Bearer ${good}`, 'Bearer x']],
    ['with a good token last', () => ['Bearer x', `Bearer ${good}`]],
  ])('is refused %s', async (_, make) => {
    const answer = await sendHeaders(api, AREAS, { authorization: make() });
    expect([answer.status, (JSON.parse(answer.text) as { code: string }).code]).toEqual([401, 'invalid-token']);
  });
});

it.each<[string, (token: string) => [string, Record<string, string>]]>([
  ['the address', (token) => [`${AREAS}?access_token=${token}`, {}]],
  ['the address, as another name', (token) => [`${AREAS}?token=${token}`, {}]],
  ['a cookie', (token) => [AREAS, { cookie: `access_token=${token}; authorization=Bearer%20${token}` }]],
  [
    'another header',
    (token) => [AREAS, { 'x-authorization': `Bearer ${token}`, 'proxy-authorization': `Bearer ${token}` }],
  ],
  [
    'the user of a basic sign-in',
    (token) => [AREAS, { authorization: `Basic ${Buffer.from(`${token}:`).toString('base64')}` }],
  ],
])('takes none from %s', async (_, place) => {
  const [path, headers] = place(good);
  const { status } = await sendHeaders(api, path, headers);
  expect(status).toBe(401);
  expect(api.logs.join('')).not.toContain(good.split('.')[2]);
});
