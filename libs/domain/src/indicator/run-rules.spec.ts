import { affectedPeriods, cellChanges, type IndicatorEvent, type RatingScheme } from '@outturn/domain';
import { given } from '../../../../test/given';
import {
  PERFORMANCE,
  Q3,
  Q4,
  TODAY,
  cellAfter,
  defined,
  openCycle,
  ruleSet,
  stateAfter,
  submitted,
  target,
  targetSet,
} from '../../../../test/domain-examples';
import { indicator } from './decide';

const Q2 = '2023-24-Q2';

/** An exception is raised at the second period running that misses its target (West Lindsey). */
const TWO_RUNNING: RatingScheme = {
  name: 'Two periods running',
  compare: 'full-precision',
  levels: [
    { key: 'met', label: 'Met', colour: 'green', group: 'good', when: { kind: 'meets', bound: 'target' } },
    {
      key: 'exception',
      label: 'Exception',
      colour: 'red',
      group: 'bad',
      when: { kind: 'run', standing: 'worse-than-target', periods: 2, whenMissing: 'fails' },
    },
    { key: 'missed-once', label: 'Missed once', colour: 'amber', group: 'middle', when: { kind: 'otherwise' } },
  ],
};

const three = [
  defined(),
  ruleSet({ scheme: TWO_RUNNING }),
  ...[Q2, Q3, Q4].map((period) => targetSet(period, '95')),
  submitted(Q2, '96'),
  submitted(Q3, '90'),
  submitted(Q4, '91'),
];

describe('a rule that looks back on a run of periods', () => {
  it('rates by the periods before, each against its own target', () => {
    expect(cellAfter(three, Q3).level?.key).toBe('missed-once');
    expect(cellAfter(three, Q4).level?.key).toBe('exception');
    expect(cellAfter(three, Q4).earlierStandings).toEqual(['worse-than-target']);
  });

  it('answers as the rule says where the period before is not known', () => {
    expect(cellAfter(three, Q2).earlierStandings).toEqual([null]);
    expect(cellAfter([...three, submitted(Q2, '90')], Q2).level?.key).toBe('missed-once');
  });

  it('looks at every later cell again when one of the run changes', () => {
    const corrected: IndicatorEvent = submitted(Q3, '97');
    const after = stateAfter(...three, corrected);
    const affected = affectedPeriods({ ...corrected, id: 'event-9' }, after);
    const changes = cellChanges(stateAfter(...three), after, affected, new Map());
    expect(changes.find(({ period }) => period === Q4)?.after?.level?.key).toBe('missed-once');
  });

  it('leaves no trace in cells whose rules look at one period only', () => {
    expect(
      cellAfter([defined(), ruleSet(), targetSet(Q4, '95'), submitted(Q4, '91')], Q4).earlierStandings,
    ).toBeUndefined();
  });
});

describe('a rule for one kind of period', () => {
  const yearly = {
    type: 'RatingRuleSet',
    data: {
      scheme: TWO_RUNNING,
      validFrom: '2022-04-01',
      appliesTo: ['year'],
      reason: 'Years only.',
      setBy: PERFORMANCE,
    },
  } as const;

  it('rates that kind, and leaves the others to the rule before it', () => {
    const events: IndicatorEvent[] = [defined(), ruleSet(), yearly, targetSet(Q4, '95'), submitted(Q4, '94')];
    expect(cellAfter(events, Q4).rating?.scheme).toBe('Target with tolerance');
    const year = cellAfter([...events, targetSet('2023-24', '95')], '2023-24', openCycle('2023-24'));
    expect(year.rating?.scheme).toBe('Two periods running');
  });

  const set = {
    type: 'SetRatingRule',
    actor: PERFORMANCE,
    today: TODAY,
    scheme: TWO_RUNNING,
    validFrom: '2022-04-01',
    reason: 'Years only.',
  } as const;

  it('is set for the kinds that the command names', () => {
    given(indicator)([defined()])
      .when({ ...set, appliesTo: ['year'] })
      .then([yearly]);
  });

  it.each([[[]], [['year', 'year']]] as const)('refuses %j', (appliesTo) => {
    given(indicator)([defined()])
      .when({ ...set, appliesTo })
      .thenRefused('invalid-period-kinds', '/appliesTo');
  });
});

describe('a target and the way that is better', () => {
  it.each([
    ['higher-is-better', '<='],
    ['higher-is-better', '<'],
    ['lower-is-better', '>='],
    ['lower-is-better', '>'],
  ] as const)('refuses, where %s, the operator %s', (polarity, operator) => {
    given(indicator)([defined({ polarity })])
      .when({
        type: 'SetTarget',
        actor: PERFORMANCE,
        today: TODAY,
        cycle: openCycle(Q4),
        target: target(Q4, '95', { operator }),
      })
      .thenRefused('operator-against-polarity', '/operator');
  });
});
