import { ACT_STANDINGS, PARTY_ROLES, QUALIFIERS, VALUE_BASES, VARIATION_KINDS } from '@outturn/domain';
import type { ActStanding, ContractTerms, ContractValue, ContractVariation, Qualifier } from '@outturn/domain';
import { Choice, Count, Day, Decimal, Flag, Key, Part, Parts, Text, Texts } from './fields';
import { plainOf } from './plain';

const OPTIONAL = { optional: true };
const SOURCE = 'Where that is said: a document and its paragraph.';
const PARAGRAPH = 'Quarter 4 report 2023/24, paragraph 14.16';
const DATE = 'as exactly as its source says: a day, a month (2018-04) or a year (2010).';

/** Who has made the contract. */
export class PartyBody {
  @Choice(PARTY_ROLES, 'What the party is.', 'supplier')
  readonly role!: (typeof PARTY_ROLES)[number];

  @Text('Its name; left out where the source names nobody.', 'Places Leisure', { optional: true, longest: 300 })
  readonly name?: string;
}

/** From when to when it runs. */
export class TermBody {
  @Text(`The first day, ${DATE}`, '2018-04', { optional: true, longest: 10 })
  readonly start?: string;

  @Text(`The last day, ${DATE}`, '2035', { optional: true, longest: 10 })
  readonly end?: string;

  @Count('Its length in years.', 25, OPTIONAL)
  readonly years?: number;

  @Flag('Whether it runs until somebody ends it.', false)
  readonly openEnded!: boolean;
}

/** What it is worth. */
export class ContractValueBody implements ContractValue {
  @Decimal('In whole pence.', '3400000000')
  readonly pence!: string;

  @Choice(VALUE_BASES, 'For what.', 'per-year')
  readonly basis!: (typeof VALUE_BASES)[number];

  @Choice(QUALIFIERS, 'A word of the source that says that the amount is not exact.', 'circa', OPTIONAL)
  readonly qualifier?: Qualifier;

  @Text('In the words of the source.', 'in the region of £34m per annum', OPTIONAL)
  readonly text?: string;
}

/** What the contract is. */
export class TermsBody {
  @Text('Its name.', 'Places Leisure', { longest: 300 })
  readonly name!: string;

  @Parts(() => PartyBody, 'Its parties: an authority and a supplier at least.')
  readonly parties!: readonly PartyBody[];

  @Texts('What is delivered under it.', ['Operating a leisure centre'])
  readonly services!: readonly string[];

  @Texts('Where.', ['West Bromwich Leisure Centre'])
  readonly places!: readonly string[];

  @Text('What kind of agreement it is.', 'Design, Build, Operate and Maintain', OPTIONAL)
  readonly form?: string;

  @Part(() => TermBody, 'Its term.')
  readonly term!: TermBody;

  @Part(() => ContractValueBody, 'Its value.', OPTIONAL)
  readonly value?: ContractValueBody;

  @Choice(ACT_STANDINGS, 'Whether the Procurement Act 2023 applies to it.', 'does-not-apply')
  readonly procurementAct2023!: ActStanding;
}

/** A new contract. */
export class ContractBody {
  @Key('Its key in addresses, for ever.', 'places-leisure')
  readonly contract!: string;

  @Part(() => TermsBody, 'What it is.')
  readonly terms!: TermsBody;

  @Text(SOURCE, PARAGRAPH)
  readonly source!: string;
}

/** The terms of a body as the domain knows them. */
export function termsOf(body: TermsBody): ContractTerms {
  return plainOf(body);
}

/** That an extension will not be taken up. */
export class ExtensionRefusalBody {
  @Text('Why.', 'Staffing stays below the acceptable threshold.')
  readonly reason!: string;

  @Text(SOURCE, PARAGRAPH)
  readonly source!: string;
}

/** A variation of the contract. */
export class VariationBody implements ContractVariation {
  @Choice(VARIATION_KINDS, 'What kind of variation it is.', 'deed-of-variation')
  readonly kind!: (typeof VARIATION_KINDS)[number];

  @Text('Its name.', 'Deed of Variation to the Management and Funding Agreement')
  readonly title!: string;

  @Text('What it changes.', 'Extends the termination to 31 March 2027.')
  readonly effect!: string;

  @Text(`When it takes effect, ${DATE}`, '2024-04', { optional: true, longest: 10 })
  readonly startsOn?: string;

  @Text(`When its effect ends, ${DATE}`, '2027-03-31', { optional: true, longest: 10 })
  readonly endsOn?: string;

  @Text(`The day to which it moves the end of the contract, ${DATE}`, '2027-03-31', { optional: true, longest: 10 })
  readonly newEnd?: string;

  @Text(SOURCE, PARAGRAPH)
  readonly source!: string;
}

/** That a variation is agreed. */
export class AgreementBody {
  @Text('Who agreed: a committee or a post.', 'Cabinet')
  readonly forum!: string;

  @Text(`When, ${DATE}`, '2023-10-18', { optional: true, longest: 10 })
  readonly agreedOn?: string;

  @Text(SOURCE, PARAGRAPH)
  readonly source!: string;
}

/** That a variation is signed. */
export class SignatureBody {
  @Day('When.', '2024-07-01')
  readonly signedOn!: string;

  @Text(SOURCE, PARAGRAPH)
  readonly source!: string;
}
