import { given, recorded } from '../../../../test/given';
import { fold } from '../decider';
import {
  type ReconciliationCommand,
  type ReconciliationEvent,
  reconciliation,
  reconciliationKey,
} from './reconciliation';

const spec = given(reconciliation);
const actor = 'person-performance';
const sha256 = '9f'.repeat(32);
const document = {
  format: 'outturn-printed-document',
  version: 1,
  name: 'Report',
  publishedOn: '2024-07-31',
  paragraphs: ['1'],
  shares: [{ paragraph: '1', label: 'red', count: '42', base: '136', printed: '30.8%' }],
};
const finding = 'share-1-32472c74';
const recordedEvent: ReconciliationEvent = {
  type: 'ReconciliationRecorded',
  data: {
    reconciliation: `${'9f'.repeat(8)}-1`,
    document: { name: 'Report', publishedOn: '2024-07-31', sha256 },
    rulesVersion: 1,
    findings: [
      {
        finding,
        rule: 'share',
        certainty: 'certain',
        place: { paragraph: '1', item: 'red' },
        printed: '30.8%',
        expected: '30.9%',
        sentence: 'red: 42 of 136 is 30.9%, and 30.8% is printed.',
      },
    ],
    recordedBy: actor,
  },
};
const record = (changes: object = {}): ReconciliationCommand => ({
  type: 'RecordReconciliation',
  actor,
  document,
  sha256,
  ...changes,
});
const answer = (changes: object = {}): ReconciliationCommand => ({
  type: 'AnswerFinding',
  actor,
  finding,
  answer: 'explained',
  reason: 'The count is of another day.',
  ...changes,
});
const answered = { finding, reason: 'The count is of another day.', answeredBy: actor };
const explained: ReconciliationEvent = { type: 'FindingExplained', data: answered };

describe('a reconciliation', () => {
  it('is recorded once: the same document again changes nothing', () => {
    spec([]).when(record()).then([recordedEvent]);
    spec([recordedEvent]).when(record()).then([]);
    expect(reconciliationKey(sha256)).toBe('9f9f9f9f9f9f9f9f-1');
  });

  it('is not recorded of what is no printed document', () => {
    spec([])
      .when(record({ document: { ...document, version: 2 } }))
      .thenRefused('invalid-document', '/version');
  });

  it('has findings that are accepted with an erratum, explained or dismissed', () => {
    const erratum = '1: 42 (30.9%) are red.';
    spec([recordedEvent]).when(answer()).then([explained]);
    spec([recordedEvent])
      .when(answer({ answer: 'dismissed' }))
      .then([{ type: 'FindingDismissed', data: answered }]);
    spec([recordedEvent])
      .when(answer({ answer: 'accepted', erratum }))
      .then([{ type: 'FindingAccepted', data: { ...answered, erratum } }]);
  });

  it('takes a later answer in the place of an earlier one, and keeps both', () => {
    const later: ReconciliationEvent = {
      type: 'FindingDismissed',
      data: { finding, reason: 'Checked.', replaces: 'event-2', answeredBy: actor },
    };
    spec([recordedEvent, explained])
      .when(answer({ answer: 'dismissed', reason: 'Checked.' }))
      .then([later]);
    spec([recordedEvent, explained]).when(answer()).thenRefused('nothing-changes');
    const state = fold(reconciliation, reconciliation.initialState, recorded([recordedEvent, explained, later]));
    expect(state.findings[finding]?.answers).toEqual([
      { eventId: 'event-2', answer: 'explained', reason: 'The count is of another day.', answeredBy: actor },
      { eventId: 'event-3', answer: 'dismissed', reason: 'Checked.', answeredBy: actor },
    ]);
  });

  it.each<[string, object, string]>([
    ['unknown-finding', { finding: 'share-1-00000000' }, '/finding'],
    ['unknown-finding', { finding: '__proto__' }, '/finding'],
    ['missing-text', { reason: ' ' }, '/reason'],
    ['missing-text', { answer: 'accepted' }, '/erratum'],
    ['erratum-not-accepted', { erratum: 'x' }, '/erratum'],
  ])('refuses with %s (%j)', (code, changes, pointer) => {
    spec([recordedEvent]).when(answer(changes)).thenRefused(code, pointer);
  });

  it('has no answer before it is recorded', () => {
    spec([]).when(answer()).thenRefused('unknown-reconciliation', '/reconciliation');
  });
});
