import { given, recorded } from '../../../../test/given';
import { fold } from '../decider';
import { CalendarEntry } from '../reporting-period';
import { PublicationCommand, PublishEdition, UnapprovedFigure } from './commands';
import { publication } from './decide';
import { EditionFigure, isRevised, parseEditionId } from './edition';
import { PublicationEvent } from './events';

const spec = given(publication);
const actor = 'person-performance';
const period = '2023-24-Q4';
const PART = 256 * 1024;

const figure: EditionFigure = {
  indicator: 'qh-fire-risk-assessments',
  period,
  area: 'quality-homes',
  kind: 'indicator',
  status: 'red',
  value: '56.26',
  shown: '56.3%',
  target: 'at least 95%',
  markers: [],
};

const pinned = {
  title: 'Performance monitoring report, quarter 4 of 2023/24',
  reportedPeriods: [period],
  position: 512,
  rules: { basis: 'known-then', position: 512 },
  rounding: 'Half away from zero.',
  contentSha256: 'c'.repeat(64),
  substanceSha256: '5'.repeat(64),
  changes: 0,
} as const;

function closedPeriod(changes: Partial<CalendarEntry> = {}): CalendarEntry {
  return { period, coverage: 'full', state: 'closed', reopenedFor: [], ...changes };
}

function publish(changes: Partial<PublishEdition> = {}): PublicationCommand {
  const html = { format: 'html', mediaType: 'text/html', sha256: 'a'.repeat(64), bytes: 3, deflated: 'AAAA' } as const;
  return {
    type: 'PublishEdition',
    actor,
    period,
    number: 1,
    ...pinned,
    calendar: [closedPeriod()],
    calendarNow: changes.calendar ?? [closedPeriod()],
    decidedLater: [],
    unapproved: [],
    figures: [figure],
    files: [html],
    ...changes,
  };
}

function published(changes: object = {}): PublicationEvent {
  const html = { format: 'html', mediaType: 'text/html', sha256: 'a'.repeat(64), bytes: 3, parts: 1 } as const;
  return {
    type: 'EditionPublished',
    data: { edition: '2023-24-Q4.1', period, number: 1, ...pinned, files: [html], publishedBy: actor, ...changes },
  };
}

function shown(edition = '2023-24-Q4.1', figures = [figure]): PublicationEvent {
  return { type: 'EditionFiguresShown', data: { edition, figures } };
}

function part(edition = '2023-24-Q4.1', number = 1, data = 'AAAA'): PublicationEvent {
  return { type: 'EditionFilePartStored', data: { edition, format: 'html', part: number, data } };
}

const first = [published(), shown(), part()];
const following = { number: 2, previous: '2023-24-Q4.1' };
const second = { edition: '2023-24-Q4.2', ...following };

describe('an edition', () => {
  it('is one append: what it pins, the figures it shows, its files', () => {
    spec([]).when(publish()).then(first);
  });

  it('keeps a file in parts of at most 256 KiB, and figures in lists of at most 500', () => {
    const deflated = 'A'.repeat(2 * PART + 4);
    const figures = Array.from({ length: 501 }, (_, index) => ({ ...figure, indicator: `qh-${index}` }));
    const json = { format: 'json', mediaType: 'application/json', sha256: 'b'.repeat(64), bytes: 9 } as const;
    const part = (number: number, data: string): PublicationEvent => ({
      type: 'EditionFilePartStored',
      data: { edition: '2023-24-Q4.1', format: 'json', part: number, data },
    });
    spec([])
      .when(publish({ figures, files: [{ ...json, deflated }] }))
      .then([
        published({ files: [{ ...json, parts: 3 }] }),
        shown('2023-24-Q4.1', figures.slice(0, 500)),
        shown('2023-24-Q4.1', figures.slice(500)),
        part(1, 'A'.repeat(PART)),
        part(2, 'A'.repeat(PART)),
        part(3, 'AAAA'),
      ]);
  });

  it('follows the latest one and names it', () => {
    spec(first)
      .when(publish({ ...following, position: 600, changes: 1 }))
      .then([published({ ...second, position: 600, changes: 1 }), shown('2023-24-Q4.2'), part('2023-24-Q4.2')]);
    const { state } = spec(first).when(publish()).thenRefused('not-the-latest-edition', '/previous');
    expect(state).toEqual({
      edition: '2023-24-Q4.1',
      position: 512,
      contentSha256: pinned.contentSha256,
      publishedBy: actor,
    });
    spec([])
      .when(publish({ previous: '2023-24-Q4.1' }))
      .thenRefused('not-the-latest-edition', '/previous');
    spec([...first, published(second)])
      .when(publish({ ...following, changes: 1 }))
      .thenRefused('not-the-latest-edition', '/previous');
    spec([...first, published(second)])
      .when(publish({ number: 2, previous: '2023-24-Q4.2', changes: 1 }))
      .thenRefused('not-the-latest-edition', '/previous');
  });

  it.each([
    ['edition-of-other-period', '2023-24-Q3.1'],
    ['edition-of-other-period', '2023-24.1'],
    ['invalid-edition', 'the first'],
    ['invalid-edition', '2023-24-Q4.0'],
    ['invalid-period', '2023-24-Q5.1'],
  ])('is refused with %s when it says to follow %s', (code, previous) => {
    spec(first).when(publish({ previous })).thenRefused(code, '/previous');
  });

  it('is refused while a period that it reports on is open', () => {
    const year = '2023-24';
    const reportedPeriods = [period, year];
    spec([])
      .when(publish({ calendar: [closedPeriod({ state: 'open' })] }))
      .thenRefused('period-not-closed', '/period');
    spec([])
      .when(publish({ calendar: [] }))
      .thenRefused('period-not-closed', '/period');
    spec([])
      .when(publish({ reportedPeriods, calendar: [closedPeriod(), closedPeriod({ period: year, state: 'open' })] }))
      .thenRefused('period-not-closed', '/period');
    const reopened = spec([])
      .when(publish({ calendar: [closedPeriod({ reopenedFor: ['qh-voids'] })] }))
      .thenRefused('figures-reopened', '/period');
    expect(reopened.state).toMatchObject({ reopenedFor: ['qh-voids'] });
    spec([])
      .when(publish({ reportedPeriods, calendar: [closedPeriod(), closedPeriod({ period: year })] }))
      .then([published({ reportedPeriods }), shown(), part()]);
  });

  it('is refused where a period has been reopened since the position', () => {
    spec([])
      .when(publish({ calendarNow: [closedPeriod({ reopenedFor: ['qh-voids'] })] }))
      .thenRefused('figures-reopened', '/period');
    spec([])
      .when(publish({ calendarNow: [closedPeriod({ state: 'open' })] }))
      .thenRefused('period-not-closed', '/period');
  });

  it('of a period that the ledger holds in part needs a note', () => {
    const inPart = [closedPeriod({ coverage: 'comparators-only' })];
    const { state } = spec([])
      .when(publish({ calendar: inPart }))
      .thenRefused('period-held-in-part', '/note');
    expect(state).toEqual(inPart[0]);
    const note = 'Only what the report compares with.';
    spec([])
      .when(publish({ calendar: inPart, note }))
      .then([published({ note }), shown(), part()]);
  });

  it('as at a position before later decisions needs a note', () => {
    const decidedLater = [{ kind: 'correction', about: 'qh-voids', decidedOn: '2024-08-02' }];
    const { state } = spec([]).when(publish({ decidedLater })).thenRefused('decided-after-position', '/position');
    expect(state).toEqual({ decidedLater });
    const note = 'As agreed by Cabinet; the correction follows in the next edition.';
    spec([])
      .when(publish({ decidedLater, note }))
      .then([published({ note }), shown(), part()]);
  });

  it('is refused with figures that nobody has approved, and lists them', () => {
    const unapproved: UnapprovedFigure[] = [{ indicator: 'qh-voids', period, maturity: 'validated' }];
    const { state } = spec([]).when(publish({ unapproved })).thenRefused('figures-not-approved', '/period');
    expect(state).toEqual({ unapproved });
  });

  it('that says what the last one says needs a note that tells why', () => {
    const again = { ...following, position: 600 };
    spec(first).when(publish(again)).thenRefused('nothing-changes', '/note');
    spec(first)
      .when(publish({ ...again, note: ' ' }))
      .thenRefused('missing-text', '/note');
    spec(first)
      .when(publish({ ...again, note: 'With the council’s new name.' }))
      .then([
        published({ ...second, position: 600, note: 'With the council’s new name.' }),
        shown('2023-24-Q4.2'),
        part('2023-24-Q4.2'),
      ]);
    spec(first)
      .when(publish({ ...again, substanceSha256: '6'.repeat(64) }))
      .then([
        published({ ...second, position: 600, substanceSha256: '6'.repeat(64) }),
        shown('2023-24-Q4.2'),
        part('2023-24-Q4.2'),
      ]);
  });
});

describe('an erratum', () => {
  const words = { place: 'Paragraph 4.2', printed: '30.8%', shouldRead: '30.9%' };
  const record = (changes: object = {}): PublicationCommand => ({
    type: 'RecordErratum',
    actor,
    edition: '2023-24-Q4.1',
    ...words,
    ...changes,
  });
  const erratum: PublicationEvent = {
    type: 'ErratumRecorded',
    data: { edition: '2023-24-Q4.1', ...words, recordedBy: actor },
  };

  it('refers to its edition and changes nothing else of it', () => {
    spec(first).when(record()).then([erratum]);
    const before = fold(publication, publication.initialState, recorded(first));
    const after = fold(publication, publication.initialState, recorded([...first, erratum]));
    expect(after.editions).toEqual([
      { ...before.editions[0], errata: [{ ...words, recordedBy: actor, eventId: 'event-4' }] },
    ]);
  });

  it('is recorded once, and can be put right by another', () => {
    spec([...first, erratum])
      .when(record())
      .thenRefused('erratum-already-recorded');
    const other: PublicationEvent = { type: 'ErratumRecorded', data: { ...erratum.data, shouldRead: '31%' } };
    spec([...first, erratum])
      .when(record({ shouldRead: '31%' }))
      .then([other]);
    spec([...first, erratum, other])
      .when(record())
      .then([erratum]);
  });

  it.each<[string, object, string]>([
    ['unknown-edition', { edition: '2023-24-Q4.2' }, '/edition'],
    ['missing-text', { place: '' }, '/place'],
    ['missing-text', { printed: ' ' }, '/printed'],
    ['missing-text', { shouldRead: '' }, '/shouldRead'],
    ['text-too-long', { note: 'a'.repeat(10_001) }, '/note'],
    ['nothing-changes', { shouldRead: '30.8%' }, '/shouldRead'],
  ])('is refused with %s (%#)', (code, changes, pointer) => {
    spec(first).when(record(changes)).thenRefused(code, pointer);
  });
});

describe('the state of a publication', () => {
  it('counts figures and parts, and holds neither', () => {
    const { editions } = fold(publication, publication.initialState, recorded([...first, part('2023-24-Q4.1', 2)]));
    expect(editions).toMatchObject([{ edition: '2023-24-Q4.1', eventId: 'event-1', figures: 1, storedParts: 2 }]);
    expect(JSON.stringify(editions)).not.toContain('AAAA');
  });
});

describe('the name of an edition', () => {
  it('is its period and its number', () => {
    expect(parseEditionId('2023-24-Q4.12', '/id')).toEqual({ period: '2023-24-Q4', number: 12 });
    expect(parseEditionId('2023-09..2023-12.1', '/id')).toEqual({ period: '2023-09..2023-12', number: 1 });
  });
});

describe('the marker r', () => {
  it.each([
    ['no edition showed it', '56.3', [], false],
    ['an edition showed the same', '56.3', ['56.3'], false],
    ['an edition showed the same with other digits', '56.30', ['56.3'], false],
    ['an edition showed another value', '96.2', ['56.3'], true],
    ['an edition before the last showed another value', '56.3', ['56', '56.3'], true],
    ['an edition showed none: the figure is late, not revised', '56.3', [undefined], false],
    ['an edition showed a value that is gone', undefined, ['56.3'], true],
    ['there never was any', undefined, [undefined], false],
  ])('%s', (_, value, shownValues, revised) => {
    expect(
      isRevised(
        value,
        shownValues.map((earlier) => ({ value: earlier })),
      ),
    ).toBe(revised);
  });
});
