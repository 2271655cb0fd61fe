import {
  OFFICER,
  PERFORMANCE,
  Q4,
  TODAY,
  YEAR,
  cellAfter,
  defined,
  ruleSet,
  submitted,
  targetSet,
} from '../../../../test/domain-examples';
import { given } from '../../../../test/given';
import { Benchmark, IndicatorCommand, IndicatorEvent, indicator } from './index';

const spec = given(indicator);
const rated = [defined(), ruleSet(), targetSet(Q4, '95'), submitted(Q4, '92')];

describe('commentary', () => {
  const write = (text: string, period = Q4): IndicatorCommand => ({
    type: 'WriteCommentary',
    actor: OFFICER,
    today: TODAY,
    period,
    text,
  });
  const written = (text: string, period = Q4): IndicatorEvent => ({
    type: 'CommentaryWritten',
    data: { period, text, writtenBy: OFFICER },
  });

  it('is missing where a figure is worse than its target and has none', () => {
    expect(cellAfter(rated, Q4)).toMatchObject({ status: 'amber', commentaryMissing: true });
    expect(cellAfter([...rated, written('Two vacancies.')], Q4)).toMatchObject({
      commentaryMissing: false,
      commentary: { text: 'Two vacancies.', writtenBy: OFFICER, stale: false },
    });
    expect(cellAfter([defined(), ruleSet(), submitted(Q4, '92')], Q4).commentaryMissing).toBe(false);
  });

  it('goes stale with the figure that it is about, and may then be repeated', () => {
    const events = [...rated, written('Two vacancies.')];
    spec(rated)
      .when(write('Two vacancies.'))
      .then([written('Two vacancies.')]);
    spec(events).when(write('Two vacancies.')).thenRefused('nothing-changes');
    const stale = [...events, submitted(Q4, '91')];
    expect(cellAfter(stale, Q4)).toMatchObject({ commentaryMissing: true, commentary: { stale: true } });
    spec(stale)
      .when(write('Two vacancies.'))
      .then([written('Two vacancies.')]);
  });

  it('of a rolled-up year goes stale with a quarter', () => {
    const events = [defined(), submitted(Q4, '92'), written('A good year.', YEAR)];
    expect(cellAfter(events, YEAR).commentary?.stale).toBe(false);
    expect(cellAfter([...events, submitted(Q4, '93')], YEAR).commentary?.stale).toBe(true);
    spec(events).when(write('A good year.', YEAR)).thenRefused('nothing-changes');
  });

  it('says something about a period in force', () => {
    spec(rated).when(write(' ')).thenRefused('missing-text', '/text');
    spec(rated)
      .when(write('a'.repeat(10_001)))
      .thenRefused('text-too-long', '/text');
    spec(rated).when(write('Text.', '2021-22')).thenRefused('not-in-force', '/period');
    spec(rated).when(write('Text.', 'constructor')).thenRefused('invalid-period', '/period');
  });
});

describe('benchmarks', () => {
  const england: Benchmark = {
    comparator: 'England',
    periodText: '2023',
    shownWith: Q4,
    value: '61.0',
    unit: 'percent',
  };
  const record = (changes: Partial<Benchmark> = {}): IndicatorCommand => ({
    type: 'RecordBenchmark',
    actor: PERFORMANCE,
    today: TODAY,
    benchmark: { ...england, ...changes },
  });
  const recorded = (changes: Partial<Benchmark> = {}): IndicatorEvent => ({
    type: 'BenchmarkRecorded',
    data: { benchmark: { ...england, ...changes }, recordedBy: PERFORMANCE },
  });

  it('are replaced by a revised one of the same publisher and period, and stand beside others', () => {
    const events = [...rated, recorded()];
    spec(events)
      .when(record({ value: '60.4' }))
      .then([recorded({ value: '60.4' })]);
    const both = [...events, recorded({ value: '60.4' }), recorded({ periodText: '2022', value: '58' })];
    expect(cellAfter(both, Q4).benchmarks).toEqual([
      { ...england, value: '60.4' },
      { ...england, periodText: '2022', value: '58' },
    ]);
  });

  it('are recorded once, and again when anything about them differs', () => {
    spec([...rated, recorded()])
      .when(record())
      .thenRefused('nothing-changes');
    spec([...rated, recorded()])
      .when(record({ source: 'Department for Education' }))
      .then([recorded({ source: 'Department for Education' })]);
  });

  it('may be words only, and are not endless', () => {
    spec(rated)
      .when(record({ value: undefined }))
      .thenRefused('missing-text', '/note');
    spec(rated)
      .when(record({ value: undefined, note: 'Below the national figure.' }))
      .then([recorded({ value: undefined, note: 'Below the national figure.' })]);
    spec(rated)
      .when(record({ value: '61%' }))
      .thenRefused('invalid-decimal', '/value');
    spec(rated)
      .when(record({ shownWith: '2021-22' }))
      .thenRefused('not-in-force', '/shownWith');
    const many = Array.from({ length: 50 }, (_, index) => recorded({ comparator: `Council ${index}` }));
    spec([...rated, ...many])
      .when(record())
      .thenRefused('list-too-long', '/comparator');
  });
});
