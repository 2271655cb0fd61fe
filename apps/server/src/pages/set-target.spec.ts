import type { CalendarEntry, IndicatorDefinition } from '@outturn/domain';
import { setTargetPage } from './set-target';
import { readSetTarget, targetToSet } from './target-form';

const PERIOD = '2024-25-Q1';
const TARGET = { period: PERIOD, kind: 'target', operator: '>=', value: '95', unit: 'percent' } as const;
const CYCLE: CalendarEntry = { period: PERIOD, coverage: 'full', state: 'open', reopenedFor: [] };
// Of a definition the page shows no more than this.
const DEFINITION = { name: 'Repairs', unit: 'percent', displayDecimals: 0 } as unknown as IndicatorDefinition;
const FIRST = { target: undefined, isSet: false, definition: DEFINITION };
const STANDING = { target: TARGET, isSet: true, definition: DEFINITION };
const TYPED = { ...targetToSet(7, undefined, 'percent'), operator: '>=', value: '95' };

describe('the form in which a target is set', () => {
  it('begins with what stands', () => {
    expect(targetToSet(7, TARGET, 'percent')).toMatchObject({ revision: '7', operator: '>=', value: '95', reason: '' });
  });

  it('asks for no reason the first time, and for one from then on', () => {
    expect(readSetTarget(TYPED, PERIOD, FIRST)).toMatchObject({
      command: { type: 'SetTarget', target: TARGET, reason: undefined },
    });
    expect(readSetTarget(TYPED, PERIOD, STANDING)).toMatchObject({ errors: [{ field: 'reason' }] });
    expect(readSetTarget({ ...TYPED, value: '96', reason: 'The plan.' }, PERIOD, STANDING)).toMatchObject({
      command: { target: { value: '96' }, reason: 'The plan.' },
    });
  });

  it.each([
    ['no operator', { operator: '' }, 'operator'],
    ['no number', { value: '' }, 'value'],
    ['a range without an end', { operator: 'between', low: '40' }, 'high'],
  ])('names the field for %s', (_, typed, field) => {
    expect(readSetTarget({ ...TYPED, ...typed }, PERIOD, FIRST)).toMatchObject({ errors: [{ field }] });
  });
});

describe('the page on which a target is set', () => {
  const page = (cycle: CalendarEntry | undefined, place: typeof FIRST | typeof STANDING = FIRST) =>
    setTargetPage({ ...place, key: 'qh-repairs', period: PERIOD, cycle, typed: TYPED, errors: [] });

  it('sets the first, and changes another', () => {
    expect(page(CYCLE)).toMatchObject({ title: 'Set the target', standing: 'No target', needsReason: false });
    expect(page(CYCLE, STANDING)).toMatchObject({ title: 'Change the target', needsReason: true });
  });

  it('says how the period stands, and leads to the correction once it is closed', () => {
    expect(page(undefined).state).toContain('has not been opened yet');
    expect(page(CYCLE).correctHref).toBeUndefined();
    expect(page({ ...CYCLE, state: 'closed' }).correctHref).toBe(`/correct/qh-repairs/${PERIOD}/target`);
  });
});
