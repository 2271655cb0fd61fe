import { SOURCE, SUBMITTER, command, events, notice, rhythm } from '../../../../test/contract-examples';
import { given } from '../../../../test/given';
import { contract } from './decide';
import { ContractEvent } from './events';
import { AssuranceStatement } from './facts';

const spec = given(contract);
const before = [events.recorded()];

describe('meetings', () => {
  const agree = (changes: object = {}) => command('AgreeMeetingRhythm', { rhythm: rhythm(changes) });
  const hold = (changes: object = {}) =>
    command('HoldMeeting', {
      meeting: { rhythm: 'contract-meeting', period: '2023-24-Q4', source: SOURCE, ...changes },
    });

  it('have a rhythm, which can be agreed anew, and are held for its periods', () => {
    spec(before).when(agree()).then([events.rhythm()]);
    spec([...before, events.rhythm()])
      .when(agree())
      .thenRefused('nothing-changes');
    spec([...before, events.rhythm()])
      .when(agree({ every: 'month' }))
      .then([events.rhythm({ every: 'month' })]);
    spec([...before, events.rhythm()])
      .when(hold())
      .then([events.held('2023-24-Q4')]);
    spec([...before, events.rhythm(), events.held('2023-24-Q4')])
      .when(hold())
      .thenRefused('nothing-changes');
    const second = hold({ heldOn: '2024-04-02' });
    spec([...before, events.rhythm(), events.held('2023-24-Q4')])
      .when(second)
      .then([events.held('2023-24-Q4', '2024-04-02')]);
  });

  it('are refused where they cannot be', () => {
    spec(before).when(hold()).thenRefused('unknown-key', '/rhythm');
    spec(before)
      .when(agree({ every: 'not-stated', countedFrom: '2024-01-01' }))
      .thenRefused('rhythm-not-stated', '/countedFrom');
    const agreed = spec([...before, events.rhythm()]);
    agreed.when(hold({ period: '2024-03' })).thenRefused('other-rhythm', '/period');
    agreed.when(hold({ heldOn: '2024-04-21' })).thenRefused('in-the-future', '/heldOn');
    agreed.when(hold({ period: '2024-25-Q2' })).thenRefused('in-the-future', '/period');
  });
});

describe('a notice', () => {
  const serve = (changes: object = {}) => command('ServeNotice', { notice: notice(changes) });
  const close = (closedOn = '2024-04-15') =>
    command('CloseNotice', { noticeId: 'event-2', closedOn, outcome: 'Posts are filled.' });
  const closed: ContractEvent = {
    type: 'NoticeClosed',
    data: { noticeId: 'event-2', closedOn: '2024-04-15', outcome: 'Posts are filled.', closedBy: SUBMITTER },
  };

  it('is served and closed', () => {
    spec(before).when(serve()).then([events.served()]);
    spec([...before, events.served()])
      .when(close())
      .then([closed]);
    spec([...before, events.served(), closed])
      .when(close())
      .thenRefused('already-closed');
  });

  it('is refused where it cannot be', () => {
    spec(before)
      .when(serve({ reason: '' }))
      .thenRefused('missing-text', '/reason');
    spec(before)
      .when(serve({ servedOn: '2024-05' }))
      .thenRefused('in-the-future', '/servedOn');
    spec(before).when(close()).thenRefused('unknown-id', '/id');
    const served = spec([...before, events.served({ servedOn: '2024-04-16' })]);
    served.when(close()).thenRefused('ends-before-start', '/closedOn');
    served.when(close('2024-04-21')).thenRefused('in-the-future', '/closedOn');
  });
});

describe('an assurance statement', () => {
  const statement: AssuranceStatement = {
    period: '2023-24-Q4',
    about: 'performance',
    finding: 'assured',
    text: 'Overall service performance was good.',
    author: 'The contract manager',
    source: SOURCE,
  };
  const stated: ContractEvent = { type: 'AssuranceStated', data: { statement, recordedBy: SUBMITTER } };

  it('has an author, and is made once', () => {
    const state = command('StateAssurance', { statement });
    spec(before).when(state).then([stated]);
    spec([...before, stated])
      .when(state)
      .thenRefused('nothing-changes');
    const anonymous = command('StateAssurance', { statement: { ...statement, author: ' ' } });
    spec(before).when(anonymous).thenRefused('missing-text', '/author');
  });
});
