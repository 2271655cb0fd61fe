import { awaitedDecisions, type IndicatorState } from '@outturn/domain';
import {
  INDICATOR,
  JUSTIFICATION,
  OFFICER,
  Q4,
  correctionProposed,
  defined,
  stateAfter,
  submitted,
} from '../../../../test/domain-examples';
import { decisionPage } from './decide';

const TYPED = { revision: '7', once: '', decision: '', message: '' };

const PENDING = stateAfter(defined(), submitted(Q4, '91'), correctionProposed(Q4, '91', '92'));

function pageFor(
  roles: readonly ('officer' | 'approver' | 'performance')[],
  actor: string,
  state: IndicatorState = PENDING,
) {
  const awaited = awaitedDecisions(state).find(({ kind }) => kind === 'correction');
  return decisionPage({
    key: INDICATOR,
    state,
    brought: { id: 'event', by: OFFICER, at: '2024-04-20T10:00:00Z' },
    awaited,
    settlement: undefined,
    effect: undefined,
    identity: { actor, roles, areas: [] },
    typed: TYPED,
    errors: [],
    nameOf: (person) => person,
  });
}

describe('the page on which something is decided', () => {
  it('says what was brought, by whom and why', () => {
    const { title, facts } = pageFor(['approver'], 'somebody');
    expect(title).toBe('Correction: Q4 of 2023/24');
    expect(facts).toEqual([
      { key: 'Brought by', value: `${OFFICER}, 20 April 2024 11:00, London` },
      { key: 'Kind of change', value: 'Correction' },
      { key: 'Figure now', value: '91%' },
      { key: 'New figure', value: '92%' },
      { key: 'Why', value: JUSTIFICATION.reason },
      { key: 'How it came about', value: JUSTIFICATION.cause },
      { key: 'Evidence', value: 'document-17' },
    ]);
  });

  it('has a form for approvers, but not for who brought it, in whichever role', () => {
    expect(pageFor(['approver'], 'somebody')).toMatchObject({ cannot: undefined });
    expect(pageFor(['approver'], 'somebody').decideAction).toBe('/decide/corrections/event-3');
    expect(pageFor(['officer', 'approver'], OFFICER)).toMatchObject({
      decideAction: undefined,
      cannot: 'You have brought this yourself, so somebody else has to decide it.',
    });
    expect(pageFor(['performance'], 'somebody')).toMatchObject({
      decideAction: undefined,
      cannot: 'Deciding this needs the role approver.',
    });
  });

  it('says that something else has taken its place', () => {
    const page = pageFor(['approver'], 'somebody', stateAfter(defined(), submitted(Q4, '91')));
    expect(page).toMatchObject({
      title: 'This has been decided',
      settled: { text: 'It does not await a decision any more: another submission has taken its place.' },
    });
  });
});
