import {
  SOURCE,
  SUBMITTER,
  command,
  decider,
  events,
  kpiResult,
  kpiSet,
  receipt,
} from '../../../../test/contract-examples';
import { APPROVER } from '../../../../test/domain-examples';
import { given } from '../../../../test/given';
import { CalendarEntry } from '../reporting-period';
import { contract } from './decide';
import { ContractEvent } from './events';

const spec = given(contract);
const adopt = (changes: object = {}) => command('AdoptKpiSet', { set: kpiSet(changes) });
const [participation] = kpiSet().kpis;

describe('a KPI set', () => {
  const before = [events.recorded()];
  const ended: ContractEvent = {
    type: 'KpiSetEnded',
    data: { kpiSet: 'set-1', validTo: '2024-03-31', reason: 'A new set is agreed.', endedBy: SUBMITTER },
  };

  it('is adopted, ended, and followed by another', () => {
    const next = { kpiSet: 'set-2', validFrom: '2024-04-01' };
    const end = command('EndKpiSet', { kpiSet: 'set-1', validTo: '2024-03-31', reason: 'A new set is agreed.' });
    spec(before).when(adopt()).then([events.adopted()]);
    spec([...before, events.adopted()])
      .when(end)
      .then([ended]);
    spec([...before, events.adopted(), ended])
      .when(adopt(next))
      .then([events.adopted(next)]);
    spec([...before, events.adopted(), ended])
      .when(end)
      .thenRefused('already-ended');
  });

  it.each<[string, object, object]>([
    ['the same days', {}, { validTo: '2024-03-31' }],
    ['an open-ended set', {}, { validFrom: '2030-04-01' }],
    ['one day', { validTo: '2024-03-31' }, { validFrom: '2024-03-31' }],
    ['a set that comes later', { validFrom: '2024-04-01' }, { validFrom: '2023-04-01' }],
  ])('does not overlap another: %s', (_, first, second) => {
    spec([...before, events.adopted(first)])
      .when(adopt({ kpiSet: 'set-2', ...second }))
      .thenRefused('overlapping-kpi-sets', '/validFrom');
  });

  it('may stand before another', () => {
    const earlier = { kpiSet: 'set-0', validFrom: '2022-04-01', validTo: '2023-03-31' };
    spec([...before, events.adopted()])
      .when(adopt(earlier))
      .then([events.adopted(earlier)]);
  });

  it.each<[string, object, string]>([
    ['ends-before-start', { validTo: '2023-03-31' }, '/validTo'],
    ['invalid-date', { validFrom: '2023-04' }, '/validFrom'],
    ['duplicate-kpi', { kpis: [participation, participation] }, '/kpis/1/kpi'],
    ['wrong-unit', { kpis: [{ ...participation, unit: 'percent' }] }, '/kpis/0/target/unit'],
    [
      'operator-against-polarity',
      { kpis: [{ ...participation, polarity: 'lower-is-better' }] },
      '/kpis/0/target/operator',
    ],
    [
      'relative-tolerance-at-zero',
      { kpis: [{ ...participation, target: { kind: 'target', operator: '>=', value: '0', unit: 'count' } }] },
      '/kpis/0/target',
    ],
    ['invalid-scheme', { scheme: { name: 'None', compare: 'full-precision', levels: [] } }, '/scheme/levels'],
    ['invalid-key', { kpis: [{ kpi: 'rate', name: 'Rate', indicatorKey: 'No key' }] }, '/kpis/0/indicatorKey'],
  ])('is refused with %s (%j)', (code, changes, pointer) => {
    spec(before).when(adopt(changes)).thenRefused(code, pointer);
  });
});

describe('a KPI result', () => {
  const before = [events.recorded(), events.adopted({ validTo: '2024-03-31' })];
  const record = (changes: object = {}, value = '417749') =>
    command('RecordKpiResult', { result: { ...kpiResult(value, '2023-24'), ...changes }, cycle: undefined });

  it('is recorded once a period; results of earlier periods are kept to compare with', () => {
    spec(before)
      .when(record())
      .then([events.result('417749', '2023-24')]);
    spec(before)
      .when(record({ period: '2019-20' }, '445800'))
      .then([events.result('445800', '2019-20')]);
    const again = spec([...before, events.result('417749', '2023-24')]);
    again.when(record()).thenRefused('nothing-changes');
    again.when(record({}, '417750')).thenRefused('result-exists');
  });

  it.each<[string, string, Partial<CalendarEntry> | undefined, boolean]>([
    ['in time for a quarter that was never opened', '2023-24-Q4', undefined, false],
    ['in time for a quarter that is open', '2023-24-Q4', { state: 'open' }, false],
    ['late for a quarter that is closed', '2023-24-Q4', { state: 'closed' }, true],
    [
      'in time for one that was never reported in full',
      '2023-24-Q4',
      { state: 'closed', coverage: 'comparators-only' },
      false,
    ],
    ['never late for a period before its set', '2022-23-Q4', { state: 'closed' }, false],
  ])('is %s', (_, period, changes, late) => {
    const open: CalendarEntry = { period, coverage: 'full', state: 'open', reopenedFor: [] };
    const cycle = changes && { ...open, ...changes };
    const given = { result: kpiResult('1', period), cycle };
    spec(before)
      .when(command('RecordKpiResult', given))
      .then([events.result('1', period, {}, late)]);
  });

  it.each<[string, object, string]>([
    ['unknown-key', { kpiSet: 'constructor' }, '/kpiSet'],
    ['unknown-key', { kpi: 'memberships' }, '/kpi'],
    ['kpi-is-an-indicator', { kpi: 'rate' }, '/kpi'],
    ['not-in-force', { period: '2024-04' }, '/period'],
    ['invalid-period', { period: '2023-24-Q5' }, '/period'],
    ['wrong-unit', { value: { value: '1', unit: 'percent', observationStatus: [] } }, '/unit'],
    ['invalid-value-for-unit', { value: { value: '-1', unit: 'count', observationStatus: [] } }, '/value'],
  ])('is refused with %s (%j)', (code, changes, pointer) => {
    spec(before).when(record(changes)).thenRefused(code, pointer);
  });
});

describe('data for a period', () => {
  const before = [events.recorded()];
  const expectData = (dueOn = '2024-04-12') =>
    command('ExpectData', {
      expectation: { delivery: 'performance-report', period: '2023-24-Q4', dueOn, source: SOURCE },
    });
  const receive = (changes: object = {}) => command('ReceiveData', { receipt: receipt(changes) });
  const assess = (maturity: 'provisional' | 'validated' | 'audited', who = decider) =>
    command('AssessData', { delivery: 'performance-report', period: '2023-24-Q4', maturity }, who);
  const assessed = (maturity: 'validated' | 'audited'): ContractEvent => ({
    type: 'DataAssessed',
    data: { delivery: 'performance-report', period: '2023-24-Q4', maturity, assessedBy: APPROVER },
  });

  it('are expected, received, and assessed by somebody else', () => {
    spec(before).when(expectData()).then([events.expected()]);
    spec([...before, events.expected()])
      .when(receive())
      .then([events.received()]);
    spec([...before, events.received()])
      .when(assess('validated'))
      .then([assessed('validated')]);
    spec([...before, events.received(), assessed('validated')])
      .when(assess('audited'))
      .then([assessed('audited')]);
  });

  it('come again where they were not complete', () => {
    const incomplete = events.received({ complete: false });
    spec([...before, incomplete])
      .when(receive({ receivedOn: '2024-04-15' }))
      .then([events.received({ receivedOn: '2024-04-15' })]);
    spec([...before, events.received()])
      .when(receive())
      .thenRefused('nothing-changes');
  });

  it('are refused where nothing can come of them', () => {
    const received = spec([...before, events.received()]);
    received.when(assess('provisional')).thenRefused('not-more-mature', '/maturity');
    received.when(assess('audited', { ...decider, actor: SUBMITTER })).thenRefused('own-submission');
    received.when(expectData()).thenRefused('already-known');
    spec(before).when(assess('audited')).thenRefused('no-data', '/delivery');
    spec(before).when(expectData('2023-12-31')).thenRefused('due-before-period', '/dueOn');
    spec(before)
      .when(receive({ receivedOn: '2024-04-21' }))
      .thenRefused('in-the-future', '/receivedOn');
  });
});
