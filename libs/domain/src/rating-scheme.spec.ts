import { Condition, RatingScheme, parseScheme } from './rating-scheme';
import {
  GREEN,
  OTHERWISE,
  RED,
  absoluteTolerance,
  activityRange,
  adverseGap,
  amberOnForecast,
  amberUnlessWorse,
  byJudgement,
  floorStandard,
  inPercentOfTarget,
  inUnits,
  levelOf,
  schemeOf,
} from './schemes';

describe('a scheme is checked when it is set', () => {
  const good = JSON.parse(JSON.stringify(absoluteTolerance('5'))) as RatingScheme;

  it('returns what was given, whatever the strategy', () => {
    for (const scheme of [
      good,
      floorStandard(),
      amberOnForecast(),
      amberUnlessWorse(inUnits('1'), 'unrated'),
      activityRange(),
      byJudgement([GREEN]),
    ]) {
      expect(parseScheme(scheme, '/scheme')).toEqual(scheme);
    }
    const missing = { label: 'Missing', colour: 'grey' };
    expect(parseScheme({ ...good, missing }, '/scheme').missing).toEqual(missing);
  });

  function withLevel(index: number, change: Record<string, unknown>): unknown {
    return { ...good, levels: good.levels.map((level, at) => (at === index ? { ...level, ...change } : level)) };
  }

  it.each<[string, unknown, string]>([
    ['not an object', 'green', '/scheme'],
    ['no name', { ...good, name: ' ' }, '/scheme/name'],
    ['an unknown way to compare', { ...good, compare: 'roughly' }, '/scheme/compare'],
    ['an unknown field', { ...good, tolerance: '5' }, '/scheme'],
    ['no levels', { ...good, levels: [] }, '/scheme/levels'],
    ['thirteen levels', { ...good, levels: Array(13).fill(good.levels[0]) }, '/scheme/levels'],
    ['the same key twice', { ...good, levels: [good.levels[0], good.levels[0]] }, '/scheme/levels/1/key'],
    ['a key with spaces', withLevel(0, { key: 'Very Good' }), '/scheme/levels/0/key'],
    ['an unknown group', withLevel(0, { group: 'best' }), '/scheme/levels/0/group'],
    ['a colour that is no colour', withLevel(0, { colour: 'red;}' }), '/scheme/levels/0/colour'],
    ['no condition', withLevel(0, { when: undefined }), '/scheme/levels/0/when'],
    ['an unknown condition', withLevel(0, { when: { kind: 'vibes' } }), '/scheme/levels/0/when/kind'],
    ['otherwise before the last level', withLevel(0, { when: { kind: 'otherwise' } }), '/scheme/levels/0/when'],
    [
      'otherwise inside a condition',
      withLevel(2, { when: { kind: 'not', condition: { kind: 'otherwise' } } }),
      '/scheme/levels/2/when/condition',
    ],
    ['no bound', withLevel(0, { when: { kind: 'meets' } }), '/scheme/levels/0/when/bound'],
    ['an empty group', withLevel(0, { when: { kind: 'all', conditions: [] } }), '/scheme/levels/0/when/conditions'],
    [
      'a tolerance of zero',
      withLevel(1, { when: adverseGap('<=', inUnits('0')) }),
      '/scheme/levels/1/when/tolerance/width',
    ],
    [
      'a negative tolerance',
      withLevel(1, { when: adverseGap('<=', inPercentOfTarget('-5')) }),
      '/scheme/levels/1/when/tolerance/percent',
    ],
    [
      'a tolerance as a number',
      withLevel(1, { when: adverseGap('<=', inUnits(5 as unknown as string)) }),
      '/scheme/levels/1/when/tolerance/width',
    ],
    [
      'a tolerance with a sign',
      withLevel(1, { when: adverseGap('<=', inUnits('5%')) }),
      '/scheme/levels/1/when/tolerance/width',
    ],
    [
      'a run of one',
      withLevel(1, { when: { kind: 'run', standing: 'on-target', periods: 1, whenMissing: 'fails' } }),
      '/scheme/levels/1/when/periods',
    ],
    [
      'no answer for missing input',
      withLevel(1, { when: { kind: 'forecast-meets' } }),
      '/scheme/levels/1/when/whenMissing',
    ],
    [
      'an unknown direction',
      withLevel(1, {
        when: { kind: 'travel', comparator: 'previous-period', directions: ['up'], whenMissing: 'fails' },
      }),
      '/scheme/levels/1/when/directions/0',
    ],
    [
      'a value without a bound',
      withLevel(0, { when: { kind: 'value', operator: '>=', bound: {} } }),
      '/scheme/levels/0/when/bound/threshold',
    ],
    [
      'a ratio of nothing',
      withLevel(0, { when: { kind: 'achievement', operator: '>=', percent: '0' } }),
      '/scheme/levels/0/when/percent',
    ],
  ])('refuses %s', (_what, input, pointer) => {
    expect(() => parseScheme(input, '/scheme')).toThrow(expect.objectContaining({ kind: 'invalid', pointer }) as Error);
  });

  it('lets a good level reach into over-performance', () => {
    const over = schemeOf('Over', [levelOf(GREEN, adverseGap('<', inPercentOfTarget('-10'))), levelOf(RED, OTHERWISE)]);
    expect(parseScheme(over, '/scheme')).toEqual(over);
  });

  it('refuses conditions nested without end', () => {
    let condition: Condition = { kind: 'meets', bound: 'target' };
    for (let depth = 0; depth < 4; depth += 1) condition = { kind: 'not', condition };
    expect(() => parseScheme(withLevel(0, { when: condition }), '/scheme')).toThrow('nest more than 4 deep');
  });
});
