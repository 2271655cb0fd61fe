import { Q3, Q4, defined, stateAfter, submitted } from '../../../../test/domain-examples';
import { emptyRestatement, readRestatement, restatePage, restatementFields, restatementPointers } from './restatement';

const STATE = stateAfter(defined(), submitted(Q3, '90'), submitted(Q4, '91'));
const WHOLE = { fromBasis: 'plan', toBasis: 'completion', reason: 'Ended.', cause: 'Notice.', evidence: 'item-9' };

const read = (typed: Readonly<Record<string, string>>) =>
  readRestatement({ ...emptyRestatement(STATE, 3), ...WHOLE, ...typed }, STATE);

describe('a restatement as it is typed', () => {
  it('lists the periods that it restates and those that it cannot, the latest first', () => {
    const typed = { [`value-${Q4}`]: '60%', [`because-${Q3}`]: 'The records were not kept.' };
    expect(read(typed)).toEqual({
      opening: {
        type: 'OpenRestatement',
        fromBasis: 'plan',
        toBasis: 'completion',
        justification: { reason: 'Ended.', cause: 'Notice.', evidence: ['item-9'] },
        restated: [
          {
            period: Q4,
            value: {
              value: '60',
              unit: 'percent',
              numerator: undefined,
              denominator: undefined,
              weight: undefined,
              observationStatus: ['A'],
            },
          },
        ],
        notRestated: [{ period: Q3, reason: 'The records were not kept.' }],
      },
    });
  });

  it('passes no period over, and takes none both ways', () => {
    const typed = { [`value-${Q4}`]: '60', [`because-${Q4}`]: 'Not kept.', toBasis: '' };
    expect(read(typed)).toMatchObject({
      errors: [{ field: 'toBasis' }, { field: `value-${Q4}` }, { field: `value-${Q3}` }],
    });
  });

  it('names the figure that is none', () => {
    expect(read({ [`value-${Q4}`]: 'n/a', [`because-${Q3}`]: 'Not kept.' })).toMatchObject({
      errors: [{ field: `value-${Q4}`, text: expect.stringContaining('is not a number') as string }],
    });
  });

  it('finds the field of what the command is refused for', () => {
    const value = { value: '60', unit: 'percent', observationStatus: ['A'] } as const;
    const lists = { restated: [{ period: Q4, value }], notRestated: [{ period: Q3, reason: 'Not kept.' }] };
    expect(restatementPointers(lists)).toMatchObject({
      '': 'fromBasis',
      '/restated/0': `value-${Q4}`,
      '/notRestated/0': `because-${Q3}`,
      '/evidence': 'evidence',
    });
  });

  it('has fields for each figure that is held', () => {
    const page = restatePage({ key: 'key', state: STATE, typed: emptyRestatement(STATE, 3), errors: [] });
    expect(page.periods.map(({ legend }) => legend)).toEqual(['Q4 of 2023/24: 91% now', 'Q3 of 2023/24: 90% now']);
    const shown = page.periods.flatMap(({ fields }) => fields.map(({ id }) => id));
    expect(restatementFields(STATE)).toEqual(expect.arrayContaining(shown));
  });
});
