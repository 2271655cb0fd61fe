import { CORRECTION_KINDS, TARGET_KINDS, TARGET_OPERATORS, UNAVAILABLE_REASONS, UNITS } from '@outturn/domain';
import type {
  CorrectionKind,
  Justification,
  ObservationStatus,
  ProposedChange,
  Qualifier,
  Target,
  TargetKind,
  TargetOperator,
  UnavailableReason,
  Unit,
} from '@outturn/domain';
import { OBSERVATION_STATUSES, QUALIFIERS } from '@outturn/domain';
import { Choice, Choices, Day, Decimal, Named, Part, Parts, PeriodName, Text, Texts } from './fields';
import { SuppliedValueBody, suppliedValueOf } from './figure-bodies';
import { plainOf } from './plain';
import { badRequest } from './problem';

const OPTIONAL = { optional: true };

/** What a figure is measured against, without its period. */
export class TargetValueBody {
  @Choice(TARGET_KINDS, 'A described target is words only and is never rated.', 'target')
  readonly kind!: TargetKind;

  @Choice(TARGET_OPERATORS, 'How the figure must stand to the target; not for a described one.', '>=', OPTIONAL)
  readonly operator?: TargetOperator;

  @Decimal('The target, unless it is a range or described.', '95', OPTIONAL)
  readonly value?: string;

  @Decimal('Lower end of a range, included.', '40', OPTIONAL)
  readonly low?: string;

  @Decimal('Upper end of a range, included.', '60', OPTIONAL)
  readonly high?: string;

  @Named('decimal', 'Further bounds by name, to which a rating rule may refer.', { floor: '90' }, OPTIONAL)
  readonly thresholds?: Readonly<Record<string, string>>;

  @Choice(UNITS, 'Must be the unit of the indicator.', 'percent')
  readonly unit!: Unit;

  @Text('The target in the words of its source.', 'at least 95%', OPTIONAL)
  readonly text?: string;

  @Text('Whatever a reader must know.', 'Set by the regulator.', OPTIONAL)
  readonly note?: string;
}

/** The target of a body as the domain knows it. */
export function targetOf(period: string, body: TargetValueBody): Target {
  const { kind, operator, value, low, high, thresholds, unit, text, note } = body;
  return { period, kind, operator, value, low, high, thresholds, unit, text, note };
}

/** The target of a period. */
export class TargetBody extends TargetValueBody {
  @PeriodName('The period that it is the target of.')
  readonly period!: string;

  @Text('Why it changes; needed when there is a target already.', 'Agreed by Cabinet on 12 June 2024.', OPTIONAL)
  readonly reason?: string;
}

/** The justification of a body as the domain knows it. */
export function justificationOf(body: Justification): Justification {
  const { reason, cause, evidence } = body;
  return { reason, cause, evidence };
}

/** A figure that was right on what was then known, and is known better now. */
export class RevisionBody extends SuppliedValueBody {
  @PeriodName('The period whose figure is revised.')
  readonly period!: string;

  @Text('Why it is revised.', 'Final data of the national collection.')
  readonly reason!: string;

  @Text('Where the better knowledge comes from.', 'Published on 9 May 2024.')
  readonly cause!: string;

  @Texts('References to documents that show it.', ['collection-2023-24-final'])
  readonly evidence!: readonly string[];
}

/** A figure or a target that was wrong, or is known better: give value and unit, or target, or withdrawal. */
export class CorrectionBody {
  @PeriodName('The period that is corrected.')
  readonly period!: string;

  @Choice(
    CORRECTION_KINDS,
    'Whether the figure was wrong, or is known better now; a correction when left out.',
    'correction',
    OPTIONAL,
  )
  readonly kind?: CorrectionKind;

  @Decimal('The right figure, in the unit of the indicator.', '56.62', OPTIONAL)
  readonly value?: string;

  @Choice(UNITS, 'Must be the unit of the indicator.', 'percent', OPTIONAL)
  readonly unit?: Unit;

  @Decimal('What the figure was divided from.', '5662', OPTIONAL)
  readonly numerator?: string;

  @Decimal('What it was divided by.', '10000', OPTIONAL)
  readonly denominator?: string;

  @Decimal('What a weighted mean weighs the figure by.', '48210', OPTIONAL)
  readonly weight?: string;

  @Choice(QUALIFIERS, 'A word of the source that says that the figure is not exact.', 'circa', OPTIONAL)
  readonly qualifier?: Qualifier;

  @Choices(OBSERVATION_STATUSES, 'SDMX observation status; A (normal) when left out.', ['A'], OPTIONAL)
  readonly observationStatus?: readonly ObservationStatus[];

  @Decimal('Forecast of the figure for the end of the year.', '60', OPTIONAL)
  readonly forecast?: string;

  @Text('Whatever a reader of the figure must know.', 'Housing system export of 2 August 2024.', OPTIONAL)
  readonly note?: string;

  @Part(() => TargetValueBody, 'The right target, where the target of a closed period is corrected.', OPTIONAL)
  readonly target?: TargetValueBody;

  @Choice(UNAVAILABLE_REASONS, 'What the figure is from now on, where it is withdrawn.', 'withheld', OPTIONAL)
  readonly withdrawal?: UnavailableReason;

  @Text('What was wrong.', 'Two digits were exchanged.')
  readonly reason!: string;

  @Text('How it came to be wrong.', 'Typed from a paper return.')
  readonly cause!: string;

  @Texts('References to documents that show it.', ['export-2024-08-02'])
  readonly evidence!: readonly string[];

  @Day('When it was decided, where that was another day.', '2024-08-01', OPTIONAL)
  readonly decidedOn?: string;
}

/**
 * What a correction wants to stand.
 *
 * @throws {Problem} when the body gives more than one of value, target and withdrawal, or none.
 */
export function proposedChangeOf(body: CorrectionBody): ProposedChange {
  const { target, withdrawal, value, unit } = body;
  if (target !== undefined || withdrawal !== undefined) {
    const misplaced = FIELDS_OF_VALUE.find((name) => body[name] !== undefined);
    if (misplaced !== undefined) throw misplacedField(misplaced, target ? 'target' : 'withdrawal');
  }
  if (withdrawal !== undefined) {
    if (target !== undefined) throw withdrawalWithTarget();
    return { subject: 'withdrawal', unavailable: withdrawal };
  }
  if (target !== undefined) {
    return { subject: 'target', to: targetOf(body.period, target) };
  }
  if (value === undefined)
    throw missing('value', 'Give the right "value" with its "unit", or the right "target", or a "withdrawal".');
  if (unit === undefined) throw missing('unit', '"unit" is missing.');
  return { subject: 'value', to: suppliedValueOf(Object.assign(plainOf(body), { value, unit })) };
}

const FIELDS_OF_VALUE = [
  'value',
  'unit',
  'numerator',
  'denominator',
  'weight',
  'qualifier',
  'observationStatus',
  'forecast',
  'note',
] as const satisfies readonly (keyof SuppliedValueBody)[];

function withdrawalWithTarget() {
  const detail =
    '"withdrawal" takes the figure back, and "target" corrects what it is measured against. Give one of them.';
  return badRequest('withdrawal-with-target', { in: 'body', pointer: '/withdrawal', detail });
}

function misplacedField(name: string, subject: 'target' | 'withdrawal') {
  const detail =
    subject === 'target'
      ? `"${name}" belongs to a corrected figure, and this corrects a target. Leave it out, or correct both, one after the other.`
      : `"${name}" belongs to a corrected figure, and this withdraws the figure. Leave it out.`;
  return badRequest(`value-with-${subject}`, { in: 'body', pointer: `/${name}`, detail });
}

function missing(name: string, detail: string) {
  return badRequest('invalid-request', { in: 'body', pointer: `/${name}`, detail });
}

/** A figure on the new basis. */
export class RestatedBody extends SuppliedValueBody {
  @PeriodName('The period that is restated.')
  readonly period!: string;
}

/** A period that stays on the old basis. */
export class NotRestatedBody {
  @PeriodName('The period that cannot be restated.')
  readonly period!: string;

  @Text('Why not.', 'The records of that year do not tell the two apart.')
  readonly reason!: string;
}

/** One decision that puts past periods on a new basis. */
export class RestatementBody {
  @Text('The basis on which the figures have been.', 'assessments in the recovery plan')
  readonly fromBasis!: string;

  @Text('The basis on which they are from now on.', 'all assessments due')
  readonly toBasis!: string;

  @Text('Why the basis changes.', 'The recovery plan has ended.')
  readonly reason!: string;

  @Text('Who or what asks for it.', 'Regulator’s notice of 3 May 2024.')
  readonly cause!: string;

  @Texts('References to documents that show it.', ['cabinet-2024-07-17-item-9'])
  readonly evidence!: readonly string[];

  @Parts(() => RestatedBody, 'The periods that are put on the new basis, with their figures on it.')
  readonly restated!: readonly RestatedBody[];

  @Parts(() => NotRestatedBody, 'The periods that cannot be, each with the reason. No period may be left out.')
  readonly notRestated!: readonly NotRestatedBody[];

  @Day('When it was decided, where that was another day.', '2024-07-17', OPTIONAL)
  readonly decidedOn?: string;
}
