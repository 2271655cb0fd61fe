import type { RegisterEntry } from '@outturn/read-models';
import { registerPage } from './register';
import type { TimeControl } from './time-control';

const time: TimeControl = {
  text: '',
  basisText: '',
  isNow: true,
  heading: '',
  nowLink: '',
  permanentLink: '',
  path: '',
  questions: [],
  day: { day: '', month: '', year: '' },
};
const entry: RegisterEntry = {
  id: 'e-1',
  kind: 'correction',
  state: 'approved',
  indicator: 'attendance',
  periods: ['2023-24-Q4'],
  changes: [
    {
      period: '2023-24-Q4',
      from: { value: '56.26', unit: 'percent', observationStatus: ['A'] },
      to: { value: '56.62', unit: 'percent', observationStatus: ['A'] },
    },
  ],
  justification: {
    reason: 'Two digits were exchanged',
    cause: 'Typed from paper.',
    evidence: ['export-1', 'export-2'],
  },
  proposedBy: 'u-1',
  proposedAt: '2024-08-02T10:15:00Z',
  decidedBy: 'u-2',
  decidedAt: '2024-08-03T09:00:00Z',
  decision: null,
  fromPosition: 1042,
};
const pageOf = (one: RegisterEntry, asAt?: string) =>
  registerPage({
    query: { asAt, kind: 'correction' },
    time,
    areas: [],
    periods: [],
    page: { items: [one], next: '900' },
    cards: new Map(),
    nameOf: (person) => `Name of ${person}`,
  });

describe('the register', () => {
  it('says what stood before and after, who, why, and who approved it', () => {
    const [shown] = pageOf(entry).entries;
    expect(shown).toMatchObject({ heading: 'Correction: attendance', state: 'Approved' });
    expect(shown?.changes).toEqual([
      {
        period: 'Q4 of 2023/24',
        before: '56.26%',
        after: '56.62%',
        replayHref: '/indicators/attendance/figures/2023-24-Q4/history?step=1042',
      },
    ]);
    expect(shown?.facts).toEqual([
      { key: 'Why', value: 'Two digits were exchanged.' },
      { key: 'How it came about', value: 'Typed from paper.' },
      { key: 'Evidence', value: 'export-1, export-2' },
      { key: 'Proposed by', value: 'Name of u-1, 2 August 2024 11:15, London' },
      { key: 'Approved by', value: 'Name of u-2, 3 August 2024 10:00, London' },
    ]);
  });

  it.each([
    ['withdrawal', { unavailable: 'pending-validation' }, 'Data not available: pending validation'],
    ['override', { level: 'amber' }, 'Amber'],
    ['restatement', { basis: 'completion', value: '1', unit: 'percent' }, '1%, basis: completion'],
    ['target-correction', { kind: 'target', operator: '>=', value: '95', unit: 'percent' }, 'At least 95%'],
  ] as const)('words what a %s puts in its place', (kind, to, words) => {
    const [shown] = pageOf({ ...entry, kind, changes: [{ period: '2023-24', from: null, to }] }).entries;
    expect(shown?.changes[0]?.after).toBe(words);
  });

  it('takes the moment and the filters over to its links', () => {
    const page = pageOf(entry, 'position:7');
    expect(page.nextHref).toBe('/register?asAt=position:7&kind=correction&after=900');
    expect(page.entries[0]?.changes[0]?.replayHref).toContain('?asAt=position:7&step=1042');
    expect(page.firstHref).toBeUndefined();
  });
});
