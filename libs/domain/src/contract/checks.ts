import { EventId } from '../ids';
import { conflict, invalid, notFound } from '../refusal';
import { isSurelyBefore, parseStatedDateIfGiven } from '../stated-date';
import { requireList, requireText, requireTextIfGiven } from '../text';
import { parseValue } from '../unit';
import { ContractTerm, ContractTerms } from './facts';

const MOST_PARTIES = 50;
const MOST_SERVICES = 200;
const LONGEST_TERM_YEARS = 999;

/**
 * Checks what a contract is said to be.
 *
 * @throws {Refusal} naming the field at fault.
 */
export function requireTerms(terms: ContractTerms, pointer: string): void {
  const { name, parties, services, places, form, term, value } = terms;
  requireText(name, `${pointer}/name`, 'The name');
  requireList(parties, MOST_PARTIES, `${pointer}/parties`, 'parties');
  if (!parties.some((party) => party.role === 'authority') || !parties.some((party) => party.role === 'supplier')) {
    throw invalid(
      'missing-party',
      'A contract has an authority and a supplier at least. Leave out the name of a party that the source does not name.',
      `${pointer}/parties`,
    );
  }
  parties.forEach((party, index) => {
    requireTextIfGiven(party.name, `${pointer}/parties/${index}/name`, 'The name');
  });
  requireTexts(services, `${pointer}/services`, 'The service');
  requireTexts(places, `${pointer}/places`, 'The place');
  requireTextIfGiven(form, `${pointer}/form`, 'The form');
  requireTerm(term, `${pointer}/term`);
  if (value === undefined) return;
  parseValue(value.pence, 'pence', `${pointer}/value/pence`);
  requireTextIfGiven(value.text, `${pointer}/value/text`, 'The text');
}

function requireTexts(texts: readonly string[], pointer: string, what: string): void {
  requireList(texts, MOST_SERVICES, pointer, 'entries');
  texts.forEach((text, index) => requireText(text, `${pointer}/${index}`, what));
}

function requireTerm({ start, end, years, openEnded }: ContractTerm, pointer: string): void {
  parseStatedDateIfGiven(start, `${pointer}/start`);
  parseStatedDateIfGiven(end, `${pointer}/end`);
  requireNotBefore(end, start, `${pointer}/end`, 'The contract');
  if (openEnded && end !== undefined) {
    throw invalid('open-ended-with-end', `An open-ended contract has no end. Leave out ${end}.`, `${pointer}/end`);
  }
  if (years !== undefined && (!Number.isSafeInteger(years) || years < 1 || years > LONGEST_TERM_YEARS)) {
    throw invalid('invalid-years', `A term has 1 to ${LONGEST_TERM_YEARS} whole years.`, `${pointer}/years`);
  }
}

/** Refuses an end that surely lies before the start; where either is not stated there is nothing to compare. */
export function requireNotBefore(
  end: string | undefined,
  start: string | undefined,
  pointer: string,
  what: string,
): void {
  if (end === undefined || start === undefined || !isSurelyBefore(end, start)) return;
  throw invalid('ends-before-start', `${what} ends on ${end}, before it starts on ${start}. Correct one.`, pointer);
}

/** Something that a decision is about, by the id of the event that made it. */
export function requireItem<Item>(items: Readonly<Record<EventId, Item>>, id: EventId, what: string): Item {
  // A name that every object has is not the id of an item.
  const item = Object.hasOwn(items, id) ? items[id] : undefined;
  if (item !== undefined) return item;
  throw notFound('unknown-id', `There is no ${what} with the id ${id.slice(0, 60)}.`, '/id');
}

/** Something that is named by a key. */
export function requireKeyed<Item>(
  items: Readonly<Record<string, Item>>,
  key: string,
  pointer: string,
  what: string,
): Item {
  const item = Object.hasOwn(items, key) ? items[key] : undefined;
  if (item !== undefined) return item;
  throw invalid(
    'unknown-key',
    `The contract has no ${what} "${key.slice(0, 80)}". It has ${listed(Object.keys(items))}.`,
    pointer,
  );
}

function listed(keys: readonly string[]): string {
  return keys.length === 0 ? 'none' : keys.join(', ');
}

/** Refuses a key that something of its kind has already. */
export function requireNewKey(items: object, key: string, pointer: string, what: string): void {
  if (!Object.hasOwn(items, key)) return;
  throw conflict('key-exists', `The contract has ${what} "${key}" already. Choose another key.`, { pointer });
}

/** Whether two facts say the same, whatever the order of their fields. */
export function saysTheSameFact(a: object, b: object): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, part]) => part !== undefined);
  return entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, part]) => [name, sorted(part)]);
}
