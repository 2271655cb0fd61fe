import {
  APPROVER,
  OFFICER,
  Q4,
  cellAfter,
  defined,
  ruleSet,
  scheme,
  submitted,
  targetSet,
} from '../../../test/domain-examples';
import { IndicatorEvent, RuleVersion } from './indicator';
import { rateCell } from './rate-cell';

const events = [defined(), ruleSet(), targetSet(Q4, '95'), submitted(Q4, '92')];
const rule = (tolerance: Parameters<typeof scheme>[0], eventId: string): RuleVersion => ({
  version: 2,
  scheme: scheme(tolerance),
  validFrom: '2024-04-01',
  reason: 'Stricter.',
  eventId,
});

describe('rating a cell under another rule', () => {
  it('gives the colour of that rule and names it instead of the first', () => {
    const cell = cellAfter(events, Q4);
    const strict = rateCell(cell, rule({ absolute: '1' }, 'event-9'));
    expect([cell.status, strict.status]).toEqual(['amber', 'red']);
    expect(cell.eventIds).toContain('event-2');
    expect(strict.eventIds).toEqual([...cell.eventIds.filter((id) => id !== 'event-2'), 'event-9']);
    expect(strict.rating).toMatchObject({ ruleVersion: 2, ruleEventId: 'event-9' });
    expect(strict.value?.value).toBe('92');
  });

  it('changes nothing under the rule that rated it', () => {
    const cell = cellAfter(events, Q4);
    const same: RuleVersion = { ...rule({ absolute: '5' }, 'event-2'), version: 1 };
    const again = rateCell(cell, same);
    expect({ ...again, eventIds: [...again.eventIds].sort() }).toEqual({
      ...cell,
      eventIds: [...cell.eventIds].sort(),
    });
  });

  it('leaves it unrated without a rule, and as it is without a value', () => {
    expect(rateCell(cellAfter(events, Q4), undefined)).toMatchObject({
      status: 'rag-not-applicable',
      reasonText: 'No rating rule has been set.',
      rating: undefined,
      level: undefined,
      commentaryMissing: false,
    });
    const empty = cellAfter([defined()], Q4);
    expect(rateCell(empty, rule({ absolute: '1' }, 'event-9'))).toBe(empty);
  });

  it('does not fail on a target that the rule of the day would never have been allowed with', () => {
    const zero = cellAfter([defined(), targetSet(Q4, '0'), submitted(Q4, '92')], Q4);
    expect(rateCell(zero, rule({ relative: '5' }, 'event-9')).status).toBe('green');
    const below = cellAfter([defined(), targetSet(Q4, '0'), submitted(Q4, '-1')], Q4);
    expect(rateCell(below, rule({ relative: '5' }, 'event-9'))).toMatchObject({
      status: 'rag-not-applicable',
      reasonText: 'A relative tolerance has no meaning at zero. Set an absolute one.',
    });
  });

  it('keeps an override, which may also be that nothing is to be rated', () => {
    const monitored = {
      ...scheme(),
      levels: [
        ...scheme().levels.slice(0, 2),
        {
          key: 'monitor',
          label: 'Monitor',
          colour: 'grey',
          group: 'unrated' as const,
          when: { kind: 'judgement' as const },
        },
      ],
    };
    const overridden: IndicatorEvent = {
      type: 'StatusOverridden',
      data: {
        overrideId: 'event-1',
        period: Q4,
        level: 'monitor',
        reason: 'Too few cases.',
        requestedBy: OFFICER,
        approvedBy: APPROVER,
      },
    };
    const withMonitor = [defined(), ruleSet({ scheme: monitored }), targetSet(Q4, '95'), submitted(Q4, '80')];
    const cell = cellAfter([...withMonitor, overridden], Q4);
    expect(cell).toMatchObject({
      status: 'rag-not-applicable',
      reasonText: 'Too few cases.',
      level: { key: 'monitor' },
    });
    expect(rateCell(cell, rule({ absolute: '1' }, 'event-9'))).toMatchObject({
      status: 'rag-not-applicable',
      rating: { status: 'red' },
    });
  });
});
