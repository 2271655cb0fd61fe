/* eslint-disable @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access -- the harness checks every answer against its documented schema */
import { request } from 'node:http';
import { connect } from 'node:net';
import {
  FIRE,
  HOUSING,
  QUARTER,
  correction,
  definition,
  figurePath,
  indicatorPath,
  outturn,
  prepare,
  rule,
  summaryPath,
  target,
  threeColours,
} from './api-examples';
import { startApi, type Answer, type Api } from './api-harness';
import type { MakeStore } from '../support/stores';

/** Whatever is wrong with a request is answered with its place, and nothing is recorded. */
export function badInput(makeStore: MakeStore): void {
  let api: Api;
  let head: number;
  const RELATIVE = 'qh-relative';
  /** What every object of JavaScript has, and no request. */
  const INHERITED = ['toString', 'constructor', '__proto__', 'valueOf', 'hasOwnProperty'];
  const outturns = `${indicatorPath(FIRE)}/outturns`;

  beforeAll(async () => {
    api = await startApi({ makeStore });
    await prepare(api);
    await api.write('performance', `${indicatorPath(FIRE)}/targets`, target('0', '2023-24-Q3', { reason: 'x' }));
    await api.write('housing', outturns, outturn('56.26'));
    const { body } = await api.write('performance', '/api/v1/indicators', {
      indicator: RELATIVE,
      area: HOUSING,
      definition,
    });
    expect(body.revision).toBe(0);
    const relative = { ...rule, scheme: threeColours('5', 'relative') };
    await api.write('performance', `${indicatorPath(RELATIVE)}/rules`, relative);
    await api.settle();
    head = await api.store.headPosition();
  });
  afterEach(async () => {
    expect(await api.store.headPosition()).toBe(head);
  });
  afterAll(() => api.close());

  function expectProblem(answer: Answer, status: number, pointer?: string, place = 'body'): void {
    expect(`${answer.status} ${answer.text}`).toMatch(new RegExp(`^${status} `));
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.headers.get('x-correlation-id')).toBe(answer.body.correlationId);
    expect(answer.text).not.toMatch(/\.ts:|node_modules|\bat \w+\.\w+ \(/);
    if (pointer !== undefined)
      expect(answer.body.errors).toContainEqual(expect.objectContaining({ in: place, pointer }));
    expect(answer.body.detail).toMatch(/[.!]$/);
  }

  describe.each([
    ['NaN', 'NaN'],
    ['Infinity', 'Infinity'],
    ['an exponent', '1e309'],
    ['two points', '1.5.2'],
    ['a per cent sign', '95%'],
    ['40 digits', '1'.repeat(40)],
    ['a comma', '1,5'],
    ['a leading zero', '007'],
    ['a plus', '+5'],
    ['hexadecimal', '0x10'],
    ['blanks', ' 5 '],
    ['nothing', ''],
    ['Arabic digits', '٥٦'],
    ['a number of JSON', 56.26],
    ['null', null],
    ['a list', ['5']],
    ['an object', {}],
    ['true', true],
  ])('a value that is %s', (_, value) => {
    it.each(['value', 'numerator', 'forecast'])('in %s', async (field) => {
      expectProblem(await api.post('housing', outturns, { ...outturn('1'), [field]: value }), 400, `/${field}`);
    });
  });

  it.each([
    ['an impossible quarter', outturn('1', '2023-24-Q5'), '/period'],
    ['an impossible year', outturn('1', '2023-25'), '/period'],
    ['a calendar quarter', outturn('1', '2024-Q1'), '/period'],
    ['a day that does not exist in a span', outturn('1', '2024-04-01..2024-04-31'), '/period'],
    ['a wrong unit', outturn('1', QUARTER, { unit: 'count' }), '/unit'],
    ['an unknown unit', outturn('1', QUARTER, { unit: 'per cent' }), '/unit'],
    ['a zero denominator', outturn('1', QUARTER, { denominator: '0' }), '/denominator'],
    ['an unknown observation status', outturn('1', QUARTER, { observationStatus: ['Z'] }), '/observationStatus'],
    ['an unknown qualifier', outturn('1', QUARTER, { qualifier: 'roughly' }), '/qualifier'],
    ['a flag in words', outturn('1', QUARTER, { provisional: 'yes' }), '/provisional'],
    ['an unknown field', outturn('1', QUARTER, { valeu: '2' }), '/valeu'],
    ['no unit', { period: QUARTER, value: '1' }, '/unit'],
    ['a note of a million characters', outturn('1', QUARTER, { note: 'x'.repeat(900_000) }), '/note'],
    ['a control character', outturn('1', QUARTER, { note: 'a\u0000b' }), '/note'],
    ['half a character', '{"period":"2023-24-Q4","value":"1","unit":"percent","note":"\\ud800"}', '/note'],
    ['a name of JavaScript', '{"__proto__":{"value":"1"}}', '/__proto__'],
    ['not due in that period', outturn('1', '2024-03'), '/period'],
    ...INHERITED.map((name): [string, string, string] => [
      `a field called ${name}`,
      JSON.stringify(outturn('1')).replace('{', `{"${name}":"x",`),
      `/${name}`,
    ]),
  ])('refuses an outturn with %s', async (_, body, pointer) => {
    expectProblem(await api.post('housing', outturns, body), 400, pointer);
  });

  it('says all that is wrong at once', async () => {
    const answer = await api.post('housing', outturns, { period: 7, value: 1, unit: 'x', extra: 1 });
    expectProblem(answer, 400);
    const pointers = (answer.body.errors as { pointer: string }[]).map(({ pointer }) => pointer);
    expect(pointers.sort()).toEqual(['/extra', '/period', '/unit', '/value']);
  });

  it('refuses an outturn for a period that is not open', async () => {
    const answer = await api.post('housing', outturns, outturn('1', '2023-24-Q2'));
    expectProblem(answer, 409, '/period');
    expect(answer.body.code).toBe('period-not-open');
  });

  it('refuses an outturn of an unknown indicator, whatever its key', async () => {
    for (const key of ['qh-nothing', 'QH', 'a--b', 'a%00b', '..', "x'--", 'x'.repeat(5000)]) {
      const answer = await api.post(
        'housing',
        `${indicatorPath(encodeURIComponent(decodeURIComponent(key)))}/outturns`,
        outturn('1'),
      );
      // Two dots lead to another address before anybody reads them.
      expectProblem(answer, 404, key === '..' ? undefined : '/indicator', 'path');
    }
  });

  it('refuses what belongs to another area, and says whose it is', async () => {
    const answer = await api.post('children', outturns, outturn('1'));
    expectProblem(answer, 403, '/indicator', 'path');
    expect(answer.body).toMatchObject({ code: 'other-area', detail: expect.stringContaining(HOUSING) });
    const preview = await api.post('children', `${indicatorPath(FIRE)}/corrections/preview`, correction('1'));
    expectProblem(preview, 403);
  });

  it.each([
    ['31 April', { area: HOUSING, from: '2024-04-31', reason: 'x' }, '/from'],
    ['29 February of an ordinary year', { area: HOUSING, from: '2023-02-29', reason: 'x' }, '/from'],
    ['a date in words', { area: HOUSING, from: 'tomorrow', reason: 'x' }, '/from'],
    ['a date that is a number', { area: HOUSING, from: 20240401, reason: 'x' }, '/from'],
    ['an unknown area', { area: 'nowhere', from: '2024-04-01', reason: 'x' }, '/area'],
    ['an empty reason', { area: 'best-start', from: '2024-04-01', reason: ' ' }, '/reason'],
  ])('refuses to move an indicator with %s', async (_, body, pointer) => {
    expectProblem(await api.post('performance', `${indicatorPath(FIRE)}/moves`, body), 400, pointer);
  });

  it.each([
    ['a relative tolerance at a target of zero', { ...rule, scheme: threeColours('5', 'relative') }, '/scheme'],
    ['no levels', { ...rule, scheme: { ...rule.scheme, levels: [] } }, '/scheme/levels'],
    ['an unknown condition', { ...rule, scheme: withCondition({ kind: 'magic' }) }, '/scheme/levels/0/when/kind'],
    ['a scheme that is a text', { ...rule, scheme: 'green' }, '/scheme'],
  ])('refuses a rule with %s', async (_, body, pointer) => {
    expectProblem(await api.post('performance', `${indicatorPath(FIRE)}/rules`, body), 400, pointer);
  });

  function withCondition(when: object) {
    return { ...rule.scheme, levels: [{ key: 'green', label: 'Green', colour: 'green', group: 'good', when }] };
  }

  it.each([
    ['a wrong unit', target('1', QUARTER, { unit: 'count' }), '/unit'],
    ['no operator', target('1', QUARTER, { operator: undefined }), '/operator'],
    [
      'a range upside down',
      target('1', QUARTER, { value: undefined, operator: 'between', low: '2', high: '1' }),
      '/low',
    ],
    ['a threshold that is a number', target('1', QUARTER, { thresholds: { floor: 90 } }), '/thresholds'],
    ['an impossible period', target('1', '2023-24-Q5'), '/period'],
  ])('refuses a target with %s', async (_, body, pointer) => {
    expectProblem(await api.post('performance', `${indicatorPath(FIRE)}/targets`, body), 400, pointer);
  });

  it.each([
    ['a method that does not fit', { rollUp: 'mean' }, '/definition/rollUp'],
    ['a negative dead band', { deadBand: '-1' }, '/definition/deadBand'],
    ['an unknown frequency', { frequency: 'weekly' }, '/definition/frequency'],
    ['too many decimals', { displayDecimals: 11 }, '/definition/displayDecimals'],
    ['an unknown field', { colour: 'red' }, '/definition/colour'],
    ['an unknown field that every object has', { toString: 'x' }, '/definition/toString'],
  ])('refuses a definition with %s', async (_, extra, pointer) => {
    const body = { indicator: 'qh-new', area: HOUSING, definition: { ...definition, ...extra } };
    expectProblem(await api.post('performance', '/api/v1/indicators', body), 400, pointer);
  });

  it.each([
    ['a key with capitals', { indicator: 'QH New', area: HOUSING, definition }, '/indicator'],
    ['an unknown area', { indicator: 'qh-new', area: 'nowhere', definition }, '/area'],
    ['no definition', { indicator: 'qh-new', area: HOUSING }, '/definition'],
    ['a definition that is a list', { indicator: 'qh-new', area: HOUSING, definition: [definition] }, '/definition'],
  ])('refuses an indicator with %s', async (_, body, pointer) => {
    expectProblem(await api.post('performance', '/api/v1/indicators', body), 400, pointer);
  });

  it.each([
    ['no evidence', { ...correction('1'), evidence: [] }, '/evidence'],
    ['a reason that is no text', { ...correction('1'), reason: {} }, '/reason'],
    ['a day that does not exist', { ...correction('1'), decidedOn: '2024-04-31' }, '/decidedOn'],
    ['value and target', { ...correction('1'), target: target('1') }, '/target/period'],
    ['neither', { ...correction('1'), value: undefined }, '/value'],
  ])('refuses a correction with %s', async (_, body, pointer) => {
    expectProblem(await api.post('housing', `${indicatorPath(FIRE)}/corrections`, body), 400, pointer);
  });

  it('refuses a correction of nothing, and one to nothing else', async () => {
    const path = `${indicatorPath(FIRE)}/corrections`;
    expectProblem(await api.post('housing', path, correction('1', '2023-24-Q3')), 409, '/period');
    expectProblem(
      await api.post('housing', path, correction('56.260', QUARTER, { numerator: '56.26' })),
      409,
      '/value',
    );
  });

  it('refuses a target of zero where the rule has a relative tolerance', async () => {
    const answer = await api.post('performance', `${indicatorPath(RELATIVE)}/targets`, target('0'));
    expectProblem(answer, 400, '/value');
    expect(answer.body.code).toBe('relative-tolerance-at-zero');
  });

  it.each([
    ['a month', '/api/v1/periods/2024-03/opening', { coverage: 'full' }, '/period', 'path'],
    ['an impossible quarter', '/api/v1/periods/2023-24-Q5/opening', { coverage: 'full' }, '/period', 'path'],
    [
      'a cut-off before it',
      '/api/v1/periods/2024-25/opening',
      { coverage: 'full', cutOff: '2023-01-01' },
      '/cutOff',
      'body',
    ],
    [
      'an unknown indicator to reopen',
      `/api/v1/periods/${QUARTER}/reopening`,
      { indicator: 'x', reason: 'x' },
      '/indicator',
      'body',
    ],
  ])('refuses a period that is %s', async (_, path, body, pointer, place) => {
    expectProblem(await api.post('performance', path, body), 400, pointer, place);
  });

  it('refuses a published table of an unknown area', async () => {
    const counts = { total: 1, red: 1, amber: 0, green: 0, ragNotApplicable: 0, dataNotAvailable: 0 };
    const body = {
      document: 'x',
      publishedOn: '2024-07-31',
      reference: 'x',
      rows: [
        { area: HOUSING, ...counts },
        { area: 'nowhere', ...counts },
      ],
      total: counts,
      printedShares: {},
    };
    const path = `/api/v1/periods/${QUARTER}/published-summaries`;
    expectProblem(await api.post('performance', path, body), 400, '/rows/1/area');
    const wrong = { ...body, rows: [{ area: HOUSING, ...counts, red: '1' }] };
    expectProblem(await api.post('performance', path, wrong), 400, '/rows/0/red');
  });

  it.each([
    ['in the future', 'asAt=2999-01-01', '/asAt'],
    ['a future instant', 'asAt=2999-01-01T00:00:00Z', '/asAt'],
    ['an instant without offset', 'asAt=2024-07-31T12:00:00', '/asAt'],
    ['31 April', 'asAt=2024-04-31', '/asAt'],
    ['beyond the end', 'asAt=position:999999', '/asAt'],
    ['a negative position', 'asAt=position:-1', '/asAt'],
    ['in words', 'asAt=yesterday', '/asAt'],
    ['empty', 'asAt=', '/asAt'],
    ['in the year 0', 'asAt=0000-01-01', '/asAt'],
    ['on a leap day of the year 0', 'asAt=0000-02-29', '/asAt'],
    ['at an instant of the year 0', 'asAt=0000-12-31T00:00:00Z', '/asAt'],
    ['beyond the year 9999', 'asAt=10000-01-01', '/asAt'],
    ['with an offset that no place has', 'asAt=2024-07-31T12:00:00%2B99:00', '/asAt'],
    ...INHERITED.map((name): [string, string, string] => [`with ${name}`, `${name}=x`, `/${name}`]),
    ['given twice', 'asAt=2024-07-31&asAt=2024-08-01', '/asAt'],
    ['misspelt', 'asat=2024-07-31', '/asat'],
    ['of an unknown basis', 'basis=best', '/basis'],
    ['waiting for nothing', 'minPosition=soon', '/minPosition'],
    ['with a control character', 'asAt=%00', '/asAt'],
    ['in brackets', 'asAt[]=2024-07-31', '/asAt[]'],
  ])('refuses a question %s', async (_, question, pointer) => {
    for (const path of [figurePath(FIRE), summaryPath(), `${indicatorPath(FIRE)}/figures`]) {
      expectProblem(await api.get('auditor', `${path}?${question}`), 400, pointer, 'query');
    }
  });

  it.each([
    ['/api/v1/indicators?limit=0', '/limit'],
    ['/api/v1/indicators?limit=501', '/limit'],
    ['/api/v1/indicators?basis=known-then', '/basis'],
    ['/api/v1/corrections?state=lost', '/state'],
    ['/api/v1/corrections?period=2023-24-Q5', '/period'],
    ['/api/v1/corrections?after=x', '/after'],
    ['/api/v1/corrections?indicator=qh-nothing', '/indicator'],
    ['/api/v1/indicators?area=nowhere', '/area'],
    [`${summaryPath()}?rulesAt=position:3`, '/rulesAt'],
    [`${summaryPath()}?basis=known-then&rulesAt=position:3`, '/rulesAt'],
    [`${summaryPath()}?basis=today-rules&rulesAt=yesterday`, '/rulesAt'],
    [`${summaryPath()}?basis=period-rules&rulesAt=2999-01-01`, '/rulesAt'],
    [`${summaryPath()}?basis=period-rules&asAt=position:3&rulesAt=position:2`, '/rulesAt'],
    [`/api/v1/changes?period=${QUARTER}&from=0000-01-01`, '/from'],
    [`${figurePath(FIRE)}/history?after=1;drop`, '/after'],
    ['/api/v1/changes?from=2024-07-31', '/period'],
    [`/api/v1/changes?period=${QUARTER}`, '/from'],
    [`/api/v1/changes?period=${QUARTER}&from=2999-01-01`, '/from'],
    [`/api/v1/changes?period=${QUARTER}&from=position:3&to=position:2`, '/from'],
    [`/api/v1/changes?period=${QUARTER}&from=position:1&to=position:3&asAt=position:2`, '/to'],
  ])('refuses %s', async (path, pointer) => {
    expectProblem(await api.get('auditor', path), 400, pointer, 'query');
  });

  it.each([
    [figurePath(FIRE, '2023-24-Q5'), 400],
    [figurePath(FIRE, '2024-04-31'), 400],
    [summaryPath('2024-03'), 400],
    [figurePath('qh-nothing'), 404],
    [`${figurePath('qh-nothing')}/history`, 404],
    [`${indicatorPath('qh-nothing')}/figures`, 404],
    [indicatorPath('qh-nothing'), 404],
    [indicatorPath('%ff'), 400],
    ['/api/v1/nothing', 404],
    ['/nothing', 404],
  ])('answers %s with %i', async (path, status) => {
    expectProblem(await api.get('auditor', path), status);
  });

  it('refuses a parameter beside a body', async () => {
    expectProblem(await api.post('housing', `${outturns}?dryRun=true`, outturn('1')), 400, '/dryRun', 'query');
  });

  it.each([
    ['not JSON', '{"period":', 400],
    ['a list', '[]', 400],
    ['a text', '"x"', 400],
    ['null', 'null', 400],
    ['too deep', `${'{"a":'.repeat(500)}1${'}'.repeat(500)}`, 400],
    ['too large', JSON.stringify(outturn('1', QUARTER, { note: 'x'.repeat(1_100_000) })), 413],
  ])('refuses a body that is %s', async (_, body, status) => {
    expectProblem(await api.post('housing', outturns, body), status);
  });

  it.each(['{"value":"1","value":"2"}', '{"definition":{"a\\"b":1,"a\\u0022b":[{"a":1},{"a":2}]}}'])(
    'refuses a name that is given twice: %s',
    async (body) => {
      const answer = await api.post('housing', outturns, body);
      expectProblem(answer, 400);
      expect(answer.body.code).toBe('duplicate-field');
    },
  );

  it.each([
    ['text/plain', 'x'],
    ['application/xml', '<a/>'],
    ['application/x-www-form-urlencoded', 'value=1'],
    ['application/json; charset=utf-16', '{}'],
  ])('refuses a body of %s', async (type, body) => {
    const answer = await api.post('housing', outturns, body, { 'content-type': type });
    expectProblem(answer, 415, '/content-type', 'header');
  });

  it('refuses a body in an unknown encoding and one that is not UTF-8', async () => {
    expectProblem(await api.post('housing', outturns, '{}', { 'content-encoding': 'snappy' }), 415);
    for (const encoding of ['gzip', 'br', 'deflate']) {
      const answer = await api.post('housing', outturns, outturn('1'), { 'content-encoding': encoding });
      expectProblem(answer, 400, '/content-encoding', 'header');
    }
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${await api.keys.token('housing')}` };
    const response = await fetch(`${api.address}${outturns}`, {
      method: 'POST',
      headers,
      body: Buffer.from([0x7b, 0xff, 0x7d]),
    });
    expect(response.status).toBe(400);
  });

  it('names the methods that an address takes', async () => {
    const answer = await api.post('auditor', figurePath(FIRE), {});
    expectProblem(answer, 405);
    expect(answer.headers.get('allow')).toBe('GET, HEAD');
    const headers = { authorization: `Bearer ${await api.keys.token('performance')}` };
    for (const method of ['DELETE', 'PUT', 'PATCH', 'OPTIONS']) {
      const response = await fetch(`${api.address}/api/v1/areas`, { method, headers });
      expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST']);
    }
  });

  it.each([
    ['if-match', 'W/"1"', '/if-match'],
    ['if-match', '1', '/if-match'],
    ['if-match', '"1", "2"', '/if-match'],
    ['if-match', '*', '/if-match'],
    ['idempotency-key', 'with blank', '/idempotency-key'],
    ['idempotency-key', 'x'.repeat(201), '/idempotency-key'],
  ])('refuses the header %s: %s', async (name, value, pointer) => {
    expectProblem(await api.post('housing', outturns, outturn('1'), { [name]: value }), 400, pointer, 'header');
  });

  it('refuses a decision on what does not exist', async () => {
    for (const id of ['x', 'a%00', '6fd4a3d0-0d5c-5c55-9a67-8a5f2b0a7f11', '../areas']) {
      expectProblem(
        await api.post('approver', `/api/v1/outturns/${encodeURIComponent(decodeURIComponent(id))}/approval`),
        404,
      );
    }
    const [first] = await api.store.readStream(`indicator-${FIRE}`);
    expectProblem(await api.post('approver', `/api/v1/corrections/${first?.id}/approval`), 404, '/id', 'path');
  });

  it('answers what is not HTTP as a problem too', async () => {
    const { hostname, port } = new URL(api.address);
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const headers = { 'x-much': 'y'.repeat(20_000) };
      const sent = request({ hostname, port, path: '/health/live', headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      sent.on('error', reject).end();
    });
    expect(status).toBe(431);
  });

  it('answers a request without a host as a problem', async () => {
    const { hostname, port } = new URL(api.address);
    const text = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(port), hostname, () => socket.end('GET /health/live HTTP/1.1\r\n\r\n'));
      let received = '';
      socket.on('data', (bytes) => (received += bytes.toString()));
      socket.on('error', reject).on('end', () => {
        resolve(received);
      });
    });
    expect(text).toMatch(/^HTTP\/1.1 400 /);
    expect(text.toLowerCase()).toContain('content-type: application/problem+json');
    expect(text).toContain('"pointer":"/host"');
  });
}
