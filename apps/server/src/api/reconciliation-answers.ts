import { CERTAINTIES, FINDING_ANSWERS, RECONCILIATION_RULES } from '@outturn/domain';
import { VintageAnswer } from './common-answers';
import { OPTIONAL, ShownChoice, ShownNumber, ShownPart, ShownParts, ShownText } from './shown';

/** A reconciliation at a glance. */
export class ReconciliationItemAnswer {
  @ShownText('Its key.', '0f8e7a3c5d0f4f3b-1')
  readonly reconciliation!: string;

  @ShownText('Title of the document.', 'Performance Management Framework – 2023/24 Quarter 4 and Annual Monitoring')
  readonly document!: string;

  @ShownText('The day on which it was published.', '2024-07-31')
  readonly publishedOn!: string;

  @ShownText('SHA-256 of the printed document as canonical JSON.', 'a3f1…')
  readonly sha256!: string;

  @ShownNumber('Version of the rules.', 1)
  readonly rulesVersion!: number;

  @ShownText('Who had it checked.', 'u-4711')
  readonly recordedBy!: string;

  @ShownNumber('How many findings there are.', 17)
  readonly findingsTotal!: number;

  @ShownNumber('How many of them have no answer.', 17)
  readonly findingsOpen!: number;

  @ShownText('Where it is.', '/api/v1/reconciliations/0f8e7a3c5d0f4f3b-1')
  readonly link!: string;
}

/** Reconciliations, by the day on which their documents were published. */
export class ReconciliationsAnswer extends VintageAnswer {
  @ShownParts(() => ReconciliationItemAnswer, 'The reconciliations.')
  readonly items!: readonly ReconciliationItemAnswer[];
}

/** Where something is printed. */
export class PrintedPlaceAnswer {
  @ShownText('Number of the section or paragraph.', '4.5')
  readonly paragraph!: string;

  @ShownText('Name of the table.', 'Business Plan actions', OPTIONAL)
  readonly table?: string;

  @ShownText('Label of its row.', 'On Track', OPTIONAL)
  readonly row?: string;

  @ShownText('Label of its column.', 'Total', OPTIONAL)
  readonly column?: string;

  @ShownText('The label or the words, where a paragraph says several things.', 'Q3', OPTIONAL)
  readonly item?: string;
}

/** What was answered to a finding. */
export class FindingAnswerAnswer {
  @ShownText('The event that says so.', '6fd4a3d0-0d5c-5c55-9a67-8a5f2b0a7f11')
  readonly eventId!: string;

  @ShownChoice(FINDING_ANSWERS, 'The answer.')
  readonly answer!: string;

  @ShownText('Why.', '42 of 136 is 30.88%, so 30.9%.')
  readonly reason!: string;

  @ShownText('What the document should say.', '4.3: 42 (30.9%) are rated red.', OPTIONAL)
  readonly erratum?: string;

  @ShownText('Who answered.', 'u-4711')
  readonly answeredBy!: string;
}

/** Something that does not agree with the rest of the document, or with the calendar. */
export class FindingItemAnswer {
  @ShownText('Its id; the same place keeps it in a later print.', 'share-4-3-2cb2a674')
  readonly finding!: string;

  @ShownChoice(RECONCILIATION_RULES, 'The rule that was broken.')
  readonly rule!: string;

  @ShownChoice(CERTAINTIES, 'How certain it is.')
  readonly certainty!: string;

  @ShownPart(() => PrintedPlaceAnswer, 'Where it is printed.')
  readonly place!: PrintedPlaceAnswer;

  @ShownText('What is printed.', '30.8%')
  readonly printed!: string;

  @ShownText('What was to be expected.', '30.9%')
  readonly expected!: string;

  @ShownText('The finding in a sentence.', "'red', 2023/24: 42 of 136 is 30.9%, and 30.8% is printed.")
  readonly sentence!: string;

  @ShownParts(() => FindingAnswerAnswer, 'What was answered to it, the earliest first; the last one holds.')
  readonly answers!: readonly FindingAnswerAnswer[];
}

/** One reconciliation. */
export class ReconciliationAnswer extends VintageAnswer {
  @ShownPart(() => ReconciliationItemAnswer, 'The document.')
  readonly reconciliation!: ReconciliationItemAnswer;

  @ShownParts(() => FindingItemAnswer, 'The findings, in the order of the document.')
  readonly findings!: readonly FindingItemAnswer[];
}
