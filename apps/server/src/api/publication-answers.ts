import { CELL_STATUSES, EDITION_FORMATS } from '@outturn/domain';
import { GOVERNANCE_CHANGE_KINDS, GOVERNANCE_SUBJECTS } from '@outturn/reports';
import { VintageAnswer } from './common-answers';
import { HistoryEntryAnswer } from './list-answers';
import {
  NULLABLE,
  OPTIONAL,
  ShownChoice,
  ShownDecimal,
  ShownNumber,
  ShownPart,
  ShownParts,
  ShownText,
  ShownTexts,
} from './shown';

const SHA256 = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
const EVENT = '6fd4a3d0-0d5c-5c55-9a67-8a5f2b0a7f11';

/** A file of an edition. */
export class EditionFileAnswer {
  @ShownChoice(EDITION_FORMATS, 'The format.')
  readonly format!: string;

  @ShownText('The media type.', 'application/json; charset=utf-8')
  readonly mediaType!: string;

  @ShownText('SHA-256 of the file, also its ETag.', SHA256)
  readonly sha256!: string;

  @ShownNumber('Its size in bytes.', 48_211)
  readonly bytes!: number;

  @ShownText('Where it is, for ever.', '/api/v1/publications/2023-24-Q4.1.json')
  readonly link!: string;
}

/** The rules that gave the colours. */
export class EditionRulesAnswer {
  @ShownChoice(['known-then'], 'Those that were known then to be in force for the period.')
  readonly basis!: string;

  @ShownNumber('Position as at which they were known.', 512)
  readonly position!: number;
}

/** An error of the document. */
export class ErratumAnswer {
  @ShownText('Id of the event that recorded it.', EVENT)
  readonly eventId!: string;

  @ShownNumber('Position of that event.', 640)
  readonly position!: number;

  @ShownText('Where it is printed.', 'Table 4.3, row "Total"')
  readonly place!: string;

  @ShownText('What is printed.', '30.8%')
  readonly printed!: string;

  @ShownText('What it should read.', '30.9%')
  readonly shouldRead!: string;

  @ShownText('How it came about.', '42 of 136 were rounded down.', OPTIONAL)
  readonly note?: string;

  @ShownText('Who recorded it (opaque id).', 'u-4711')
  readonly recordedBy!: string;

  @ShownText('When, in UTC.', '2024-08-02T09:12:33.123456Z')
  readonly recordedAt!: string;
}

/** What an edition is, and what it pins. */
export class EditionAnswer {
  @ShownText('Its name.', '2023-24-Q4.1')
  readonly edition!: string;

  @ShownText('The period of its report.', '2023-24-Q4')
  readonly period!: string;

  @ShownNumber('Its number, from 1.', 1)
  readonly number!: number;

  @ShownText('The edition that it follows; null for the first.', '2023-24-Q4.1', NULLABLE)
  readonly previous!: string | null;

  @ShownText('Its title.', 'Performance monitoring report: quarter 4 of 2023/24 and the year')
  readonly title!: string;

  @ShownTexts('The periods that it has tables of.', ['2023-24-Q4', '2023-24'])
  readonly reportedPeriods!: readonly string[];

  @ShownNumber('What was recorded up to and including this position was known to it, nothing after it.', 512)
  readonly position!: number;

  @ShownPart(() => EditionRulesAnswer, 'The rating rules.')
  readonly rules!: EditionRulesAnswer;

  @ShownText('How figures were rounded.', 'Figures are rounded half away from zero.')
  readonly rounding!: string;

  @ShownText('What whoever published it says about it.', 'Agreed by Cabinet on 18 June 2024.', NULLABLE)
  readonly note!: string | null;

  @ShownText('SHA-256 of the canonical content (RFC 8785), which is the JSON file.', SHA256)
  readonly contentSha256!: string;

  @ShownNumber('How many figures it shows.', 57)
  readonly figures!: number;

  @ShownNumber('How many changes since the edition before it are listed in it.', 0)
  readonly changes!: number;

  @ShownParts(() => EditionFileAnswer, 'Its files.')
  readonly files!: readonly EditionFileAnswer[];

  @ShownText('Who published it (opaque id).', 'u-4711')
  readonly publishedBy!: string;

  @ShownText('When, in UTC.', '2024-07-31T15:04:05.123456Z')
  readonly publishedAt!: string;

  @ShownText('Id of the event that published it.', EVENT)
  readonly eventId!: string;

  @ShownParts(() => ErratumAnswer, 'Errors of the document, the earliest first.')
  readonly errata!: readonly ErratumAnswer[];
}

/** Published editions. */
export class EditionsAnswer extends VintageAnswer {
  @ShownParts(() => EditionAnswer, 'In the order in which they were published.')
  readonly items!: readonly EditionAnswer[];
}

/** One edition. */
export class EditionFactsAnswer extends VintageAnswer {
  @ShownPart(() => EditionAnswer, 'The edition.')
  readonly edition!: EditionAnswer;

  @ShownText(
    'The edition of the same period that was published after it; null where there is none.',
    '2023-24-Q4.2',
    NULLABLE,
  )
  readonly next!: string | null;
}

/** A figure as an edition showed it. */
export class ShownFigureAnswer {
  @ShownChoice(CELL_STATUSES, 'The status that it showed.')
  readonly status!: string;

  @ShownDecimal('The value at full precision; null where it showed none.', '56.26', NULLABLE)
  readonly value!: string | null;

  @ShownText('The value as printed; null where it showed none.', '56.3%', NULLABLE)
  readonly shown!: string | null;

  @ShownText('The target as printed; null where it showed none.', 'at least 95%', NULLABLE)
  readonly target!: string | null;

  @ShownTexts('The markers that it carried; r where an earlier edition had shown another value.', ['r'])
  readonly markers!: readonly string[];
}

/** What an edition showed of a figure. */
export class FigureEditionAnswer extends ShownFigureAnswer {
  @ShownText('The edition.', '2023-24-Q4.1')
  readonly edition!: string;

  @ShownText('Where it is, for ever.', '/api/v1/publications/2023-24-Q4.1')
  readonly link!: string;
}

/** A figure that two editions show differently. */
export class EditionDifferenceAnswer {
  @ShownText('Key of the indicator.', 'qh-fire-risk-assessments')
  readonly indicator!: string;

  @ShownText('Its period.', '2023-24-Q4')
  readonly period!: string;

  @ShownPart(() => ShownFigureAnswer, 'As the first shows it; null where it does not.', NULLABLE)
  readonly from!: ShownFigureAnswer | null;

  @ShownPart(() => ShownFigureAnswer, 'As the second shows it; null where it does not.', NULLABLE)
  readonly to!: ShownFigureAnswer | null;

  @ShownTexts('What differs: value, status, target, markers.', ['value', 'status'])
  readonly differs!: readonly string[];

  @ShownParts(() => HistoryEntryAnswer, 'What was recorded about the figure between the two.')
  readonly events!: readonly HistoryEntryAnswer[];
}

/** Something that two editions say differently of a contract, an action, a risk or a milestone. */
export class GovernanceDifferenceAnswer {
  @ShownChoice(
    GOVERNANCE_CHANGE_KINDS,
    'Late where the first says nothing of it; a correction where two people made it.',
  )
  readonly kind!: string;

  @ShownChoice(GOVERNANCE_SUBJECTS, 'What it is about.')
  readonly subject!: string;

  @ShownText('Key of the contract, the register or the programme; the year of a business plan.', 'places-leisure')
  readonly key!: string;

  @ShownText('Its name.', 'Places Leisure')
  readonly name!: string;

  @ShownText('What of it.', 'Utility benchmarking, 2023/24')
  readonly what!: string;

  @ShownText('What the first says; null where it says nothing.', 'forecast £202,000', NULLABLE)
  readonly before!: string | null;

  @ShownText('What the second says; null where it says nothing.', 'forecast circa £136,000', NULLABLE)
  readonly after!: string | null;

  @ShownText('Why, as it was recorded.', 'Two digits were exchanged.', NULLABLE)
  readonly reason!: string | null;

  @ShownText('Who recorded or proposed it (opaque id).', 'u-4711')
  readonly by!: string;

  @ShownText('Who approved it (opaque id).', 'u-0815', NULLABLE)
  readonly approvedBy!: string | null;

  @ShownText('The day in London on which it was recorded.', '2024-08-02')
  readonly on!: string;
}

/** Two editions, figure by figure. */
export class EditionComparisonAnswer extends VintageAnswer {
  @ShownPart(() => EditionAnswer, 'The first.')
  readonly from!: EditionAnswer;

  @ShownPart(() => EditionAnswer, 'The second.')
  readonly to!: EditionAnswer;

  @ShownParts(() => EditionDifferenceAnswer, 'Figures that they show differently.')
  readonly items!: readonly EditionDifferenceAnswer[];

  @ShownParts(
    () => GovernanceDifferenceAnswer,
    'What they say differently of contracts, actions, risks and programmes.',
  )
  readonly governance!: readonly GovernanceDifferenceAnswer[];
}
