import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  AreaEvent,
  Decider,
  DomainEvent,
  IndicatorEvent,
  Recorded,
  ReportingPeriodEvent,
  area,
  fold,
  indicator,
  reportingPeriod,
} from '@outturn/domain';

// Events are the storage format. Every type has an example of each of its shapes, as it was written when the shape was
// new; whoever changes a shape adds the example of the next version and how the old one is read, and edits none.

type EventType = (IndicatorEvent | ReportingPeriodEvent | AreaEvent)['type'];

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
};

/** The ids by which examples refer to one another. */
const IDS: Partial<Record<EventType, string>> = {
  OutturnSubmitted: '7d1b6c1e-3f60-4a53-8a52-5c2f6f3b9a01',
  ComparabilityBreakDeclared: '7d1b6c1e-3f60-4a53-8a52-5c2f6f3b9a02',
  CorrectionProposed: '7d1b6c1e-3f60-4a53-8a52-5c2f6f3b9a03',
  RestatementOpened: '7d1b6c1e-3f60-4a53-8a52-5c2f6f3b9a04',
  StatusOverrideRequested: '7d1b6c1e-3f60-4a53-8a52-5c2f6f3b9a05',
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
    const changed = type.startsWith('Area')
      ? folds(area, sequence)
      : PERIOD_TYPES.has(type)
        ? folds(reportingPeriod, sequence)
        : folds(indicator, sequence);
    expect(changed).toBe(true);
  });

  it.each(types)('%s holds no number where a decimal belongs, and nobody’s name', (type) => {
    const numbers = [...contentOf(type).matchAll(/"(\w+)": (-?[\d.]+)/g)].map((match) => match[1] ?? '');
    expect(numbers.filter((field) => !WHOLE_NUMBERS.has(field))).toEqual([]);
    const people = [...contentOf(type).matchAll(/"(\w+By)": "([^"]*)"/g)].map((match) => match[2] ?? '');
    expect(people.every((person) => /^[0-9a-f-]{36}$/.test(person))).toBe(true);
  });
});

const PERIOD_TYPES: ReadonlySet<EventType> = new Set<ReportingPeriodEvent['type']>([
  'ReportingPeriodOpened',
  'ReportingPeriodClosed',
  'FigureReopened',
  'PublishedSummaryRecorded',
]);

/** Counts and version numbers; everything measured is a decimal in text. */
const WHOLE_NUMBERS: ReadonlySet<string> = new Set([
  'schemaVersion',
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
]);
