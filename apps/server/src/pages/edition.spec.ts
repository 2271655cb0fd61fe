import type { EditionView } from '@outturn/read-models';
import { editionPage } from './edition';
import { publicationsPage } from './publications';
import type { TimeControl } from './time-control';

const HASH = 'a'.repeat(64);
const FIRST: EditionView = {
  edition: '2023-24-Q4.1',
  period: '2023-24-Q4',
  number: 1,
  title: 'Performance monitoring report',
  reportedPeriods: ['2023-24-Q4', '2023-24'],
  position: 512,
  rules: { basis: 'known-then', position: 512 },
  rounding: 'Half away from zero.',
  contentSha256: HASH,
  substanceSha256: HASH,
  changes: 1,
  files: [
    { format: 'json', mediaType: 'application/json', sha256: HASH, bytes: 1025, parts: 1 },
    { format: 'html', mediaType: 'text/html', sha256: HASH, bytes: 900, parts: 1 },
  ],
  publishedBy: 'u-1',
  publishedAt: '2024-07-31T10:00:00.000000Z',
  eventId: 'event-1',
  figures: 114,
  fromPosition: 520,
  errata: [],
};
const SECOND: EditionView = { ...FIRST, edition: '2023-24-Q4.2', number: 2, previous: '2023-24-Q4.1', changes: 2 };
// The presenters hand the control on.
const TIME = {} as TimeControl;

function page(edition: EditionView, next?: EditionView, mayPublish = false) {
  const input = { edition, next, asAt: undefined, done: undefined, time: TIME, mayPublish };
  return editionPage({ ...input, nameOf: () => 'A Publisher' });
}

describe('the page about an edition', () => {
  it('says what it is, when and by whom it was published, and what it rests on', () => {
    const { facts, figures } = page(FIRST);
    expect(facts.slice(0, 5)).toEqual([
      { key: 'Report on', value: 'Quarter 4 of 2023/24 (January to March 2024)' },
      { key: 'With tables of', value: 'Q4 of 2023/24 and 2023/24' },
      { key: 'Published', value: '31 July 2024 11:00, London' },
      { key: 'Published by', value: 'A Publisher' },
      { key: 'Follows', value: 'none: it is the first' },
    ]);
    expect(facts).toContainEqual({ key: 'Lists', value: '1 change since the period was closed' });
    expect(figures.map(({ href }) => href)).toEqual([
      '/periods/2023-24-Q4?asAt=position:512',
      '/periods/2023-24?asAt=position:512',
    ]);
  });

  it('gives the files, what people read first', () => {
    expect(page(FIRST).files).toEqual([
      {
        name: 'Page, as it was published',
        href: '/publications/2023-24-Q4.1/files/html',
        size: '900 bytes',
        sha256: HASH,
      },
      { name: 'JSON, for programs', href: '/publications/2023-24-Q4.1/files/json', size: '2 KB', sha256: HASH },
    ]);
  });

  it('says which edition followed, and leads to what each changed', () => {
    expect(page(FIRST).followed).toBeUndefined();
    expect(page(FIRST, SECOND)).toMatchObject({
      followed: { href: '/publications/2023-24-Q4.2' },
      comparisons: [{ text: 'What 2023-24-Q4.2 changed' }],
    });
    expect(page(SECOND).comparisons).toEqual([
      {
        text: 'What has changed since 2023-24-Q4.1',
        href: '/publications/compare?from=2023-24-Q4.1&to=2023-24-Q4.2',
      },
    ]);
  });

  it('lets only those record errata who may', () => {
    expect(page(FIRST).erratumHref).toBeUndefined();
    expect(page(FIRST, undefined, true).erratumHref).toBe('/publications/2023-24-Q4.1/errata');
  });
});

describe('the list of editions', () => {
  it('shows the latest first, and which is followed', () => {
    const input = { editions: [FIRST, SECOND], asAt: '2024-07-31', page: undefined, time: TIME, mayPublish: false };
    const { rows, compareHref } = publicationsPage({ ...input, nameOf: () => 'A Publisher' });
    expect(rows.map(({ edition, standing, href }) => [edition, standing, href])).toEqual([
      ['2023-24-Q4.2', 'The latest', '/publications/2023-24-Q4.2?asAt=2024-07-31'],
      ['2023-24-Q4.1', 'Followed by another', '/publications/2023-24-Q4.1?asAt=2024-07-31'],
    ]);
    expect(compareHref).toBe('/publications/compare?asAt=2024-07-31');
  });
});
