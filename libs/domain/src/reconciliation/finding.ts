/** Certain: it cannot be right. Probable: hardly. Possible: somebody should look. */
export const CERTAINTIES = ['certain', 'probable', 'possible'] as const;
export type Certainty = (typeof CERTAINTIES)[number];

/** Every rule, in the order in which findings of one paragraph are listed. */
export const RECONCILIATION_RULES = [
  'malformed-number',
  'row-total',
  'column-total',
  'totals-of-tables',
  'share',
  'comparison',
  'change',
  'composition',
  'printed-twice',
  'two-labels',
  'impossible-date',
  'weekday',
  'outside-period',
  'two-dates',
  'range-backwards',
  'ranges-exclude',
  'dangling-reference',
  'appendix-dates',
  'paragraph-missing',
  'commentary-unchanged',
  'plan-overtaken',
] as const;
export type ReconciliationRule = (typeof RECONCILIATION_RULES)[number];

/** Where in the document something is printed. */
export interface PrintedPlace {
  readonly paragraph: string;
  readonly table?: string;
  readonly row?: string;
  readonly column?: string;
  /** The label or the words, where a paragraph says several things. */
  readonly item?: string;
}

/** Something that does not agree with the rest of the document, or with the calendar. */
export interface Finding {
  readonly finding: string;
  readonly rule: ReconciliationRule;
  readonly certainty: Certainty;
  readonly place: PrintedPlace;
  readonly printed: string;
  readonly expected: string;
  readonly sentence: string;
}

/** A finding before it has its id. */
export type Found = Omit<Finding, 'finding'>;

/** The id follows from document, rule and place, so the same place keeps it when the document is printed again. */
export function findingId(document: string, { rule, place }: Found): string {
  const { paragraph, table = '', row = '', column = '', item = '' } = place;
  const hash = shortHash(JSON.stringify([document, rule, paragraph, table, row, column, item]));
  return `${rule}-${paragraph.toLowerCase().replace(/[^a-z0-9]+/g, '-')}-${hash}`;
}

/** FNV-1a of 32 bits over the UTF-16 code units, in hexadecimal: tells places apart, and guards against nobody. */
function shortHash(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}

/** Orders paragraph numbers as they are counted: 4.9 before 4.10. */
export function compareParagraphs(a: string, b: string): number {
  const [left, right] = [a.split('.'), b.split('.')];
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const difference = Number(left[index] ?? -1) - Number(right[index] ?? -1);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** In the order of the document, then of the rules; otherwise as they were found. */
export function compareFindings(a: Found, b: Found): number {
  return (
    compareParagraphs(a.place.paragraph, b.place.paragraph) ||
    RECONCILIATION_RULES.indexOf(a.rule) - RECONCILIATION_RULES.indexOf(b.rule)
  );
}

/** A place in words: `4.5, table "Actions", row "On Track", column "Total"`. */
export function placeInWords({ paragraph, table, row, column, item }: PrintedPlace): string {
  const named = Object.entries({ table, row, column }).flatMap(([what, name]) =>
    name === undefined ? [] : [`${what} "${name}"`],
  );
  return [paragraph, ...named, ...(item === undefined ? [] : [item])].join(', ');
}
