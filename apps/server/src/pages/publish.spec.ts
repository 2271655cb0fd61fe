import { Refusal } from '@outturn/domain';
import type { EditionPreview } from '../api/edition-preview';
import { chooseReportPage, publishPage } from './publish';

const CLOSED = { coverage: 'full', state: 'closed', reopenedFor: [] } as const;
// What the page shows of an edition; the files and figures themselves are not shown.
const EDITION = {
  period: '2023-24-Q4',
  number: 2,
  previous: '2023-24-Q4.1',
  title: 'Performance monitoring report',
  reportedPeriods: ['2023-24-Q4', '2023-24'],
  position: 640,
  calendar: [
    { period: '2023-24-Q4', ...CLOSED },
    { period: '2023-24', ...CLOSED },
  ],
  unapproved: [],
  figures: [{}, {}],
  changes: 1,
} as unknown as EditionPreview['edition'];
const CONTENT = {
  keyMessages: ['One indicator is red.'],
  changes: {
    since: '2023-24-Q4.1',
    entries: [
      { name: 'Empty homes', periods: ['2023-24-Q4', '2023-24'], before: '41.2%', after: '51.2%', reason: null },
      { name: 'Waits', periods: [], before: null, after: null, reason: 'Defined anew.' },
    ],
  },
} as unknown as EditionPreview['content'];

function page(preview: Partial<EditionPreview> = {}, edition: Partial<EditionPreview['edition']> = {}) {
  return publishPage({
    period: '2023-24-Q4',
    preview: { edition: { ...EDITION, ...edition }, content: CONTENT, ...preview },
    names: new Map([['qh-voids', 'Empty homes']]),
    note: 'As typed.',
    once: 'once-1',
  });
}

const refused = (code: string) => new Refusal({ kind: 'conflict', code, message: `Refused: ${code}.` });

describe('an edition before it is published', () => {
  it('shows what would be in it, and pins what was looked at', () => {
    expect(page()).toMatchObject({
      title: 'Publish 2023-24-Q4.2',
      refusal: undefined,
      needsNote: undefined,
      keyMessages: ['One indicator is red.'],
      changes: [
        { name: 'Empty homes, Q4 of 2023/24 and 2023/24', before: '41.2%', after: '51.2%', reason: 'none given' },
        { name: 'Waits', before: 'nothing', after: 'nothing', reason: 'Defined anew.' },
      ],
      draftHref: '/publications/drafts/2023-24-Q4?asAt=position:640',
      hidden: [
        { name: 'period', value: '2023-24-Q4' },
        { name: 'previous', value: '2023-24-Q4.1' },
        { name: 'position', value: '640' },
        { name: 'once', value: 'once-1' },
      ],
      note: 'As typed.',
    });
    expect(page().facts).toContainEqual({ key: 'Lists', value: '1 change since 2023-24-Q4.1' });
  });

  it('says of each condition whether it holds', () => {
    const calendar = [{ ...CLOSED, period: '2023-24-Q4', reopenedFor: ['qh-voids'] }];
    const unapproved = [{ indicator: 'qh-voids', period: '2023-24-Q4', maturity: 'submitted' }] as const;
    const {
      checks,
      unapproved: listed,
      refusal,
    } = page({ refusal: refused('figures-not-approved') }, { calendar, unapproved });
    expect(checks).toEqual([
      { text: 'Q4 of 2023/24 is closed.', holds: true },
      { text: 'No figure of Q4 of 2023/24 is reopened.', holds: false },
      { text: '2023/24 is closed.', holds: false },
      { text: 'Somebody else than who submitted it has approved each figure.', holds: false },
    ]);
    expect(listed).toEqual([
      { name: 'Empty homes', href: '/indicators/qh-voids/figures/2023-24-Q4', text: 'Q4 of 2023/24, submitted' },
    ]);
    expect(refusal).toBe('Refused: figures-not-approved.');
  });

  it('names periods as people say them, and editions by their names', () => {
    const message = 'Only some figures of 2022-23 are held, since 2023-24-Q4.1.';
    const refusal = new Refusal({ kind: 'conflict', code: 'period-held-in-part', message });
    expect(page({ refusal }).needsNote).toBe('Only some figures of 2022/23 are held, since 2023-24-Q4.1.');
  });

  it.each(['period-held-in-part', 'nothing-changes', 'decided-after-position'])(
    'can be published with a note where the domain asks for one: %s',
    (code) => {
      expect(page({ refusal: refused(code) })).toMatchObject({ refusal: undefined, needsNote: `Refused: ${code}.` });
    },
  );
});

describe('the reports to choose from', () => {
  it('are those of closed periods before those of open ones, the latest first', () => {
    const entry = (period: string, state: 'open' | 'closed') => ({ ...CLOSED, period, state });
    const calendar = [entry('2023-24-Q3', 'closed'), entry('2024-25-Q1', 'open'), entry('2023-24-Q4', 'closed')];
    expect(chooseReportPage(calendar).periods).toEqual([
      { value: '2023-24-Q4', text: 'Q4 of 2023/24 (closed)' },
      { value: '2023-24-Q3', text: 'Q3 of 2023/24 (closed)' },
      { value: '2024-25-Q1', text: 'Q1 of 2024/25 (open)' },
    ]);
  });
});
