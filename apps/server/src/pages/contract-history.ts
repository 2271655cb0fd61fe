import { formatLondon, type ContractHistoryEntry, type Page } from '@outturn/read-models';
import { capitalised, sentence } from '@outturn/reports';
import type { HistoryQuery } from '../api/queries';
import { eventInWords } from './figure-history';
import { addressOf } from './links';
import { textsOf } from './object-words';
import type { PageModel } from './page';
import type { TimeControl } from './time-control';

interface ContractHistoryInput {
  readonly contract: string;
  readonly name: string;
  readonly query: Pick<HistoryQuery, 'asAt' | 'limit' | 'after'>;
  readonly time: TimeControl;
  readonly page: Page<ContractHistoryEntry>;
  readonly nameOf: (person: string) => string;
}

/** Something that an event said otherwise than before. */
interface FieldChange {
  readonly field: string;
  readonly before: string;
  readonly after: string;
}

/** The page of everything that has happened to a contract. */
export interface ContractHistoryPage extends PageModel {
  readonly time: TimeControl;
  readonly contractHref: string;
  readonly steps: readonly {
    readonly what: string;
    readonly when: string;
    readonly who: string;
    readonly reason: string;
    readonly position: number;
    /** The contract as it stood right after the step, for ever. */
    readonly standingHref: string;
    readonly changes: readonly FieldChange[];
  }[];
  readonly firstHref?: string;
  readonly nextHref?: string;
}

/** Puts the history of a contract together. */
export function contractHistoryPage(input: ContractHistoryInput): ContractHistoryPage {
  const { contract, name, query, time, page, nameOf } = input;
  const { asAt, limit, after } = query;
  const path = `/contracts/${contract}`;
  return {
    title: `History: ${name}`,
    time,
    contractHref: addressOf(path, { asAt }),
    steps: page.items.map(({ eventType, recordedAt, actor, role, reason, position, changes }) => ({
      what: eventInWords(eventType).replace(/^Kpi/, 'KPI'),
      when: formatLondon(recordedAt),
      who: `${nameOf(actor)} (${role})`,
      reason: reason === null ? '' : sentence(reason),
      position,
      standingHref: `${path}?asAt=position:${position}`,
      changes: changes.flatMap(({ before, after: now }) => fieldChanges(before, now)),
    })),
    firstHref: after === undefined ? undefined : addressOf(`${path}/history`, { asAt, limit }),
    nextHref: page.next === null ? undefined : addressOf(`${path}/history`, { asAt, limit, after: page.next }),
  };
}

/** What differs between two states of a part, field by field. */
function fieldChanges(before: object | null, after: object | null): FieldChange[] {
  const [was, is] = [textsOf(before), textsOf(after)];
  const fields = [...new Set([...was.keys(), ...is.keys()])];
  return fields.flatMap((field): FieldChange[] => {
    const [old, current] = [was.get(field) ?? 'none', is.get(field) ?? 'none'];
    return old === current ? [] : [{ field: capitalised(field), before: old, after: current }];
  });
}
