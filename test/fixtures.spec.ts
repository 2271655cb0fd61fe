import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  AreaEvent,
  BusinessPlanEvent,
  ContractEvent,
  Decider,
  DomainEvent,
  IndicatorEvent,
  PublicationEvent,
  ProgrammeEvent,
  ReconciliationEvent,
  Recorded,
  ReportingPeriodEvent,
  RiskRegisterEvent,
  area,
  contract,
  businessPlan,
  fold,
  indicator,
  publication,
  programme,
  reconciliation,
  reportingPeriod,
  riskRegister,
} from '@outturn/domain';

// Events are the storage format. Every type has an example of each of its shapes, as it was written when the shape was
// new; whoever changes a shape adds the example of the next version and how the old one is read, and edits none.

type EventType = (
  | ContractEvent
  | IndicatorEvent
  | ReportingPeriodEvent
  | AreaEvent
  | PublicationEvent
  | BusinessPlanEvent
  | RiskRegisterEvent
  | ProgrammeEvent
  | ReconciliationEvent
)['type'];

interface Golden {
  /** SHA-256 of the file. A difference here means that a stored shape was edited, which no one may. */
  readonly sha256: string;
  /** What has to have happened for the example to mean something, in order. */
  readonly after: readonly EventType[];
}

const GOLDEN: Readonly<Record<EventType, Golden>> = {
  IndicatorDefined: { sha256: '6f3134ca8d1a31698ab32d9e6c915a9a2edeec001200dc6a2a3dff263aed9066', after: [] },
  IndicatorRedefined: {
    sha256: '2cbb2a2a3c494ef14a22a31cc097a7510e2f19220f624cf209fc7c02dd13d6f4',
    after: ['IndicatorDefined'],
  },
  IndicatorRetired: {
    sha256: 'fd768d166a93f7e60b9506adb453efec9de95bbb1047aaf82aa5bd47360031f2',
    after: ['IndicatorDefined'],
  },
  IndicatorMoved: {
    sha256: '9664ef9121cd599da4b4ed2dddd6f204a83dd79f92b04640c6111b61c47e8ba5',
    after: ['IndicatorDefined'],
  },
  ComparabilityBreakDeclared: {
    sha256: 'e4870914c106bf7940ab8842fe81ab182b7a237f2c8e35b2977e699aaf7cfc4f',
    after: ['IndicatorDefined'],
  },
  BridgeRecorded: {
    sha256: '95340f3c7f795de3ef7b9a335ffb5cf392aa73fab2dc5f1ae84ebd62d9c6f3a2',
    after: ['IndicatorDefined', 'ComparabilityBreakDeclared'],
  },
  TargetSet: {
    sha256: '41ca396b19d3235158e5a7e8e162ff3413baf2713657a613eccc120f42efbe6f',
    after: ['IndicatorDefined'],
  },
  TargetChanged: {
    sha256: '358e6922769456e077dee34b6da7c5dca0de4d3f11920fd46145b6c13e6691b8',
    after: ['IndicatorDefined', 'TargetSet'],
  },
  RatingRuleSet: {
    sha256: '68f8ffa67d01da1c9a7cf68050ffb56c27f17573b98e20354fa6548cbd6a8bf1',
    after: ['IndicatorDefined'],
  },
  OutturnSubmitted: {
    sha256: '4c247b875e478f4810038516bd4cda8fd53526c06ae4261aa8c672b0543b7ead',
    after: ['IndicatorDefined'],
  },
  AnnualReturnSubmitted: {
    sha256: '8d60a162a5eb190731d37b7204c00d4d78e74e6bce00509f7ee1d73f000649f1',
    after: ['IndicatorDefined'],
  },
  OutturnDeclaredUnavailable: {
    sha256: '6a06c14e98936769fc823e1dcadbb123a91713159b685f943acdb9a6f0aa86bd',
    after: ['IndicatorDefined'],
  },
  OutturnValidated: {
    sha256: 'aee64af0a4bf85736d8f9d6b06e6917b8af9e924e1f1682adae517c880383d6a',
    after: ['IndicatorDefined', 'OutturnSubmitted'],
  },
  OutturnApproved: {
    sha256: '1e3c6088bad4684cdc54146a498b109ae8a19a20be1ae1076a381140de9572be',
    after: ['IndicatorDefined', 'OutturnSubmitted'],
  },
  OutturnRejected: {
    sha256: 'cecf5d5d18a4a6dc76c071be8858b236fe48bcc4208edb99805b9be1c75d3290',
    after: ['IndicatorDefined', 'OutturnSubmitted'],
  },
  OutturnAudited: {
    sha256: '7ed44e05c98df93f7847739f22a4b1762b15ba8d5ccb5b4012d30950cc696a02',
    after: ['IndicatorDefined', 'OutturnSubmitted', 'OutturnApproved'],
  },
  OutturnWithdrawn: {
    sha256: '71c0f0125c8e44997776050b3f309bbb61a2957eb75fb6ecaf5f1abdd4ff0a7c',
    after: ['IndicatorDefined', 'OutturnSubmitted'],
  },
  CommentaryWritten: {
    sha256: 'd3664fd193601ea119a2fe318d19edb921668ea0307a27d26e3bfe7e6778e628',
    after: ['IndicatorDefined', 'OutturnSubmitted'],
  },
  BenchmarkRecorded: {
    sha256: 'f2e062191d2381b2d0ee7f7f639834067f109c5653299cea3b3c5981d09e8c5a',
    after: ['IndicatorDefined'],
  },
  CorrectionProposed: {
    sha256: 'bc74f41f036e1d3b4e21e5702141718904bef38724f4755fe10133d2466b21d0',
    after: ['IndicatorDefined', 'OutturnSubmitted'],
  },
  CorrectionApproved: {
    sha256: 'cb04892b40dbc1371b05a6bfd12a62b6f0d70ac9e8898adcfb23235711329ac9',
    after: ['IndicatorDefined', 'OutturnSubmitted', 'CorrectionProposed'],
  },
  CorrectionRejected: {
    sha256: '0638650e49fe689e581244ee2f95d5416cd42ed72e74c7edd66aa6054ae6febd',
    after: ['IndicatorDefined', 'OutturnSubmitted', 'CorrectionProposed'],
  },
  RevisionRecorded: {
    sha256: '4a83a0f49acb642da5fe4363312b8d4a80d1d814a017cbe2aa2f60aa30cbce72',
    after: ['IndicatorDefined', 'OutturnSubmitted'],
  },
  RestatementOpened: {
    sha256: '589abc26e6f9d04122123aff4a28618d2a50b019c10b04fd657f7612b2b3dcf3',
    after: ['IndicatorDefined', 'OutturnSubmitted'],
  },
  RestatementApproved: {
    sha256: '24d795ad1bbaed05c3bb9f33caa5bda4f39612e71cc17e62e6094af352f394bd',
    after: ['IndicatorDefined', 'OutturnSubmitted', 'RestatementOpened'],
  },
  RestatementRejected: {
    sha256: '4f57ef804b954e5c75470567b6c00012f63157f16aa9231263d75208b603febc',
    after: ['IndicatorDefined', 'OutturnSubmitted', 'RestatementOpened'],
  },
  StatusOverrideRequested: {
    sha256: 'd494fa7a6cd0b7e7266d279f9d52483da26444b5e4522ffe0b5935453fdd15e4',
    after: ['IndicatorDefined', 'RatingRuleSet', 'OutturnSubmitted'],
  },
  StatusOverridden: {
    sha256: '1e3f7c953f2313e015a7903b4e3d274fd81ba52d1dc79a1adab0c161453cbcd8',
    after: ['IndicatorDefined', 'RatingRuleSet', 'OutturnSubmitted', 'StatusOverrideRequested'],
  },
  StatusOverrideRejected: {
    sha256: '0257a660a3be59f13f736c04585c1002da71a7fe989e54e8d10b9fd7d28907ca',
    after: ['IndicatorDefined', 'RatingRuleSet', 'OutturnSubmitted', 'StatusOverrideRequested'],
  },
  ReportingPeriodOpened: { sha256: '4e7dfe896f1f05e178d3da8e8066886a56a2548f03971997cbb3955a1e041b77', after: [] },
  ReportingPeriodClosed: {
    sha256: '7a118ca89ee997933deefb55104d3715916abc875fc6fe55529f606c8233f371',
    after: ['ReportingPeriodOpened'],
  },
  FigureReopened: {
    sha256: 'dcdfcb6bfa65498651a373c91a8a20e7bc23be2be238a1c76fb9bb8aa63fdaeb',
    after: ['ReportingPeriodOpened', 'ReportingPeriodClosed'],
  },
  PublishedSummaryRecorded: { sha256: '0c3dbba61186b0ab2ca89e6c3b3be7e007df6047a4a4d8678cd154c7cf9f4474', after: [] },
  AreaDefined: { sha256: '7be4db2d34bacd90b83d503185534c27eae515de63972a437fe15ed457e8ef4c', after: [] },
  AreaRenamed: { sha256: '9762699ed156daeb38f08c4ec5e7ea5a7252f9cdbb9199ed61b05f65f4ff0df0', after: ['AreaDefined'] },
  AreaPopulationDeclared: {
    sha256: '35812c68c729ef4b90fa9cafc7d886538766cde33d24b2e16fec065057a53cef',
    after: ['AreaDefined'],
  },
  EditionPublished: { sha256: '83e1444ae5c4ee45ae90a7860d52d65ce282eeb103bd2f7bb0f4e5ed8e5098f1', after: [] },
  EditionFiguresShown: {
    sha256: 'a85cf91ee2b4586e876410601671660aae64f611510a5699de0663c2e3beed58',
    after: ['EditionPublished'],
  },
  EditionFilePartStored: {
    sha256: 'bd9f90ddefd13d35cb3480f3b2addabe93a8f70deee6e4e06a4b0cbe811914a4',
    after: ['EditionPublished', 'EditionFiguresShown'],
  },
  ErratumRecorded: {
    sha256: 'f3bf49dc9118356bc4bbe2b40ef058f3ee783e09375635df3d307243b76f6d36',
    after: ['EditionPublished', 'EditionFiguresShown', 'EditionFilePartStored'],
  },
  WeWillAdded: { sha256: '492f56cdff7f2764ce437385df331c1cd15a342d873e368a74ea0cab627cfa5b', after: [] },
  WeWillEnded: { sha256: '99315b5a35eb2b2aa62427ae008b76a4c01ed4bc2af1fccee37e5279d5b29b95', after: ['WeWillAdded'] },
  ActionAdded: { sha256: 'b6fe293be15a4f799f7867f72d774d70506bec1cca46de927c18513fba42d8b7', after: ['WeWillAdded'] },
  ActionHandedOver: {
    sha256: '1ece0be9e58360e4a1b3756253f64e30ee524de23f4ddb5aa9265f89857d6fae',
    after: ['WeWillAdded', 'ActionAdded'],
  },
  ActionEnded: {
    sha256: '8792427e6ee1b8272a8fd3ef28343c84810cffbd08ab2208184871b9811db8f2',
    after: ['WeWillAdded', 'ActionAdded'],
  },
  ActionUpdated: {
    sha256: 'b67ae8033137a4a7f2c343c13790b6c0caea2e8cda8655ef4fddcdb325d97567',
    after: ['WeWillAdded', 'ActionAdded'],
  },
  ActionUpdateCorrected: {
    sha256: '50eebc8a4f2110ff513266e069f71d280d37b56cf31ded377b81de2198e973f6',
    after: ['WeWillAdded', 'ActionAdded', 'ActionUpdated'],
  },
  ActionCorrectionProposed: {
    sha256: 'db405ac7a72be2d765f6ee60fa641589b43f51f32e4b1d4abfc199a68414ffbd',
    after: ['WeWillAdded', 'ActionAdded', 'ActionUpdated'],
  },
  ActionCorrectionApproved: {
    sha256: 'f5a26b13b17b8fb5844ee38354f968fce826dc78fffbb196cbca314159087090',
    after: ['WeWillAdded', 'ActionAdded', 'ActionUpdated', 'ActionCorrectionProposed'],
  },
  ActionCorrectionRejected: {
    sha256: 'a9e0e391fcbbc3566645bb2918319007f01f9e04dfc484b91775231128960c5c',
    after: ['WeWillAdded', 'ActionAdded', 'ActionUpdated', 'ActionCorrectionProposed'],
  },
  RiskRegisterDefined: { sha256: '97155c3f83514b70de37bf3c8207100d65251c83eb5b6fa65546a1f3e0012305', after: [] },
  RiskMatrixSet: {
    sha256: 'a485a3b84477f84e510bd69a939740c555d72e71440a512dd1b0c24904368bcb',
    after: ['RiskRegisterDefined'],
  },
  RiskRegisterPresented: {
    sha256: 'a5879057a0db031fbf9c18e6c2a6ffa6c7b5d87b43ecffde86ab5ca5cfad1c9f',
    after: ['RiskRegisterDefined', 'RiskMatrixSet'],
  },
  RiskRegisterPresentationPlanned: {
    sha256: 'e6e9d5ccbbbf1646e66c9dc30207033e0390286f5dc620fe1a613a1e130ab54d',
    after: ['RiskRegisterDefined'],
  },
  ProgrammeDefined: { sha256: 'b3ffc3ee83472c1e53f2334870f7a411144810e771772731bbb44c768f53a9b6', after: [] },
  MilestoneAdded: {
    sha256: '4545f4000ae1cf0dd0aae13cac8a50e53516376097aa941ce647c993cecf25b6',
    after: ['ProgrammeDefined'],
  },
  MilestoneReplanned: {
    sha256: 'ff031d3e4bcea49a2cf0259a214372e6cd900f5e73a00103a8f15ed4d5d0554d',
    after: ['ProgrammeDefined', 'MilestoneAdded'],
  },
  MilestoneForecastRecorded: {
    sha256: 'd3952c7041dc4fb700ed40de8dde9ea1911a9d9d7568008980aa63444a66efbc',
    after: ['ProgrammeDefined', 'MilestoneAdded'],
  },
  MilestoneReached: {
    sha256: 'f549f33bb486ced81590d2db9b0cce769afd14ff079482ade10feea365ea3b6a',
    after: ['ProgrammeDefined', 'MilestoneAdded'],
  },
  MilestoneDropped: {
    sha256: 'd631e58061fcb1f3686d151016310a1fe095d2361e264b4a633339ed7fa70c3a',
    after: ['ProgrammeDefined', 'MilestoneAdded'],
  },
  PublishedActionsRecorded: { sha256: 'a1019014813c1416844a11fb93bd6932c2bec099d8d7aa31d6d9209108a781ae', after: [] },
  ContractRecorded: { sha256: 'bbbe0aa7f5e1ed7199660cc41000cbef148871d3d4418780763d3c2d34db1c23', after: [] },
  ExtensionDeclined: {
    sha256: '8ef23b0346b536c3df60b8e4745fb9d6e573765e46218b465be1a0306dc46fdf',
    after: ['ContractRecorded'],
  },
  VariationProposed: {
    sha256: 'ddc23546aae1a82891c7da264c92c4f5a9d57a78a2871c5af6a4f864959cd40c',
    after: ['ContractRecorded'],
  },
  VariationAgreed: {
    sha256: '6f4e5b1948fb9e975e60d2fe818a3d1b31224edc77940ffa75c564da712553fe',
    after: ['ContractRecorded', 'VariationProposed'],
  },
  VariationSigned: {
    sha256: '928c1a57afe85034355155fa0226903822deda99b06652bfe0a5480a1e28251c',
    after: ['ContractRecorded', 'VariationProposed', 'VariationAgreed'],
  },
  VariationDropped: {
    sha256: 'cd146a6a1a06fca75fd45c19e2c685eb5384ad0a1b78b116e60abbffcfa89ee0',
    after: ['ContractRecorded', 'VariationProposed'],
  },
  KpiSetAdopted: {
    sha256: '5322aaf97d061fc3192429e7a53d668eb3b10aae86754c486cfad05334234631',
    after: ['ContractRecorded'],
  },
  KpiSetEnded: {
    sha256: '18643f5191ed0314c1708816a8f33e17e17f99f85761e4016655e7d93a1106d1',
    after: ['ContractRecorded', 'KpiSetAdopted'],
  },
  KpiResultRecorded: {
    sha256: '72e93fc5184b2314e0cc08f4c98e8c7879dd85fb4878236d5634bf55df508477',
    after: ['ContractRecorded', 'KpiSetAdopted'],
  },
  DataExpected: {
    sha256: 'bb57677fa9f4af55800d146cd2bf22b0d3a4e8ab506222a7f76178cb695b71d4',
    after: ['ContractRecorded'],
  },
  DataReceived: {
    sha256: '1165a5e76d675469d40e9c4862959cad30a087b49d7d72b188a03cf91fa8f9cd',
    after: ['ContractRecorded', 'DataExpected'],
  },
  DataAssessed: {
    sha256: 'f7ed455441e5d45f594a81b46af4430c0a0345cf6a3bf6562bb7b41d13075df2',
    after: ['ContractRecorded', 'DataExpected', 'DataReceived'],
  },
  MeetingRhythmAgreed: {
    sha256: 'd8fffb78010bde8ec58bcf93f58220063355c35fb233d4d22536c8ca3956bad4',
    after: ['ContractRecorded'],
  },
  MeetingHeld: {
    sha256: 'b796d111d6db160ca08c36884c39866a68c098f49f3f252768e42f0e3cb7f6cb',
    after: ['ContractRecorded', 'MeetingRhythmAgreed'],
  },
  FinanceLineOpened: {
    sha256: '96df37f96b7955b748121dd8a9d6ce9e521550f106a63c21d1ee72b6ded1af74',
    after: ['ContractRecorded'],
  },
  FinanceVintageRecorded: {
    sha256: '394077e1de813463a87c5a9f8138d2a9f68989f60d746a76ece140c3d289b7f0',
    after: ['ContractRecorded', 'FinanceLineOpened'],
  },
  NoticeServed: {
    sha256: 'cd32f81412f619a64f6d5ee18880b4694437cfcccb60af0affdc71aaf02bc15d',
    after: ['ContractRecorded'],
  },
  NoticeClosed: {
    sha256: '50f3c2d983ed1b39ece1338c413741e7de8776ad33f882b639abf2671600ef12',
    after: ['ContractRecorded', 'NoticeServed'],
  },
  AssuranceStated: {
    sha256: '0e587324596ad5077f32be8c5e84787a5151d84b8c27950a9ee91c135d19395f',
    after: ['ContractRecorded'],
  },
  ContractRatingProposed: {
    sha256: '3af91a4205eb8ab954a1587bb56e7ff21124a56b9b72b931006700f4dc47b9c3',
    after: ['ContractRecorded', 'KpiSetAdopted'],
  },
  ContractCorrectionProposed: {
    sha256: 'a45aa5d9ebcca13255313dacdd4ec451099372dbdf5313b8be9fde2f7ca6f9ce',
    after: ['ContractRecorded', 'FinanceLineOpened', 'FinanceVintageRecorded'],
  },
  ContractProposalApproved: {
    sha256: '3bb8dba7a9b28fd7d34402d2add26971ebb592e0bd6b0d42764bba006ae82657',
    after: ['ContractRecorded', 'FinanceLineOpened', 'FinanceVintageRecorded', 'ContractCorrectionProposed'],
  },
  ContractProposalRejected: {
    sha256: 'a1e2fa1c08aa1be6fadb2441c1c6974b7d2d689d14965948e8389624753f8847',
    after: ['ContractRecorded', 'KpiSetAdopted', 'ContractRatingProposed'],
  },
  ReconciliationRecorded: { sha256: 'da53a9fbed5cf38fcb740af980201b2b5a6369dae8dd7e17391511ff2d2361ef', after: [] },
  FindingAccepted: {
    sha256: 'a81d440443b14d42be817e53912c750819546fc0d4caad86eac63e4d93491b79',
    after: ['ReconciliationRecorded'],
  },
  FindingExplained: {
    sha256: '437a6228e1b1770a14325d5bc7cf18077e7c3278babedda386998abcb04db007',
    after: ['ReconciliationRecorded'],
  },
  FindingDismissed: {
    sha256: '6af67e7dc5b92d437ce9b3519537f4a3f244eca16436da2197d3f65661b75292',
    after: ['ReconciliationRecorded', 'FindingExplained'],
  },
};

/** The ids by which examples refer to one another. */
const IDS: Partial<Record<EventType, string>> = {
  OutturnSubmitted: '7d1b6c1e-3f60-4a53-8a52-5c2f6f3b9a01',
  ComparabilityBreakDeclared: '7d1b6c1e-3f60-4a53-8a52-5c2f6f3b9a02',
  CorrectionProposed: '7d1b6c1e-3f60-4a53-8a52-5c2f6f3b9a03',
  RestatementOpened: '7d1b6c1e-3f60-4a53-8a52-5c2f6f3b9a04',
  StatusOverrideRequested: '7d1b6c1e-3f60-4a53-8a52-5c2f6f3b9a05',
  ActionCorrectionProposed: '7d1b6c1e-3f60-4a53-8a52-5c2f6f3b9a06',
  VariationProposed: '7d1b6c1e-3f60-4a53-8a52-5c2f6f3b9a21',
  KpiResultRecorded: '7d1b6c1e-3f60-4a53-8a52-5c2f6f3b9a22',
  FinanceVintageRecorded: '7d1b6c1e-3f60-4a53-8a52-5c2f6f3b9a23',
  NoticeServed: '7d1b6c1e-3f60-4a53-8a52-5c2f6f3b9a24',
  ContractRatingProposed: '7d1b6c1e-3f60-4a53-8a52-5c2f6f3b9a25',
  ContractCorrectionProposed: '7d1b6c1e-3f60-4a53-8a52-5c2f6f3b9a26',
  FindingExplained: '7d1b6c1e-3f60-4a53-8a52-5c2f6f3b9a31',
};

const FOLDER = join(__dirname, 'fixtures', 'events');

function contentOf(type: EventType): string {
  return readFileSync(join(FOLDER, `${type}.v1.json`), 'utf8');
}

interface Stored {
  readonly type: EventType;
  readonly schemaVersion: number;
  readonly data: object;
}

function stored(type: EventType): Stored {
  // The file is of this shape, or the next expectation fails.
  const parsed = JSON.parse(contentOf(type)) as Stored;
  expect(Object.keys(parsed)).toEqual(['type', 'schemaVersion', 'data']);
  expect({ type: parsed.type, schemaVersion: parsed.schemaVersion }).toEqual({ type, schemaVersion: 1 });
  return parsed;
}

/** Folds the examples and tells whether the last of them changed anything. */
function folds<State, Event extends DomainEvent>(
  decider: Decider<State, never, Event>,
  types: readonly EventType[],
): boolean {
  const states = types.map((_, index) => {
    // The examples are of the decider's own events: its types stand before them in the table.
    const events = types
      .slice(0, index + 1)
      .map((type) => ({ ...stored(type), id: IDS[type] ?? `example-${type}` })) as unknown as Recorded<Event>[];
    return JSON.stringify(fold(decider, decider.initialState, events));
  });
  const before = states.at(-2) ?? JSON.stringify(decider.initialState);
  return states.at(-1) !== before;
}

describe('the examples of stored events', () => {
  const types = Object.keys(GOLDEN) as EventType[];

  it('are one of every type, and nothing else', () => {
    expect(readdirSync(FOLDER).sort()).toEqual(types.map((type) => `${type}.v1.json`).sort());
  });

  it.each(types)('%s is as it was written', (type) => {
    expect(createHash('sha256').update(contentOf(type)).digest('hex')).toBe(GOLDEN[type].sha256);
  });

  it.each(types)('%s folds into a state', (type) => {
    const sequence = [...GOLDEN[type].after, type];
    expect(FOLDS.find(({ types }) => types.has(type))?.fold(sequence) ?? folds(indicator, sequence)).toBe(true);
  });

  it.each(types)('%s holds no number where a decimal belongs, and nobody’s name', (type) => {
    const numbers = [...contentOf(type).matchAll(/"(\w+)": (-?[\d.]+)/g)].map((match) => match[1] ?? '');
    expect(numbers.filter((field) => !WHOLE_NUMBERS.has(field))).toEqual([]);
    const people = [...contentOf(type).matchAll(/"(\w+By)": "([^"]*)"/g)].map((match) => match[2] ?? '');
    expect(people.every((person) => /^[0-9a-f-]{36}$/.test(person))).toBe(true);
  });
});

const AREA_TYPES: readonly AreaEvent['type'][] = ['AreaDefined', 'AreaRenamed', 'AreaPopulationDeclared'];
const PERIOD_TYPES: readonly ReportingPeriodEvent['type'][] = [
  'ReportingPeriodOpened',
  'ReportingPeriodClosed',
  'FigureReopened',
  'PublishedSummaryRecorded',
  'PublishedActionsRecorded',
];
const PUBLICATION_TYPES: readonly PublicationEvent['type'][] = [
  'EditionPublished',
  'EditionFiguresShown',
  'EditionFilePartStored',
  'ErratumRecorded',
];
const PLAN_TYPES: readonly BusinessPlanEvent['type'][] = [
  'WeWillAdded',
  'WeWillEnded',
  'ActionAdded',
  'ActionHandedOver',
  'ActionEnded',
  'ActionUpdated',
  'ActionUpdateCorrected',
  'ActionCorrectionProposed',
  'ActionCorrectionApproved',
  'ActionCorrectionRejected',
];
const REGISTER_TYPES: readonly RiskRegisterEvent['type'][] = [
  'RiskRegisterDefined',
  'RiskMatrixSet',
  'RiskRegisterPresented',
  'RiskRegisterPresentationPlanned',
];
const PROGRAMME_TYPES: readonly ProgrammeEvent['type'][] = [
  'ProgrammeDefined',
  'MilestoneAdded',
  'MilestoneReplanned',
  'MilestoneForecastRecorded',
  'MilestoneReached',
  'MilestoneDropped',
];

const CONTRACT_TYPES: readonly ContractEvent['type'][] = [
  'ContractRecorded',
  'ExtensionDeclined',
  'VariationProposed',
  'VariationAgreed',
  'VariationSigned',
  'VariationDropped',
  'KpiSetAdopted',
  'KpiSetEnded',
  'KpiResultRecorded',
  'DataExpected',
  'DataReceived',
  'DataAssessed',
  'MeetingRhythmAgreed',
  'MeetingHeld',
  'FinanceLineOpened',
  'FinanceVintageRecorded',
  'NoticeServed',
  'NoticeClosed',
  'AssuranceStated',
  'ContractRatingProposed',
  'ContractCorrectionProposed',
  'ContractProposalApproved',
  'ContractProposalRejected',
];

const RECONCILIATION_TYPES: readonly ReconciliationEvent['type'][] = [
  'ReconciliationRecorded',
  'FindingAccepted',
  'FindingExplained',
  'FindingDismissed',
];

/** Which aggregate folds which types; all others are of indicators. */
const FOLDS: readonly { types: ReadonlySet<EventType>; fold: (types: readonly EventType[]) => boolean }[] = [
  { types: new Set<EventType>(CONTRACT_TYPES), fold: (types) => folds(contract, types) },
  { types: new Set<EventType>(AREA_TYPES), fold: (types) => folds(area, types) },
  { types: new Set<EventType>(PERIOD_TYPES), fold: (types) => folds(reportingPeriod, types) },
  { types: new Set<EventType>(PUBLICATION_TYPES), fold: (types) => folds(publication, types) },
  { types: new Set<EventType>(PLAN_TYPES), fold: (types) => folds(businessPlan, types) },
  { types: new Set<EventType>(REGISTER_TYPES), fold: (types) => folds(riskRegister, types) },
  { types: new Set<EventType>(RECONCILIATION_TYPES), fold: (types) => folds(reconciliation, types) },
  { types: new Set<EventType>(PROGRAMME_TYPES), fold: (types) => folds(programme, types) },
];

/** Counts and version numbers; everything measured is a decimal in text. */
const WHOLE_NUMBERS: ReadonlySet<string> = new Set([
  'schemaVersion',
  'rulesVersion',
  'displayDecimals',
  'definitionVersion',
  'order',
  'indicators',
  'total',
  'red',
  'amber',
  'green',
  'ragNotApplicable',
  'dataNotAvailable',
  'annualOnly',
  'years',
  'number',
  'position',
  'changes',
  'bytes',
  'parts',
  'part',
  'weWills',
  'actions',
  'onTrack',
  'mediumIssues',
  'significantIssues',
  'noUpdate',
  'updated',
  'likelihood',
  'impact',
  'fromScore',
  'version',
]);
