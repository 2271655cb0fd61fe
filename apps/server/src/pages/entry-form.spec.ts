import type { IndicatorDefinition } from '@outturn/domain';
import { entryPointers, readEntry, type EntryPlace, type EntryTyped } from './entry-form';

const DEFINITION: IndicatorDefinition = {
  name: 'Homelessness prevented',
  kind: 'indicator',
  owner: 'post-housing',
  unit: 'percent',
  displayDecimals: 1,
  polarity: 'higher-is-better',
  frequency: 'quarterly',
  series: 'discrete',
  rollUp: 'ratio-of-sums',
  deadBand: '0',
  validFrom: '2020-04-01',
};
const PLACE: EntryPlace = {
  period: '2024-25-Q1',
  definition: DEFINITION,
  kinds: ['figure', 'none'],
  isAnnualReturn: false,
  commentary: '',
};
const TYPED: EntryTyped = {
  revision: '4',
  once: '',
  what: 'figure',
  value: '41.20',
  numerator: '',
  denominator: '',
  weight: '',
  qualifier: '',
  observation: 'A',
  note: '',
  maturity: 'final',
  reason: '',
  explanation: '',
  commentary: '',
};
const read = (typed: Partial<EntryTyped>, place: Partial<EntryPlace> = {}) =>
  readEntry({ ...TYPED, ...typed }, { ...PLACE, ...place });
const valueIn = (unit: IndicatorDefinition['unit'], value: string) =>
  read({ value }, { definition: { ...DEFINITION, unit } });

describe('an entry', () => {
  it('is a figure with every digit that was typed', () => {
    expect(read({ numerator: '1,030', denominator: '2500', note: ' Two\r\nlines ' })).toEqual({
      commands: [
        {
          type: 'SubmitOutturn',
          period: '2024-25-Q1',
          provisional: false,
          value: {
            value: '41.20',
            unit: 'percent',
            numerator: '1030',
            denominator: '2500',
            weight: undefined,
            qualifier: undefined,
            observationStatus: ['A'],
            note: 'Two\nlines',
          },
        },
      ],
    });
  });

  it.each([
    ['percent', '41.2%', '41.2'],
    ['pence', '1,234.50', '123450'],
    ['pence', '£3', '300'],
    ['seconds', '4 minutes 35 seconds', '275'],
    ['seconds', '0:04:35', '275'],
    ['yes-or-no', 'no', '0'],
    ['count', '0', '0'],
    ['count-change', '−12', '-12'],
  ] as const)('in %s: "%s" is %s', (unit, typed, value) => {
    expect(valueIn(unit, typed)).toMatchObject({ commands: [{ value: { value, unit } }] });
  });

  it.each([
    ['percent', '', 'Enter the figure.'],
    ['percent', '4,5', '"4,5" has a comma that may be a decimal point. Write a point, and no commas.'],
    ['seconds', '4:35', '"4:35" could be hours and minutes, or minutes and seconds. Write it like 0:04:35.'],
  ] as const)('in %s: "%s" is refused', (unit, typed, text) => {
    expect(valueIn(unit, typed)).toEqual({ errors: [{ field: 'value', text }] });
  });

  it('names all fields that are wrong at once', () => {
    const wrong = { value: 'x', numerator: 'y', qualifier: 'z', observation: 'ZZ', maturity: '' };
    expect(read(wrong)).toMatchObject({
      errors: ['value', 'numerator', 'qualifier', 'observation', 'maturity'].map((field) => ({ field })),
    });
  });

  it('of a year that is made from its quarters is an annual return', () => {
    expect(read({}, { period: '2024-25', isAnnualReturn: true })).toMatchObject({
      commands: [{ type: 'SubmitAnnualReturn', period: '2024-25' }],
    });
  });

  it('brings the commentary along, to be about the new figure', () => {
    expect(read({ commentary: ' Why. ' }, { commentary: 'Why.' })).toMatchObject({
      commands: [{ type: 'SubmitOutturn' }, { type: 'WriteCommentary', text: 'Why.' }],
    });
  });

  it('says that there is no figure, with a reason in words', () => {
    expect(read({ what: 'none', reason: 'source-lag', explanation: 'Published in August.' })).toEqual({
      commands: [
        { type: 'DeclareUnavailable', period: '2024-25-Q1', reason: 'source-lag', note: 'Published in August.' },
      ],
    });
    expect(read({ what: 'none', reason: 'withdrawn' })).toMatchObject({
      errors: [{ field: 'reason' }, { field: 'explanation' }],
    });
  });

  it('is nothing that cannot be said at the moment', () => {
    expect(read({ what: 'commentary' })).toMatchObject({ errors: [{ field: 'record' }] });
    expect(readEntry(TYPED, undefined)).toMatchObject({ errors: [{ field: 'main-content' }] });
  });

  it('has its note in another field where there is no figure', () => {
    expect(entryPointers({ what: 'none' })['/note']).toBe('explanation');
    expect(entryPointers({ what: 'figure' })['/note']).toBe('note');
  });
});
