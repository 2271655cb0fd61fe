/* eslint-disable @typescript-eslint/no-unsafe-assignment, @typescript-eslint/no-unsafe-member-access -- bodies of answers are of every shape, and the assertions say what must be there */
import { FIRE, HOUSING, QUARTER, correction, outturn, prepare } from '../e2e/api-examples';
import { startApi, type Answer, type Api } from '../e2e/api-harness';
import { Caller, type Claims } from './security-api';

// An officer writes about the areas that the token names, and about no other, by any way that leads to a record.

jest.setTimeout(120_000);

const INDICATOR = `/api/v1/indicators/${FIRE}`;
const ACTION = '/api/v1/plans/2023-24/actions/qh-fire-doors';
const update = { quarter: QUARTER, status: 'on-track', commentary: 'Forty of sixty doors are replaced.' };

const officer = (sub: string, areas?: readonly string[]): Claims => ({ sub, roles: ['officer'], areas });
const REFUSED = [403, 'other-area'] as const;
const LACKING = [403, 'missing-role'] as const;

/** Each caller with what they get where only officers write, and where the performance team writes too. */
const CALLERS: Readonly<Record<string, readonly [Claims, readonly unknown[], readonly unknown[]]>> = {
  'an officer of another area': [officer('u-1', ['best-start']), REFUSED, REFUSED],
  'an officer of two other areas': [officer('u-2', ['best-start', 'sustainable-economy']), REFUSED, REFUSED],
  'an officer of an area that is not': [officer('u-3', ['nowhere']), REFUSED, REFUSED],
  'an officer of no area': [officer('u-4', []), REFUSED, REFUSED],
  'an officer whose token names none': [officer('u-5'), REFUSED, REFUSED],
  'an officer of something like the area': [
    officer('u-6', ['Quality-Homes', 'quality-homes ', 'quality-homes,best-start', '*', '', 'quality', '__proto__']),
    REFUSED,
    REFUSED,
  ],
  'an officer of another area who approves': [
    { sub: 'u-7', roles: ['officer', 'approver'], areas: ['best-start'] },
    REFUSED,
    REFUSED,
  ],
  'an approver of the area': [{ sub: 'u-8', roles: ['approver'], areas: [HOUSING] }, LACKING, LACKING],
  'an auditor of the area': [{ sub: 'u-9', roles: ['auditor'], areas: [HOUSING] }, LACKING, LACKING],
  'an officer of another area in the performance team': [
    { sub: 'u-10', roles: ['officer', 'performance'], areas: ['best-start'] },
    REFUSED,
    [201],
  ],
  'the performance team': [{ sub: 'u-11', roles: ['performance'] }, LACKING, [201]],
  'an officer of the area': [officer('u-12', [HOUSING]), [201], [201]],
  'an officer of it and others': [officer('u-13', ['best-start', HOUSING]), [201], [201]],
};

/** Ways to write, in an order in which each can be carried out: the body, and who may besides officers. */
const WAYS: readonly (readonly [name: string, path: string, body: object, performanceToo: boolean])[] = [
  ['a figure', `${INDICATOR}/outturns`, outturn('92'), false],
  ['a commentary', `${INDICATOR}/commentary`, { period: QUARTER, text: 'Two assessors left.' }, false],
  ['a judgement', `${INDICATOR}/overrides`, { period: QUARTER, level: 'green', reason: 'One late return.' }, true],
  ['a correction', `${INDICATOR}/corrections`, correction('93'), true],
  ['an annual return', `${INDICATOR}/annual-returns`, outturn('91', '2023-24'), false],
  ['an update of an action', `${ACTION}/updates`, update, false],
  [
    'a correction of an action',
    `${ACTION}/corrections`,
    { ...update, status: 'medium-issues', reason: 'Wrong.' },
    true,
  ],
];

let api: Api;

beforeEach(async () => {
  api = await startApi({ now: () => new Date('2024-08-01T10:00:00Z') });
  await prepare(api);
  await api.write('performance', '/api/v1/periods/2023-24/opening', { coverage: 'full' });
  await api.write('performance', '/api/v1/plans/2023-24/actions', {
    action: 'qh-fire-doors',
    area: HOUSING,
    title: 'Replace the fire doors',
    owner: 'post-1',
  });
});
afterEach(() => api.close());

const brief = ({ status, body }: Answer): unknown[] => (status < 300 ? [status] : [status, body?.code]);

describe.each(Object.entries(CALLERS))('%s', (_, [claims, whereOfficersWrite, wherePerformanceToo]) => {
  it('gets what the table says, and what is refused leaves nothing behind', async () => {
    const caller = await Caller.of(api, claims);
    const somebody = await Caller.of(api, officer('u-somebody', [HOUSING]));
    const found: Record<string, unknown> = {};
    const wanted: Record<string, unknown> = {};
    for (const [name, path, body, performanceToo] of WAYS) {
      const before = await api.store.headPosition();
      const answer = await caller.ask(path, body);
      found[name] = brief(answer);
      wanted[name] = performanceToo ? wherePerformanceToo : whereOfficersWrite;
      const isRecorded = (await api.store.headPosition()) > before;
      expect([name, isRecorded]).toEqual([name, answer.status === 201]);
      // The next way needs what this one would have recorded.
      if (!isRecorded) expect([name, (await somebody.ask(path, body)).status]).toEqual([name, 201]);
    }
    expect(found).toEqual(wanted);
  });
});

describe('a figure that there is not', () => {
  it('is said by an officer of the area alone', async () => {
    const body = { period: QUARTER, reason: 'pending-validation', note: 'The data are being validated.' };
    const head = await api.store.headPosition();
    for (const [claims, wanted] of Object.values(CALLERS).slice(0, 10)) {
      expect(brief(await (await Caller.of(api, claims)).ask(`${INDICATOR}/unavailability`, body))).toEqual(wanted);
    }
    expect(await api.store.headPosition()).toBe(head);
    const own = await Caller.of(api, officer('u-12', [HOUSING]));
    expect((await own.ask(`${INDICATOR}/unavailability`, body)).status).toBe(201);
  });
});

describe('a preview', () => {
  it('works nothing out for an officer of another area, who could learn of what is not submitted', async () => {
    await api.write('housing', `${INDICATOR}/outturns`, outturn('92'));
    const other = await Caller.of(api, officer('u-1', ['best-start']));
    expect(brief(await other.ask(`${INDICATOR}/corrections/preview`, correction('93')))).toEqual(REFUSED);
    const own = await Caller.of(api, officer('u-12', [HOUSING]));
    expect((await own.ask(`${INDICATOR}/corrections/preview`, correction('93'))).status).toBe(200);
  });
});

describe('a spreadsheet', () => {
  const sheet = `indicator,period,value\n${FIRE},${QUARTER},92%\n`;

  it('of another area is checked and refused row by row, and accepting it records nothing', async () => {
    await api.settle();
    const head = await api.store.headPosition();
    const other = await Caller.of(api, officer('u-1', ['best-start']));
    const { status, body } = await other.upload(sheet, 'figures.csv');
    expect([status, body.counts.refused]).toEqual([201, 1]);
    const path = `/api/v1/imports/${body.id}`;
    expect((await other.ask(path)).body.items).toMatchObject([{ verdict: 'refused', code: 'other-area' }]);
    await other.ask(`${path}/acceptance`, { rows: 'all' });
    await other.ask(`${path}/acceptance`, { rows: 'good' });
    expect(await api.store.headPosition()).toBe(head);
  });

  it('is accepted and seen by nobody but who uploaded it, and read by those who check', async () => {
    await api.settle();
    const own = await Caller.of(api, officer('u-12', [HOUSING]));
    const { body } = await own.upload(sheet, 'figures.csv');
    const path = `/api/v1/imports/${body.id}`;
    const colleague = await Caller.of(api, officer('u-13', [HOUSING]));
    const head = await api.store.headPosition();
    expect(brief(await colleague.ask(path))).toEqual([404, 'unknown-id']);
    expect(brief(await colleague.ask(`${path}/acceptance`, { rows: 'all' }))).toEqual([404, 'unknown-id']);
    const auditor = await Caller.of(api, { roles: ['auditor'] });
    expect(brief(await auditor.ask(path))).toEqual([200]);
    expect(brief(await auditor.ask(`${path}/acceptance`, { rows: 'all' }))).toEqual(LACKING);
    expect(await api.store.headPosition()).toBe(head);
  });

  it('binds its acceptance to the areas of the token then, not to those of the upload', async () => {
    await api.settle();
    const { body } = await (await Caller.of(api, officer('u-12', [HOUSING]))).upload(sheet, 'figures.csv');
    const moved = await Caller.of(api, officer('u-12', ['best-start']));
    const head = await api.store.headPosition();
    await moved.ask(`/api/v1/imports/${body.id}/acceptance`, { rows: 'all' });
    expect(await api.store.headPosition()).toBe(head);
  });
});
