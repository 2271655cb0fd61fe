import {
  FINDING_ANSWERS,
  PRINTED_DOCUMENT_FORMAT,
  PRINTED_DOCUMENT_VERSION,
  type FindingAnswerKind,
} from '@outturn/domain';
import { Choice, Text } from './fields';
import { OPTIONAL, ShownChoice, ShownNumber, ShownObjects, ShownText, ShownTexts } from './shown';

const PARAGRAPH = { paragraph: '4.3' };

/** A published document, as far as somebody has copied it out. The domain reads it; this documents it. */
export class PrintedDocumentBody {
  @ShownChoice([PRINTED_DOCUMENT_FORMAT], 'What this is.')
  readonly format!: string;

  @ShownNumber('Version of the format.', PRINTED_DOCUMENT_VERSION)
  readonly version!: number;

  @ShownText('Title of the document.', 'Performance Management Framework – 2023/24 Quarter 4 and Annual Monitoring')
  readonly name!: string;

  @ShownText('The day on which it was published.', '2024-07-31')
  readonly publishedOn!: string;

  @ShownTexts('Numbers of all its sections and paragraphs.', ['4', '4.1', '4.2', '4.3'])
  readonly paragraphs!: readonly string[];

  @ShownObjects('Its appendices.', { ...PARAGRAPH, number: '3', title: 'Register', dated: 'December 2023' }, OPTIONAL)
  readonly appendices?: readonly object[];

  @ShownObjects(
    'Tables of counts. Rows and columns are parts of the totals, totals, or apart.',
    {
      ...PARAGRAPH,
      table: 'Annual Performance Summary',
      columns: [{ label: 'Total', kind: 'total' }, 'Red', 'Amber'],
      rows: [{ label: 'Best Start', cells: ['18', '13', '5'] }],
    },
    OPTIONAL,
  )
  readonly tables?: readonly object[];

  @ShownObjects(
    'Figures; with the same label and basis, the same figure.',
    { ...PARAGRAPH, label: 'rated', printed: '136' },
    OPTIONAL,
  )
  readonly figures?: readonly object[];

  @ShownObjects(
    'Shares, with their count and base.',
    { ...PARAGRAPH, label: 'red', count: '42', base: '136', printed: '30.8%' },
    OPTIONAL,
  )
  readonly shares?: readonly object[];

  @ShownObjects(
    'Two values, what is said of them, and by how much.',
    { ...PARAGRAPH, label: 'cost', value: '£5.602m', against: '£4.890m', says: 'higher', by: '£712k' },
    OPTIONAL,
  )
  readonly comparisons?: readonly object[];

  @ShownObjects(
    'Amounts and their parts.',
    { ...PARAGRAPH, label: 'rated', whole: '136', parts: ['42', '18', '76'], partsAre: 'all' },
    OPTIONAL,
  )
  readonly compositions?: readonly object[];

  @ShownObjects(
    'Dates; with the same label, of the same event.',
    { ...PARAGRAPH, label: 'count', printed: '31/04/2024' },
    OPTIONAL,
  )
  readonly dates?: readonly object[];

  @ShownObjects(
    'Ranges of dates or numbers.',
    { ...PARAGRAPH, label: 'contract', of: 'dates', from: '2010', to: '2035' },
    OPTIONAL,
  )
  readonly ranges?: readonly object[];

  @ShownObjects(
    'References to paragraphs and appendices.',
    { ...PARAGRAPH, printed: 'see 15.23', to: 'paragraph', number: '15.23' },
    OPTIONAL,
  )
  readonly references?: readonly object[];

  @ShownObjects(
    'Commentary beside that of an earlier document.',
    {
      ...PARAGRAPH,
      label: 'waiting time',
      figure: '41 seconds',
      text: 'Two posts are vacant.',
      earlier: { document: 'Quarter 3', figure: '74 seconds', text: 'Two posts are vacant.' },
    },
    OPTIONAL,
  )
  readonly commentary?: readonly object[];

  @ShownObjects(
    'What somebody is to do by a date.',
    { ...PARAGRAPH, words: 'will be completed by end of May 2024', due: 'May 2024' },
    OPTIONAL,
  )
  readonly plans?: readonly object[];
}

/** What the council answers to a finding. */
export class FindingAnswerBody {
  @Choice(
    FINDING_ANSWERS,
    'Accepted: the document is wrong. Explained: it is right. Dismissed: there is nothing in it.',
    'accepted',
  )
  readonly answer!: FindingAnswerKind;

  @Text('Why.', '42 of 136 is 30.88%, so 30.9%.')
  readonly reason!: string;

  @Text('What the document should say; only of an accepted finding.', '4.3: 42 (30.9%) are rated red.', {
    optional: true,
  })
  readonly erratum?: string;
}
