/* eslint-disable @typescript-eslint/no-unsafe-member-access -- the harness checks every answer against its documented schema */
import { FIRE, QUARTER, correction, figurePath, indicatorPath, outturn, prepare } from './api-examples';
import { startApi, type Api } from './api-harness';
import type { MakeStore } from '../support/stores';

/** Repeats, simultaneous requests and stale readers, over any event store. */
export function repeats(makeStore: MakeStore): void {
  let api: Api;
  const outturns = `${indicatorPath(FIRE)}/outturns`;
  const commentary = `${indicatorPath(FIRE)}/commentary`;

  beforeAll(async () => {
    api = await startApi({ makeStore });
    await prepare(api);
  });
  afterAll(() => api.close());

  const streamOf = async (key = FIRE) => (await api.store.readStream(`indicator-${key}`)).map((event) => event.type);

  it('answers a repeat under the same key with what the first was answered', async () => {
    const key = { 'idempotency-key': 'import-17/row-3' };
    const first = await api.write('housing', outturns, outturn('56.26'), key);
    expect(first.headers.get('idempotent-replay')).toBeNull();
    const head = await api.store.headPosition();
    const again = await api.write('housing', outturns, outturn('56.26'), key);
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('idempotent-replay')).toBe('true');
    expect(again.headers.get('location')).toBe(first.headers.get('location'));
    expect(again.headers.get('etag')).toBe(first.headers.get('etag'));
    expect(await api.store.headPosition()).toBe(head);
  });

  it('answers the same also when others have changed the figure since', async () => {
    await api.write('housing', outturns, outturn('57'));
    const again = await api.write('housing', outturns, outturn('56.26'), { 'idempotency-key': 'import-17/row-3' });
    expect(again.headers.get('idempotent-replay')).toBe('true');
    await api.settle();
    expect((await api.get('auditor', figurePath(FIRE))).body.figure.value.value).toBe('57');
  });

  it('does not care for the order and the blanks of the JSON', async () => {
    const { period, ...rest } = outturn('56.26');
    const body = JSON.stringify({ ...rest, period }, null, 4);
    const again = await api.write('housing', outturns, body, { 'idempotency-key': 'import-17/row-3' });
    expect(again.headers.get('idempotent-replay')).toBe('true');
  });

  it.each([
    ['another body', outturns, outturn('58')],
    ['another address', `${indicatorPath(FIRE)}/annual-returns`, outturn('56.26')],
    ['another indicator', `${indicatorPath('bs-attendance')}/outturns`, outturn('56.26')],
  ])('refuses %s under the same key', async (_, path, body) => {
    const head = await api.store.headPosition();
    const answer = await api.post('housing', path, body, { 'idempotency-key': 'import-17/row-3' });
    expect(answer).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
    expect(await api.store.headPosition()).toBe(head);
  });

  it('keeps the keys of people apart', async () => {
    const key = { 'idempotency-key': 'the-same' };
    const text = { period: QUARTER, text: 'One says this.' };
    const other = { period: QUARTER, text: 'Another says that.' };
    const first = await api.write('housing', commentary, text, key);
    const second = await api.write('housing2', commentary, other, key);
    expect(second.headers.get('idempotent-replay')).toBeNull();
    expect(second.body.eventIds).not.toEqual(first.body.eventIds);
  });

  it('keeps a key free when its request was refused', async () => {
    const key = { 'idempotency-key': 'second-try' };
    expect((await api.post('housing', outturns, outturn('95%'), key)).status).toBe(400);
    expect((await api.post('housing', outturns, outturn('59', '2023-24-Q1'), key)).status).toBe(409);
    expect((await api.write('housing', outturns, outturn('59'), key)).headers.get('idempotent-replay')).toBeNull();
  });

  it('records simultaneous repeats once', async () => {
    const before = await streamOf();
    const key = { 'idempotency-key': 'pressed-twice' };
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => api.write('housing', outturns, outturn('61.5'), key)),
    );
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(answers.filter(({ headers }) => headers.get('idempotent-replay') === null)).toHaveLength(1);
    expect(await streamOf()).toEqual([...before, 'OutturnSubmitted']);
  });

  it('takes one of two simultaneous requests that differ under one key', async () => {
    const key = { 'idempotency-key': 'differ' };
    const answers = await Promise.all(
      ['62', '63', '64', '65'].map((value) => api.post('housing', outturns, outturn(value), key)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 422, 422, 422]);
  });

  it('lets one of many simultaneous proposals win, and shows it to the others', async () => {
    const path = `${indicatorPath(FIRE)}/corrections`;
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) => api.post('housing', path, correction(String(70 + index)))),
    );
    const [winner] = answers.filter(({ status }) => status === 201);
    const others = answers.filter(({ status }) => status === 409);
    expect(others).toHaveLength(9);
    for (const { body } of others) expect(body.state.id).toBe(winner?.body.id);
    await api.write('approver', `/api/v1/corrections/${winner?.body.id}/rejection`, { reason: 'A test.' });
  });

  it('takes what a reader of the latest revision writes, and not what a stale one does', async () => {
    await api.settle();
    const seen = (await api.get('housing', figurePath(FIRE))).headers.get('etag') ?? '';
    await api.write('housing', commentary, { period: QUARTER, text: 'First.' }, { 'if-match': seen });
    const head = await api.store.headPosition();
    const stale = await api.post('housing2', outturns, outturn('66'), { 'if-match': seen });
    expect(stale).toMatchObject({ status: 412, body: { code: 'stale-revision' } });
    const revision = Number(seen.slice(1, -1));
    expect(stale.body.state).toMatchObject({
      expectedRevision: revision,
      currentRevision: revision + 1,
      current: { period: QUARTER, figure: { commentary: { text: 'First.' } } },
      recordedSince: [{ type: 'CommentaryWritten', actor: 'u-housing', data: { text: 'First.' } }],
    });
    expect(await api.store.headPosition()).toBe(head);
    const retried = await api.write('housing2', outturns, outturn('66'), { 'if-match': `"${revision + 1}"` });
    expect(retried.body.revision).toBe(revision + 2);
  });

  it('checks the revision in previews and for what does not exist yet', async () => {
    const preview = `${indicatorPath(FIRE)}/corrections/preview`;
    expect((await api.post('housing', preview, correction('1'), { 'if-match': '"0"' })).status).toBe(412);
    const area = { area: 'new-area', name: 'New', aliases: [], order: 9 };
    expect((await api.post('performance', '/api/v1/areas', area, { 'if-match': '"3"' })).status).toBe(412);
    expect((await api.write('performance', '/api/v1/areas', area, { 'if-match': '"-1"' })).body.revision).toBe(0);
  });

  it('answers a repeat whatever revision it says to have seen', async () => {
    const text = { period: QUARTER, text: 'Once.' };
    await api.settle();
    const seen = (await api.get('housing', figurePath(FIRE))).headers.get('etag') ?? '';
    const headers = { 'idempotency-key': 'with-revision', 'if-match': seen };
    const first = await api.write('housing', commentary, text, headers);
    const again = await api.write('housing', commentary, text, headers);
    expect(again.body).toEqual(first.body);
  });

  it('is not answered from a cache', async () => {
    const first = await api.get('housing', figurePath(FIRE));
    const again = await api.get('housing', figurePath(FIRE), { 'if-none-match': first.headers.get('etag') ?? '' });
    expect(again.status).toBe(200);
    expect(again.headers.get('cache-control')).toBe('no-store');
  });
}
