import { changedParts, cutByItems, joinItems, type Parts } from './documents';

interface Plan {
  readonly name: string;
  readonly closedOn?: string;
  readonly actions: Readonly<Record<string, { title: string }>>;
  readonly statements: Readonly<Record<string, { text: string }>>;
}

const FIELDS = ['actions', 'statements'] as const;
const plan: Plan = {
  name: 'Plan 2023-24',
  actions: { 'b/c': { title: 'Second' }, a: { title: 'First' } },
  statements: {},
};

describe('a state in parts', () => {
  it('has a part for each item and one for all else', () => {
    expect([...cutByItems(plan, FIELDS)]).toEqual([
      ['actions/b/c', { title: 'Second' }],
      ['actions/a', { title: 'First' }],
      ['', { name: 'Plan 2023-24' }],
    ]);
  });

  it('keeps its items the same objects', () => {
    expect(cutByItems(plan, FIELDS).get('actions/a')).toBe(plan.actions.a);
  });

  it('is put together again as it was', () => {
    expect(joinItems<Plan>(cutByItems(plan, FIELDS), FIELDS)).toEqual(plan);
  });
});

describe('the parts that changed', () => {
  const same = { text: 'same' };
  const before: Parts = new Map<string, object>([
    ['same', same],
    ['equal', { text: 'equal' }],
    ['changed', { text: 'before' }],
    ['gone', {}],
  ]);

  it('are those that are new, of other content, or gone', () => {
    const after = new Map<string, object>([
      ['same', same],
      ['equal', { text: 'equal' }],
      ['changed', { text: 'after' }],
      ['new', ['first']],
    ]);
    expect([...changedParts(before, after)]).toEqual([
      ['changed', '{"text":"after"}'],
      ['new', '["first"]'],
      ['gone', null],
    ]);
  });

  it('are none when nothing changed', () => {
    expect([...changedParts(before, new Map(before))]).toEqual([]);
  });
});
