import { readTarget, standingTarget, type TargetTyped } from './target-form';

const PERIOD = '2023-24-Q4';
const STANDING = {
  period: PERIOD,
  kind: 'minimum-standard',
  operator: '>=',
  value: '95',
  unit: 'percent',
  note: 'Set by the regulator.',
} as const;

const TYPED: TargetTyped = {
  ...standingTarget(7, STANDING, 'percent'),
  value: '90',
  reason: 'The plan says 90.',
  cause: 'A misprint.',
  evidence: 'plan\r\nscan',
};

const read = (typed: Partial<TargetTyped>) => readTarget({ ...TYPED, ...typed }, PERIOD, STANDING, 'percent');

describe('the form in which a target is corrected', () => {
  it('begins with what stands', () => {
    expect(standingTarget(7, STANDING, 'percent')).toMatchObject({
      revision: '7',
      operator: '>=',
      value: '95',
      low: '',
    });
    expect(standingTarget(7, undefined, 'percent')).toMatchObject({ operator: '', value: '', text: '' });
  });

  it('asks for the right target, and leaves alone what it has no field for', () => {
    expect(read({})).toEqual({
      proposal: {
        type: 'ProposeCorrection',
        period: PERIOD,
        kind: 'correction',
        change: { subject: 'target', to: { ...STANDING, value: '90', thresholds: undefined, text: undefined } },
        justification: { reason: 'The plan says 90.', cause: 'A misprint.', evidence: ['plan', 'scan'] },
      },
    });
  });

  it('asks for both ends of a range', () => {
    expect(read({ operator: 'between', low: '40', high: '60' })).toMatchObject({
      proposal: { change: { to: { operator: 'between', low: '40', high: '60' } } },
    });
  });

  it.each([
    ['no operator', { operator: '' }, 'operator'],
    ['no number', { value: '' }, 'value'],
    ['words for a number', { value: 'ninety' }, 'value'],
    ['a range without an end', { operator: 'between', low: '40' }, 'high'],
    ['a range that is empty', { operator: 'between', low: '60', high: '40' }, 'low'],
    ['no reason', { reason: ' ' }, 'reason'],
    ['no cause', { cause: '' }, 'cause'],
    ['no evidence', { evidence: '' }, 'evidence'],
  ])('names the field for %s', (_, typed, field) => {
    expect(read(typed)).toMatchObject({ errors: [{ field }] });
  });
});
