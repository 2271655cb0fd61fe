/* eslint-disable @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access, @typescript-eslint/no-unsafe-call -- the harness checks every answer against its documented schema */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import {
  ATTENDANCE,
  CHILDREN,
  FIRE,
  HOUSING,
  QUARTER,
  correction,
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

/** The way of a figure from its definition to its correction, through HTTP, over any event store. */
export function journey(makeStore: MakeStore): void {
  let api: Api;
  /** Position before anything happened to the figure, after its approval, and after its correction. */
  const at: Record<'before' | 'approved' | 'corrected', number> = { before: 0, approved: 0, corrected: 0 };
  let outturnId: string;
  let correctionId: string;

  beforeAll(async () => {
    api = await startApi({ makeStore });
    await prepare(api);
    await api.settle();
    at.before = await api.store.headPosition();
  });
  afterAll(() => api.close());

  const figure = (question = '') => api.get('auditor', `${figurePath(FIRE)}${question}`);

  /** The API refuses a rule that reaches into a closed period; ledgers may hold one that was set in time. */
  const setBackdatedRule = async (data: object): Promise<void> => {
    const streamId = `indicator-${FIRE}`;
    const last = (await api.store.readStream(streamId)).at(-1);
    const metadata = { actor: 'u-performance', role: 'performance', correlationId: 'c-1', causationId: 'c-1' };
    const event = { id: randomUUID(), type: 'RatingRuleSet', schemaVersion: 1, metadata };
    await api.store.append(streamId, [{ ...event, data: { ...data, setBy: 'u-performance' } }], last?.revision ?? 0);
  };

  it('shows a due figure that nobody has given yet', async () => {
    const { body } = await figure();
    expect(body.figure).toMatchObject({ status: 'data-not-available', reason: 'awaited', area: HOUSING });
    expect(body.asAt.position).toBe(at.before);
  });

  it('records an outturn and says where it is', async () => {
    const answer = await api.write('housing', `${indicatorPath(FIRE)}/outturns`, outturn('56.26'), {
      'x-correlation-id': 'walk-1',
    });
    expect(answer.headers.get('location')).toBe(figurePath(FIRE));
    expect(answer.headers.get('x-correlation-id')).toBe('walk-1');
    expect(answer.headers.get('etag')).toBe(`"${answer.body.revision}"`);
    expect(answer.body.eventIds).toEqual([answer.body.id]);
    outturnId = answer.body.id as string;
    const stored = await api.store.findEvent(outturnId);
    expect(stored).toMatchObject({
      type: 'OutturnSubmitted',
      streamId: `indicator-${FIRE}`,
      metadata: { actor: 'u-housing', role: 'officer', correlationId: 'walk-1' },
    });
  });

  it('rates it, and says why', async () => {
    await api.settle();
    const { body, headers } = await figure();
    expect(body.figure).toMatchObject({
      status: 'red',
      statusText: 'Red',
      standing: 'worse-than-target',
      value: { value: '56.26', display: '56.3%', maturity: 'submitted', outturnId },
      target: { value: '95', operator: '>=', display: 'at least 95%' },
      why: { scheme: rule.scheme.name, ruleVersion: 1, ruleReason: rule.reason },
      commentaryMissing: true,
    });
    expect(body.figure.why.inequality).toBe('56.3% < 95% − 5 percentage points (90%)');
    expect(body.figure.why.checks.map((check: { level: string }) => check.level)).toEqual(['green', 'amber', 'red']);
    expect(body.figure.eventIds).toEqual(expect.arrayContaining([outturnId, body.figure.why.ruleEventId]));
    expect(headers.get('etag')).toBe(`"${body.revision}"`);
  });

  it('lets somebody else validate, approve and audit it', async () => {
    const path = `/api/v1/outturns/${outturnId}`;
    await api.write('performance', `${path}/validation`);
    const approval = await api.write('approver', `${path}/approval`, { note: 'Checked against the export.' });
    at.approved = approval.body.position as number;
    expect((await api.post('approver', `${path}/approval`)).body.code).toBe('already-decided');
    const { body } = await figure(`?minPosition=${at.approved}`);
    expect(body.figure.value.maturity).toBe('approved');
  });

  it('takes commentary and benchmarks', async () => {
    await api.write('housing', `${indicatorPath(FIRE)}/commentary`, { period: QUARTER, text: 'Two posts are vacant.' });
    await api.write('performance', `${indicatorPath(FIRE)}/benchmarks`, {
      shownWith: QUARTER,
      comparator: 'England',
      value: '81',
      unit: 'percent',
    });
    await api.settle();
    const { body } = await figure();
    expect(body.figure.commentary).toEqual({ text: 'Two posts are vacant.', writtenBy: 'u-housing', stale: false });
    expect(body.figure.benchmarks).toMatchObject([{ comparator: 'England', value: '81' }]);
    expect(body.figure.commentaryMissing).toBe(false);
  });

  it('refuses a figure for a closed period, and sends to a correction', async () => {
    await api.write('performance', `/api/v1/periods/${QUARTER}/closing`, { note: 'After Leadership Team.' });
    const answer = await api.post('housing', `${indicatorPath(FIRE)}/outturns`, outturn('97'));
    expect(answer).toMatchObject({ status: 409, body: { code: 'period-closed' } });
    expect(answer.body.detail).toContain('Propose a correction');
  });

  it('shows before a correction what it would change, and records nothing', async () => {
    await api.settle();
    const head = await api.store.headPosition();
    const path = `${indicatorPath(FIRE)}/corrections/preview`;
    const { status, body } = await api.post('housing', path, correction('96.2'));
    expect(status).toBe(200);
    expect(body.figures).toMatchObject([
      { period: QUARTER, before: { status: 'red' }, after: { status: 'green', value: { value: '96.2' } } },
    ]);
    expect(body.summaries).toEqual([
      {
        period: QUARTER,
        area: HOUSING,
        before: expect.objectContaining({ red: 1, green: 0, rated: 1, total: 1 }),
        after: expect.objectContaining({ red: 0, green: 1, rated: 1, total: 1 }),
      },
    ]);
    expect(await api.store.headPosition()).toBe(head);
  });

  it('takes one correction at a time, and shows the second person the first’s', async () => {
    const path = `${indicatorPath(FIRE)}/corrections`;
    const first = await api.write('housing', path, correction('96.2'));
    correctionId = first.body.id as string;
    const second = await api.post('housing2', path, correction('96.3'));
    expect(second).toMatchObject({ status: 409, body: { code: 'correction-pending' } });
    expect(second.body.state).toMatchObject({
      id: correctionId,
      proposedBy: 'u-housing',
      change: { from: { value: '56.26' }, to: { value: '96.2' } },
      justification: { reason: 'Two digits were exchanged.' },
    });
  });

  it('lets nobody decide on their own correction, whatever roles they have', async () => {
    const own = await api.post('housing', `/api/v1/corrections/${correctionId}/approval`);
    expect(own).toMatchObject({ status: 403, body: { code: 'missing-role' } });
    const answer = await api.write('approver', `/api/v1/corrections/${correctionId}/approval`, { note: 'Agreed.' });
    at.corrected = answer.body.position as number;
    await api.settle();
    const again = await api.write('both', `${indicatorPath(FIRE)}/corrections`, correction('96.4'));
    const decided = await api.post('both', `/api/v1/corrections/${again.body.id}/approval`);
    expect(decided).toMatchObject({ status: 403, body: { code: 'own-submission' } });
    await api.write('approver', `/api/v1/corrections/${again.body.id}/rejection`, { reason: 'No evidence.' });
  });

  it('shows the figure before and after, by what was known', async () => {
    const before = await figure(`?asAt=position:${at.approved}`);
    expect(before.body.figure).toMatchObject({
      status: 'red',
      value: { value: '56.26', maturity: 'approved' },
      markers: [],
    });
    expect(before.body.revision).toBeNull();
    expect(before.headers.get('etag')).toBeNull();
    const after = await figure(`?asAt=position:${at.corrected}`);
    expect(after.body.figure).toMatchObject({
      status: 'green',
      value: { value: '96.2', first: '56.26' },
      markers: ['corrected'],
    });
    const nothing = await figure('?asAt=2001-01-01');
    expect(nothing).toMatchObject({ status: 200, body: { figure: null, asAt: { position: 0, recordedAt: null } } });
    expect(nothing.body.note).toBe('Nothing had been recorded then.');
    const early = await figure('?asAt=position:1');
    expect(early.body).toMatchObject({ figure: null, note: expect.stringContaining('no figure') as string });
  });

  it('gives a link that answers the same for ever', async () => {
    const first = await figure(`?asAt=position:${at.approved}&basis=known-then`);
    const again = await api.get('auditor', first.body.links.permanent as string);
    expect(again.body.figure).toEqual(first.body.figure);
    expect(again.body.links.permanent).toBe(first.body.links.permanent);
  });

  it('finds the same moment by its instant and by its day', async () => {
    const { body } = await figure(`?asAt=position:${at.corrected}`);
    const instant = encodeURIComponent(body.asAt.recordedAt as string);
    expect((await figure(`?asAt=${instant}`)).body.asAt.position).toBe(at.corrected);
    const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' }).format(new Date());
    const soFar = await figure(`?asAt=${today}`);
    expect(soFar.body.asAt.position).toBe(await api.store.headPosition());
    expect(soFar.body.asAt.text).toContain('so far, London');
  });

  it('prints the whole history, in pages, and only what was known', async () => {
    const { body } = await figure('/history');
    const types = body.items.map((item: { eventType: string }) => item.eventType);
    expect(types).toEqual([
      'IndicatorDefined',
      'RatingRuleSet',
      'TargetSet',
      'ReportingPeriodOpened',
      'OutturnSubmitted',
      'OutturnValidated',
      'OutturnApproved',
      'CommentaryWritten',
      'BenchmarkRecorded',
      'ReportingPeriodClosed',
      'CorrectionProposed',
      'CorrectionApproved',
      'CorrectionProposed',
      'CorrectionRejected',
    ]);
    const approved = body.items.find((item: { eventType: string }) => item.eventType === 'CorrectionApproved');
    expect(approved).toMatchObject({
      actor: 'u-approver',
      role: 'approver',
      evidence: ['export-2024-08-02'],
      before: { status: 'red', value: '56.26' },
      after: { status: 'green', value: '96.2' },
    });
    const page = await figure('/history?limit=2');
    expect(page.body.items).toHaveLength(2);
    const next = await figure(`/history?limit=500&after=${page.body.next}`);
    expect([...page.body.items, ...next.body.items]).toEqual(body.items);
    expect(next.body.next).toBeNull();
    const early = await figure(`/history?asAt=position:${at.approved}`);
    expect(early.body.items.map((item: { eventType: string }) => item.eventType)).toEqual(types.slice(0, 7));
  });

  it('summarises the quarter as known then and now', async () => {
    const then = await api.get('commissioner', `${summaryPath()}?asAt=position:${at.approved}`);
    expect(then.body.rows).toMatchObject([
      {
        area: CHILDREN,
        name: 'Best Start',
        total: 1,
        rated: 0,
        dataNotAvailable: 1,
        shares: { note: 'no rated indicators', red: null },
      },
      { area: HOUSING, total: 1, rated: 1, red: 1, shares: { red: '100.0', green: '0.0' } },
    ]);
    expect(then.body.total).toMatchObject({ area: null, total: 2, rated: 1, red: 1, declared: null, missing: null });
    expect(then.body.reportingPeriod).toMatchObject({ state: 'open' });
    const now = await api.get('commissioner', summaryPath());
    expect(now.body.total).toMatchObject({ total: 2, rated: 1, green: 1, red: 0 });
    expect(now.body.reportingPeriod).toMatchObject({ state: 'closed' });
    expect(now.body.comparisons.map((item: { period: string }) => item.period)).toEqual(['2023-24-Q3', '2022-23-Q4']);
    expect(now.body.comparisons[0]).toMatchObject({ total: null, joined: [FIRE], left: [] });
    const empty = await api.get('commissioner', `${summaryPath()}?asAt=2001-01-01`);
    expect(empty.body).toMatchObject({ rows: [], total: { total: 0 }, note: 'Nothing had been recorded then.' });
  });

  it('shows printed tables and declared populations beside what it computes', async () => {
    const counts = { total: 30, red: 5, amber: 3, green: 9, ragNotApplicable: 4, dataNotAvailable: 4, annualOnly: 5 };
    await api.write('performance', `/api/v1/periods/${QUARTER}/published-summaries`, {
      document: 'Quarter 4 report',
      publishedOn: '2024-07-31',
      reference: '4.2',
      rows: [{ area: HOUSING, ...counts }],
      total: counts,
      printedShares: { red: '29.3%', amber: '18%', green: '52.9%' },
      comparison: { period: '2023-24-Q3', counts: { red: 6 }, printedShares: { red: '30%' } },
    });
    await api.write('performance', `/api/v1/areas/${HOUSING}/populations`, {
      period: QUARTER,
      indicators: 30,
      source: 'Quarter 4 report, 4.2',
    });
    await api.settle();
    const { body } = await api.get('auditor', summaryPath());
    expect(body.printed).toMatchObject({ reference: '4.2', total: counts, printedShares: { red: '29.3%' } });
    expect(body.printed).toMatchObject({
      rated: 17,
      computedShares: { red: '29.4', amber: '17.6', green: '52.9', note: null },
      differs: ['red'],
    });
    expect(body.rows[1]).toMatchObject({ area: HOUSING, declared: 30, missing: 29 });
    expect(body.total).toMatchObject({ declared: 30, missing: 29 });
  });

  it('shows what differs between two vintages, with what happened in between', async () => {
    const question = `period=${QUARTER}&from=position:${at.approved}&to=position:${at.corrected}`;
    const { body } = await api.get('auditor', `/api/v1/changes?${question}`);
    const changed = body.items.find((item: { indicator: string }) => item.indicator === FIRE);
    expect(changed).toMatchObject({ before: { status: 'red' }, after: { status: 'green' } });
    expect(changed.events.map((event: { eventType: string }) => event.eventType)).toEqual([
      'CommentaryWritten',
      'BenchmarkRecorded',
      'ReportingPeriodClosed',
      'CorrectionProposed',
      'CorrectionApproved',
    ]);
    expect(body.from.position).toBe(at.approved);
    expect(body.asAt).toEqual(body.to);
    const again = await api.get('auditor', body.links.permanent as string);
    expect(again.body.items).toEqual(body.items);
    const same = await api.get('auditor', `/api/v1/changes?period=${QUARTER}&from=position:3&to=position:3`);
    expect(same.body).toMatchObject({ items: [], note: expect.stringContaining('Nothing') as string });
  });

  it('keeps a register of corrections, with filters and pages', async () => {
    const { body } = await api.get('auditor', '/api/v1/corrections');
    expect(body.items).toMatchObject([
      { state: 'rejected', decision: 'No evidence.', decidedBy: 'u-approver' },
      { id: correctionId, kind: 'correction', state: 'approved', indicator: FIRE, periods: [QUARTER] },
    ]);
    const approved = await api.get('auditor', '/api/v1/corrections?state=approved&limit=1');
    expect(approved.body.items).toMatchObject([{ id: correctionId }]);
    const first = await api.get('auditor', '/api/v1/corrections?limit=1');
    const second = await api.get('auditor', `/api/v1/corrections?limit=1&after=${first.body.next}`);
    expect(second.body).toMatchObject({ items: [{ id: correctionId }], next: null });
    const then = await api.get('auditor', `/api/v1/corrections?asAt=position:${at.corrected - 1}`);
    expect(then.body.items).toMatchObject([{ id: correctionId, state: 'awaiting-decision', decidedBy: null }]);
    const other = await api.get('auditor', `/api/v1/corrections?indicator=${ATTENDANCE}&period=${QUARTER}`);
    expect(other.body.items).toEqual([]);
  });

  it('tells the three bases apart', async () => {
    await setBackdatedRule({
      scheme: threeColours('50'),
      validFrom: '2023-04-01',
      reason: 'Wider, also for last year.',
    });
    await api.write('performance', `${indicatorPath(FIRE)}/rules`, {
      scheme: {
        ...threeColours('5'),
        levels: [{ key: 'info', label: 'Information', colour: 'grey', group: 'unrated', when: { kind: 'otherwise' } }],
      },
      validFrom: '2024-04-01',
      reason: 'For information only from now on.',
    });
    await api.settle();
    const asAt = `asAt=position:${at.approved}`;
    const status = async (basis: string) => (await figure(`?${asAt}&basis=${basis}`)).body.figure.status as string;
    expect(await status('known-then')).toBe('red');
    expect(await status('period-rules')).toBe('amber');
    expect(await status('today-rules')).toBe('rag-not-applicable');
    const total = async (basis: string) =>
      (await api.get('auditor', `${summaryPath()}?${asAt}&basis=${basis}`)).body.total as Record<string, number>;
    expect(await total('known-then')).toMatchObject({ red: 1, amber: 0, rated: 1, total: 2 });
    expect(await total('period-rules')).toMatchObject({ red: 0, amber: 1, rated: 1, total: 2 });
    expect(await total('today-rules')).toMatchObject({ rated: 0, ragNotApplicable: 1, total: 2 });
    const { body } = await figure(`?${asAt}&basis=today-rules`);
    expect(body.basis).toMatchObject({ key: 'today-rules', text: expect.stringContaining('in force today') as string });
  });

  it('corrects the target of a closed period', async () => {
    const body = { ...target('96'), period: undefined };
    const proposal = {
      ...correction('1'),
      value: undefined,
      unit: undefined,
      numerator: undefined,
      denominator: undefined,
    };
    const path = `${indicatorPath(FIRE)}/corrections`;
    const wrong = await api.post('performance', path, { ...proposal, target: { ...body, unit: 'count' } });
    expect(wrong).toMatchObject({ status: 400, body: { errors: [{ in: 'body', pointer: '/target/unit' }] } });
    const { body: proposed } = await api.write('performance', path, { ...proposal, target: body });
    await api.write('approver', `/api/v1/corrections/${proposed.id}/approval`);
    await api.settle();
    expect((await figure()).body.figure.target).toMatchObject({ value: '96', version: 2 });
  });

  it('restates past periods on a new basis', async () => {
    const path = `${indicatorPath(FIRE)}/restatements`;
    const body = {
      fromBasis: 'in the recovery plan',
      toBasis: 'all that are due',
      reason: 'The plan has ended.',
      cause: 'Notice of the regulator.',
      evidence: ['notice-2024-05'],
      restated: [outturn('41')],
      notRestated: [{ period: '2023-24-Q3', reason: 'The records do not tell the two apart.' }],
    };
    const wrong = await api.post('performance', path, { ...body, restated: [{ ...outturn('41'), unit: 'count' }] });
    expect(wrong.body.errors).toMatchObject([{ pointer: '/restated/0/unit' }]);
    const opened = await api.write('performance', path, body);
    await api.write('approver', `/api/v1/restatements/${opened.body.id}/approval`);
    await api.settle();
    const { body: now } = await figure();
    expect(now.figure).toMatchObject({ value: { value: '41', basis: 'all that are due' } });
    expect(now.figure.markers).toContain('restated');
  });

  it('covers the rest of a figure’s life', async () => {
    await api.write('performance', '/api/v1/periods/2024-25-Q1/opening', { coverage: 'full', cutOff: '2024-07-31' });
    const path = indicatorPath(FIRE);
    await api.write('performance', `${path}/targets`, target('90', '2024-25-Q1'));
    await api.write('housing', `${path}/unavailability`, {
      period: '2024-25-Q1',
      reason: 'late',
      note: 'The system is down.',
    });
    const given = await api.write('housing', `${path}/outturns`, outturn('88', '2024-25-Q1', { provisional: true }));
    await api.write('approver', `/api/v1/outturns/${given.body.id}/rejection`, { reason: 'Two estates are missing.' });
    const better = await api.write('housing', `${path}/outturns`, outturn('89', '2024-25-Q1'));
    await api.write('approver', `/api/v1/outturns/${better.body.id}/approval`);
    await api.write('auditor', `/api/v1/outturns/${better.body.id}/audit`, { note: 'Traced to source.' });
    const { value, unit } = outturn('89.5');
    const revision = { period: '2024-25-Q1', value, unit, reason: 'Final data.', cause: 'Source.', evidence: ['x'] };
    await api.write('performance', `${path}/revisions`, revision);
    const override = { period: QUARTER, level: 'amber', reason: 'One late delivery decides it.' };
    const requested = await api.write('both', `${path}/overrides`, override);
    expect((await api.post('housing', `${path}/overrides`, override)).body.code).toBe('override-pending');
    await api.settle();
    expect((await figure()).body.figure.markers).toContain('override-pending');
    const decision = `/api/v1/overrides/${requested.body.id}`;
    expect((await api.post('both', `${decision}/approval`)).body.code).toBe('own-submission');
    await api.write('approver', `${decision}/rejection`, { reason: 'Say how late.' });
    const again = await api.write('housing', `${path}/overrides`, override);
    await api.settle();
    await api.write('approver', `/api/v1/overrides/${again.body.id}/approval`, { note: 'Seen.' });
    const withdrawal = { period: '2024-25-Q1', unavailable: 'withdrawn', reason: 'Counted twice.', evidence: ['a-17'] };
    await api.write('approver', `${path}/withdrawals`, withdrawal);
    await api.settle();
    const { body } = await api.get('auditor', `${path}/figures`);
    expect(body.figures.map((item: { period: string; status: string }) => [item.period, item.status])).toEqual([
      [QUARTER, 'amber'],
      ['2024-25-Q1', 'data-not-available'],
    ]);
  });

  it('lets nobody alone change what a closed period shows', async () => {
    const path = indicatorPath(FIRE);
    const why = { reason: 'The return counts two estates twice.', cause: 'Source.', evidence: ['audit-17'] };
    const revision = { period: QUARTER, value: '42', unit: 'percent', ...why };
    expect((await api.post('performance', `${path}/revisions`, revision)).body.code).toBe('period-closed');
    const { reason, evidence } = why;
    const withdrawal = { period: QUARTER, unavailable: 'withheld', reason, evidence };
    expect((await api.post('approver', `${path}/withdrawals`, withdrawal)).body.code).toBe('period-closed');
    const back = { ...rule, scheme: threeColours('9') };
    expect((await api.post('performance', `${path}/rules`, back)).body.code).toBe('periods-closed');
    const move = { area: CHILDREN, from: '2024-01-01', reason: 'Reorganised.' };
    expect((await api.post('performance', `${path}/moves`, move)).body.code).toBe('periods-closed');
  });

  it('withdraws and revises a figure of a closed period by way of a correction', async () => {
    const path = indicatorPath(FIRE);
    const why = { period: QUARTER, reason: 'Two estates are counted twice.', cause: 'Source.', evidence: ['audit-17'] };
    const revision = { ...why, kind: 'revision', value: '42', unit: 'percent' };
    const preview = await api.post('housing', `${path}/corrections/preview`, revision);
    expect(preview.body.figures[0].after).toMatchObject({ value: { value: '42' } });
    expect(preview.body.figures[0].after.markers).toContain('revised');
    const revised = await api.write('housing', `${path}/corrections`, revision);
    await api.settle();
    await api.write('approver', `/api/v1/corrections/${revised.body.id}/approval`);
    const both = await api.post('housing', `${path}/corrections`, { ...revision, withdrawal: 'withheld' });
    expect(both.body).toMatchObject({ code: 'value-with-withdrawal', errors: [{ pointer: '/value' }] });
    const withdrawal = { ...why, withdrawal: 'withheld' };
    const seen = await api.post('housing', `${path}/corrections/preview`, withdrawal);
    expect(seen.body.figures[0].after).toMatchObject({ status: 'data-not-available', reason: 'withheld' });
    const proposed = await api.write('housing', `${path}/corrections`, withdrawal);
    await api.settle();
    await api.write('approver', `/api/v1/corrections/${proposed.body.id}/approval`);
    await api.settle();
    expect((await figure()).body.figure).toMatchObject({ status: 'data-not-available', reason: 'withheld' });
    const register = await api.get('auditor', '/api/v1/corrections?state=approved&limit=2');
    expect(register.body.items).toMatchObject([
      { kind: 'withdrawal', changes: [{ from: { value: '42' }, to: { unavailable: 'withheld' } }] },
      { kind: 'revision', changes: [{ to: { value: '42' } }] },
    ]);
  });

  it('covers definitions, areas and the calendar', async () => {
    const path = indicatorPath(ATTENDANCE);
    const gap = await api.write('performance', `${path}/breaks`, {
      from: '2023-04-01',
      kind: 'source',
      reason: 'A new system.',
    });
    const bridge = { breakId: gap.body.id as string, method: 'Counted again.', reason: 'Both sides are known.' };
    await api.write('performance', `${path}/bridges`, bridge);
    await api.write('performance', `${path}/moves`, { area: HOUSING, from: '2024-04-01', reason: 'Reorganised.' });
    const { definition: card } = (await api.get('auditor', path)).body.card;
    const next = { ...card, name: 'Attendance in school', validFrom: '2024-04-01' };
    await api.write('performance', `${path}/definitions`, { definition: next, comparable: true, reason: 'Renamed.' });
    await api.write('performance', `${path}/retirement`, { from: '2025-04-01', reason: 'Replaced.' });
    await api.write('performance', `/api/v1/areas/${CHILDREN}/names`, {
      name: 'The Best Start',
      aliases: ['Best Start'],
      reason: 'Plan.',
    });
    await api.write('performance', `/api/v1/periods/${QUARTER}/reopening`, {
      indicator: ATTENDANCE,
      reason: 'Lost in the post.',
    });
    await api.settle();
    const { body } = await api.get('auditor', path);
    expect(body.card).toMatchObject({
      definitionVersion: 2,
      retired: { from: '2025-04-01' },
      breaks: [{ kind: 'source', bridgedBy: expect.any(String) as string }],
      areas: [{ area: CHILDREN }, { area: HOUSING }],
    });
    const list = await api.get('auditor', '/api/v1/indicators?search=attendance&limit=1');
    expect(list.body.items).toMatchObject([{ indicator: ATTENDANCE, retiredFrom: '2025-04-01' }]);
    const areas = await api.get('auditor', '/api/v1/areas');
    expect(areas.body.items).toMatchObject([{ area: CHILDREN, name: 'The Best Start' }, { area: HOUSING }]);
    const periods = await api.get('auditor', '/api/v1/periods');
    expect(periods.body.items).toMatchObject([
      { period: QUARTER, state: 'closed', reopenedFor: [ATTENDANCE] },
      { period: '2024-25-Q1', state: 'open', cutOff: '2024-07-31' },
    ]);
    // The indicator has moved: its officer is now that of the new area.
    const late = await api.write('housing', `${path}/outturns`, outturn('93.4'));
    expect(late.status).toBe(201);
    await api.settle();
    const shown = await api.get('auditor', figurePath(ATTENDANCE));
    expect(shown.body.figure).toMatchObject({ area: CHILDREN, markers: ['late'], value: { value: '93.4' } });
  });

  it('shows how the year of each indicator is made up', async () => {
    await api.write('performance', '/api/v1/periods/2023-24/opening', { coverage: 'full' });
    const returned = await api.write('housing', `${indicatorPath(FIRE)}/annual-returns`, outturn('50', '2023-24'));
    await api.settle();
    const { body } = await api.get('auditor', `${summaryPath('2023-24')}?minPosition=${returned.body.position}`);
    expect(body.annualRollUps).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ indicator: FIRE, state: 'incomplete', returned: '50', computed: null }),
      ]),
    );
    expect(body.comparisons.map((item: { period: string }) => item.period)).toEqual(['2022-23', '2022-23']);
  });

  it('waits for a position, and says when it does not come', async () => {
    const head = await api.store.headPosition();
    const started = Date.now();
    const answer = await figure(`?minPosition=${head + 1000}`);
    expect(answer).toMatchObject({ status: 503, body: { code: 'not-followed-yet' } });
    expect(answer.headers.get('retry-after')).toBe('1');
    expect(Date.now() - started).toBeGreaterThan(4_500);
    const waiting = figure(`?minPosition=${head + 1}`);
    await pause(100);
    await api.write('housing', `${indicatorPath(FIRE)}/commentary`, { period: QUARTER, text: 'Another word.' });
    const arrived: Answer = await waiting;
    expect(arrived.status).toBe(200);
    expect(arrived.body.asAt.position).toBeGreaterThan(head);
  }, 20_000);
}
