import { command, events, line, vintage } from '../../../../test/contract-examples';
import { given } from '../../../../test/given';
import { contract } from './decide';

const spec = given(contract);
const open = (changes: object = {}) => command('OpenFinanceLine', { line: line(changes) });
const estimate = (changes: object = {}) => command('RecordFinanceVintage', { vintage: vintage(changes) });

describe('a finance line', () => {
  const opened = [events.recorded(), events.opened()];
  const recent = { pence: '13600000', qualifier: 'circa', text: 'circa. £136k', estimatedOn: '2024-04' } as const;

  it('is opened once', () => {
    spec([events.recorded()]).when(open()).then([events.opened()]);
    spec(opened).when(open()).thenRefused('key-exists', '/line');
    spec([events.recorded()])
      .when(open({ against: 'the budget' }))
      .thenRefused('not-a-balance', '/against');
  });

  it('gets one vintage after another, as more is known (report 14.20)', () => {
    spec(opened).when(estimate()).then([events.estimated()]);
    spec([...opened, events.estimated()])
      .when(estimate(recent))
      .then([events.estimated(recent)]);
    spec([...opened, events.estimated()])
      .when(estimate())
      .thenRefused('nothing-changes');
    const confirmed = { kind: 'provisional' } as const;
    spec([...opened, events.estimated()])
      .when(estimate(confirmed))
      .then([events.estimated(confirmed)]);
  });

  it('takes words where the source gives no amount (report 14.25)', () => {
    const words = { pence: undefined, text: 'They have indicated that they will outturn to budget' };
    spec(opened)
      .when(estimate(words))
      .then([events.estimated(words)]);
  });

  it('ends with the final amount of a period', () => {
    const final = [...opened, events.estimated({ kind: 'final' })];
    spec(final).when(estimate(recent)).thenRefused('already-final', '/period');
    spec(final)
      .when(estimate({ period: '2022-23' }))
      .then([events.estimated({ period: '2022-23' })]);
  });

  it('keeps the budget of a period, which two people only can change', () => {
    const budget = events.estimated({ kind: 'budget', pence: '15000000' });
    const other = spec([...opened, budget, events.estimated()]);
    other.when(estimate({ kind: 'budget', pence: '25000000' })).thenRefused('budget-exists', '/kind');
    const ofNextYear = { kind: 'budget', period: '2024-25' } as const;
    other.when(estimate(ofNextYear)).then([events.estimated(ofNextYear)]);
  });

  it.each<[string, object, string]>([
    ['unknown-key', { line: 'fees' }, '/line'],
    ['invalid-period', { period: '2023' }, '/period'],
    ['invalid-value-for-unit', { pence: '0.5' }, '/pence'],
    ['missing-text', { text: '' }, '/text'],
    ['in-the-future', { estimatedOn: '2024-05' }, '/estimatedOn'],
    ['invalid-decimal', { statedChange: { pence: '£98k', since: 'last month' } }, '/statedChange/pence'],
  ])('is refused with %s (%j)', (code, changes, pointer) => {
    spec(opened).when(estimate(changes)).thenRefused(code, pointer);
  });
});
