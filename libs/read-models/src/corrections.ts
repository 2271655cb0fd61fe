import type { IndicatorEvent, Recorded } from '@outturn/domain';
import type { StoredEvent } from '@outturn/event-store';
import type { ReadModel } from './projection';
import type { Querier } from './querier';
import type { CorrectionFilter, Page, PageRequest, RegisterEntry } from './read-models';
import type { Row, Table } from './table';

/**
 * The register of corrections, withdrawals, revisions, restatements and overrides: a row where one is entered, which has a kind,
 * and a row where it is decided, which has none.
 */
const correctionsTable: Table = {
  name: 'corrections',
  columns: {
    id: 'text',
    from_position: 'bigint',
    indicator: 'text',
    kind: 'text',
    state: 'text',
    periods: 'json',
    facts: 'json',
  },
  key: ['id', 'from_position'],
  position: 'from_position',
};

type Entered = Pick<RegisterEntry, 'changes' | 'justification' | 'proposedBy' | 'proposedAt'>;
type Decided = Pick<RegisterEntry, 'decidedBy' | 'decidedAt' | 'decision'>;

export const corrections: ReadModel = {
  name: 'corrections',
  version: 2,
  tables: [correctionsTable],
  needsCells: false,
  projectIndicator({ indicator, stored, event }, emit) {
    const row = event && (enteredRow(indicator, stored, event) ?? decidedRow(indicator, stored, event));
    if (row) emit.row(correctionsTable, row);
  },
};

type Facts = Pick<RegisterEntry, 'kind' | 'state'> & Omit<Entered, 'proposedAt'>;

type Proposed = Extract<IndicatorEvent, { type: 'CorrectionProposed' }>['data'];

function enteredRow(indicator: string, stored: StoredEvent, event: Recorded<IndicatorEvent>): Row | undefined {
  const facts = enteredFacts(event);
  if (!facts) return undefined;
  const { kind, state, ...rest } = facts;
  const periods = rest.changes.map(({ period }) => period);
  const entered: Entered = { ...rest, proposedAt: stored.recordedAt };
  return [event.id, stored.position, indicator, kind, state, JSON.stringify(periods), JSON.stringify(entered)];
}

function enteredFacts(event: Recorded<IndicatorEvent>): Facts | undefined {
  if (event.type === 'CorrectionProposed') {
    const { period, change, justification, proposedBy } = event.data;
    const to = change.subject === 'withdrawal' ? { unavailable: change.unavailable } : change.to;
    const changes = [{ period, from: change.from ?? null, to }];
    return { kind: proposedKind(event.data), state: 'awaiting-decision', changes, justification, proposedBy };
  }
  if (event.type === 'RevisionRecorded') {
    const { period, from, to, justification, recordedBy } = event.data;
    return {
      kind: 'revision',
      state: 'recorded',
      changes: [{ period, from, to }],
      justification,
      proposedBy: recordedBy,
    };
  }
  if (event.type === 'RestatementOpened') {
    const { fromBasis, toBasis, restated, notRestated, justification, openedBy } = event.data;
    const from = { basis: fromBasis };
    const changes = [
      ...restated.map(({ period, value }) => ({ period, from, to: { basis: toBasis, ...value } })),
      ...notRestated.map(({ period, reason }) => ({ period, from, to: null, notRestatedBecause: reason })),
    ];
    return { kind: 'restatement', state: 'awaiting-decision', changes, justification, proposedBy: openedBy };
  }
  if (event.type === 'StatusOverrideRequested') {
    const { period, level, reason, requestedBy } = event.data;
    const changes = [{ period, from: null, to: { level } }];
    return {
      kind: 'override',
      state: 'awaiting-decision',
      changes,
      justification: { reason },
      proposedBy: requestedBy,
    };
  }
  return undefined;
}

function proposedKind({ kind, change }: Proposed): Facts['kind'] {
  switch (change.subject) {
    case 'target':
      return 'target-correction';
    case 'withdrawal':
      return 'withdrawal';
    case 'value':
      return kind;
  }
}

function decidedRow(indicator: string, stored: StoredEvent, event: Recorded<IndicatorEvent>): Row | undefined {
  const row = (id: string, state: RegisterEntry['state'], decidedBy: string, decision: string | undefined): Row => {
    const decided: Decided = { decidedBy, decidedAt: stored.recordedAt, decision: decision ?? null };
    return [id, stored.position, indicator, null, state, null, JSON.stringify(decided)];
  };
  if (event.type === 'CorrectionApproved') {
    return row(event.data.correctionId, 'approved', event.data.approvedBy, event.data.note);
  }
  if (event.type === 'CorrectionRejected') {
    return row(event.data.correctionId, 'rejected', event.data.rejectedBy, event.data.reason);
  }
  if (event.type === 'RestatementApproved') {
    return row(event.data.restatementId, 'approved', event.data.approvedBy, event.data.note);
  }
  if (event.type === 'RestatementRejected') {
    return row(event.data.restatementId, 'rejected', event.data.rejectedBy, event.data.reason);
  }
  if (event.type === 'StatusOverridden') {
    return row(event.data.overrideId, 'approved', event.data.approvedBy, event.data.note);
  }
  if (event.type === 'StatusOverrideRejected') {
    return row(event.data.overrideId, 'rejected', event.data.rejectedBy, event.data.reason);
  }
  return undefined;
}

interface CorrectionRecord {
  readonly id: string;
  readonly opened: string;
  readonly indicator: string;
  readonly kind: RegisterEntry['kind'];
  readonly periods: readonly string[];
  readonly entered: Entered;
  readonly state: RegisterEntry['state'];
  readonly decided: Decided | null;
  readonly from_position: string;
}

const UNDECIDED: Decided = { decidedBy: null, decidedAt: null, decision: null };

/** The register as at a position, the latest entry first. */
export async function readCorrections(
  querier: Querier,
  filter: CorrectionFilter,
  position: number,
  page: PageRequest,
): Promise<Page<RegisterEntry>> {
  const answer = await querier.query<CorrectionRecord>({
    name: 'corrections',
    text: `select e.id, e.from_position as opened, e.indicator, e.kind, e.periods, e.facts as entered,
                  coalesce(d.state, e.state) as state, d.facts as decided,
                  coalesce(d.from_position, e.from_position) as from_position
             from read_models.corrections e
             left join lateral (select state, facts, from_position from read_models.corrections
               where id = e.id and from_position > e.from_position and from_position <= $1
               order by from_position desc limit 1) d on true
            where e.kind is not null and e.from_position <= $1 and e.from_position < $2
              and ($3::text is null or e.indicator = $3)
              and ($4::text is null or exists (select from json_array_elements_text(e.periods) p where p = $4))
              and ($5::text is null or coalesce(d.state, e.state) = $5)
              and ($6::text is null or e.kind = $6)
              and ($7::text is null or $7 = (select area from read_models.indicators
                where indicator = e.indicator and from_position <= $1 order by from_position desc limit 1))
            order by e.from_position desc limit $8`,
    values: [
      position,
      page.after ?? Number.MAX_SAFE_INTEGER,
      filter.indicator ?? null,
      filter.period ?? null,
      filter.state ?? null,
      filter.kind ?? null,
      filter.area ?? null,
      page.limit + 1,
    ],
  });
  const rows = answer.rows.slice(0, page.limit);
  const next = answer.rows.length > page.limit ? (rows.at(-1)?.opened ?? null) : null;
  return { items: rows.map(readEntry), next };
}

function readEntry({ id, indicator, kind, periods, entered, state, decided, from_position }: CorrectionRecord) {
  const fromPosition = Number(from_position);
  return { id, kind, state, indicator, periods, ...entered, ...(decided ?? UNDECIDED), fromPosition };
}
