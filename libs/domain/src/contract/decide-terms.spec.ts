import { SOURCE, SUBMITTER, command, decider, events, terms, variation } from '../../../../test/contract-examples';
import { given } from '../../../../test/given';
import { contract } from './decide';
import { ContractEvent } from './events';

const spec = given(contract);
const record = (changes: object = {}) =>
  command('RecordContract', { contract: 'places-leisure', terms: { ...terms(), ...changes }, source: SOURCE });
const propose = (changes: object = {}) => command('ProposeVariation', { variation: variation(changes) });
const agree = (who = decider, changes: object = {}) =>
  command(
    'AgreeVariation',
    { variationId: 'event-2', agreedOn: '2023-10-18', forum: 'Cabinet', source: SOURCE, ...changes },
    who,
  );
const sign = (signedOn = '2024-04-01') =>
  command('SignVariation', { variationId: 'event-2', signedOn, source: SOURCE });

describe('a contract', () => {
  it('is recorded once', () => {
    spec([]).when(record()).then([events.recorded()]);
    spec([events.recorded()]).when(record()).thenRefused('contract-exists');
    spec([]).when(propose()).thenRefused('unknown-contract', '/contract');
  });

  it('keeps a term as exactly as its source states it', () => {
    const term = { start: '2010', end: '2035', openEnded: false };
    spec([])
      .when(record({ term }))
      .then([events.recorded({ term })]);
  });

  it.each<[string, object, string]>([
    ['missing-text', { name: ' ' }, '/terms/name'],
    ['missing-party', { parties: [{ role: 'authority', name: 'The council' }] }, '/terms/parties'],
    ['missing-text', { services: [''] }, '/terms/services/0'],
    ['invalid-date', { term: { start: '2018-13', openEnded: false } }, '/terms/term/start'],
    ['ends-before-start', { term: { start: '2018-04', end: '2018-03', openEnded: false } }, '/terms/term/end'],
    ['open-ended-with-end', { term: { end: '2035', openEnded: true } }, '/terms/term/end'],
    ['invalid-years', { term: { years: 0.5, openEnded: false } }, '/terms/term/years'],
    ['invalid-value-for-unit', { value: { pence: '1.5', basis: 'per-year' } }, '/terms/value/pence'],
  ])('refuses terms with %s (%j)', (code, changes, pointer) => {
    spec([]).when(record(changes)).thenRefused(code, pointer);
  });

  it('is not extended for a reason, once', () => {
    const declined: ContractEvent = {
      type: 'ExtensionDeclined',
      data: { reason: 'A notice has been served.', source: SOURCE, declinedBy: SUBMITTER },
    };
    const decline = command('DeclineExtension', { reason: 'A notice has been served.', source: SOURCE });
    spec([events.recorded()]).when(decline).then([declined]);
    spec([events.recorded(), declined]).when(decline).thenRefused('already-declined');
  });
});

describe('a variation', () => {
  it('is proposed, agreed by somebody else, and signed', () => {
    const given = [events.recorded(), events.proposed()];
    spec([events.recorded()]).when(propose()).then([events.proposed()]);
    spec(given)
      .when(agree())
      .then([events.agreed('event-2')]);
    spec([...given, events.agreed('event-2')])
      .when(sign())
      .then([events.signed('event-2')]);
  });

  it('is not agreed by who proposed it, nor signed before it is agreed', () => {
    const given = [events.recorded(), events.proposed()];
    spec(given)
      .when(agree({ ...decider, actor: SUBMITTER }))
      .thenRefused('own-submission');
    spec(given).when(sign()).thenRefused('not-agreed');
    spec([...given, events.agreed('event-2')])
      .when(sign('2024-04-21'))
      .thenRefused('in-the-future', '/signedOn');
    spec([...given, events.agreed('event-2')])
      .when(agree())
      .thenRefused('already-agreed');
    spec(given)
      .when(agree(decider, { variationId: 'toString' }))
      .thenRefused('unknown-id', '/id');
  });

  it('is dropped for a reason, and then nothing more becomes of it', () => {
    const dropped: ContractEvent = {
      type: 'VariationDropped',
      data: { variationId: 'event-2', reason: 'Overtaken.', droppedBy: SUBMITTER },
    };
    const drop = command('DropVariation', { variationId: 'event-2', reason: 'Overtaken.' });
    spec([events.recorded(), events.proposed()]).when(drop).then([dropped]);
    spec([events.recorded(), events.proposed(), dropped]).when(agree()).thenRefused('already-decided');
    const signed = [events.recorded(), events.proposed(), events.agreed('event-2'), events.signed('event-2')];
    spec(signed).when(drop).thenRefused('already-decided');
  });

  it('is not dropped by who proposed it once it is agreed', () => {
    const agreed = [events.recorded(), events.proposed(), events.agreed('event-2')];
    const drop = (who = decider) => command('DropVariation', { variationId: 'event-2', reason: 'Overtaken.' }, who);
    spec(agreed)
      .when(drop({ ...decider, actor: SUBMITTER }))
      .thenRefused('own-submission');
    spec(agreed)
      .when(drop())
      .then([
        {
          type: 'VariationDropped',
          data: { variationId: 'event-2', reason: 'Overtaken.', droppedBy: decider.actor },
        },
      ]);
  });

  it('is not signed before the day on which it was agreed', () => {
    const agreed = [events.recorded(), events.proposed(), events.agreed('event-2')];
    spec(agreed).when(sign('2023-10-17')).thenRefused('signed-before-agreed', '/signedOn');
    spec(agreed)
      .when(sign('2023-10-18'))
      .then([events.signed('event-2', '2023-10-18')]);
  });

  it('extends the contract beyond its end as it stands', () => {
    const extension = (newEnd: string) => propose({ kind: 'extension', newEnd });
    const signed = [events.proposed({ newEnd: '2027-03-31' }), events.agreed('event-2'), events.signed('event-2')];
    const history = [events.recorded({ term: { end: '2025-03-31', openEnded: false } }), ...signed];
    for (const newEnd of ['2026-03-31', '2027-03-31', '2027-03']) {
      spec(history).when(extension(newEnd)).thenRefused('not-an-extension', '/newEnd');
    }
    spec(history)
      .when(extension('2027-04-01'))
      .then([events.proposed({ kind: 'extension', newEnd: '2027-04-01' })]);
    spec(history)
      .when(propose({ newEnd: '2026-03-31' }))
      .then([events.proposed({ newEnd: '2026-03-31' })]);
  });

  it.each<[string, object, string]>([
    ['ends-before-start', { startsOn: '2024-05', endsOn: '2024-04-30' }, '/endsOn'],
    ['ends-before-start', { startsOn: '2027-04-01', newEnd: '2027-03-31' }, '/newEnd'],
    ['ends-before-start', { newEnd: '2018-03' }, '/newEnd'],
    ['missing-end', { kind: 'extension', newEnd: undefined }, '/newEnd'],
    ['missing-text', { effect: '' }, '/effect'],
    ['invalid-date', { startsOn: '2024-04-31' }, '/startsOn'],
  ])('is refused with %s (%j)', (code, changes, pointer) => {
    const began = events.recorded({ term: { start: '2018-04', openEnded: true } });
    spec([began]).when(propose(changes)).thenRefused(code, pointer);
  });
});
