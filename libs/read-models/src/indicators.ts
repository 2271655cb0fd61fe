import type { IndicatorState, RuleVersion, TargetVersion } from '@outturn/domain';
import { namedPeriods } from './named-periods';
import type { ReadModel } from './projection';
import type { Querier } from './querier';
import type { IndicatorCard, IndicatorFilter, Page, PageRequest, RuleInOutline } from './read-models';
import type { Table } from './table';

/** The cards of indicators, in versions; rules and targets have tables of their own, so that a card stays small. */
const indicatorsTable: Table = {
  name: 'indicators',
  columns: { indicator: 'text', from_position: 'bigint', area: 'text', name: 'text', card: 'json' },
  key: ['indicator', 'from_position'],
  position: 'from_position',
};

/** Rating rules by their number; a rule never changes. */
const rulesTable: Table = {
  name: 'indicator_rules',
  columns: { indicator: 'text', version: 'integer', from_position: 'bigint', rule: 'json' },
  key: ['indicator', 'version'],
  position: 'from_position',
};

/** Targets by period, in versions. */
const targetsTable: Table = {
  name: 'indicator_targets',
  columns: { indicator: 'text', period: 'text', from_position: 'bigint', target: 'json' },
  key: ['indicator', 'period', 'from_position'],
  position: 'from_position',
};

type StoredCard = Pick<IndicatorState, 'definitions' | 'areas' | 'breaks' | 'retired' | 'basis'>;

export const indicators: ReadModel = {
  name: 'indicators',
  version: 1,
  tables: [indicatorsTable, rulesTable, targetsTable],
  needsCells: false,
  projectIndicator({ indicator, stored: { position }, event, before, after }, emit) {
    if (event === undefined || before === after) return;
    if (cardChanged(before, after)) {
      const { definitions, areas, breaks, retired, basis } = after;
      const card: StoredCard = { definitions, areas, breaks, retired, basis };
      const name = definitions.at(-1)?.definition.name ?? '';
      emit.row(indicatorsTable, [indicator, position, areas.at(-1)?.area ?? '', name, JSON.stringify(card)]);
    }
    for (const rule of after.rules.slice(before.rules.length)) {
      emit.row(rulesTable, [indicator, rule.version, position, JSON.stringify(rule)]);
    }
    if (before.targets === after.targets) return;
    // Only the target of the period that the event names can be another.
    for (const period of namedPeriods(event, before)) {
      const target = after.targets[period];
      if (target && target !== before.targets[period]) {
        emit.row(targetsTable, [indicator, period, position, JSON.stringify(target)]);
      }
    }
  },
};

function cardChanged(before: IndicatorState, after: IndicatorState): boolean {
  return (
    before.definitions !== after.definitions ||
    before.areas !== after.areas ||
    before.breaks !== after.breaks ||
    before.retired !== after.retired ||
    before.basis !== after.basis
  );
}

interface IndicatorRecord {
  readonly indicator: string;
  readonly area: string;
  readonly from_position: string;
  readonly card: StoredCard;
  readonly rules: readonly (readonly [number, RuleVersion])[] | null;
  readonly targets: readonly (readonly [number, TargetVersion])[] | null;
}

/** For the indicators `i`: their rules and targets as at position $1, each with the position from which it holds. */
const WITH_RULES_AND_TARGETS = `
  left join lateral (select json_agg(json_build_array(from_position, rule) order by version) as rules
     from read_models.indicator_rules where indicator = i.indicator and from_position <= $1) r on true
  left join lateral (select json_agg(json_build_array(from_position, target)) as targets
     from (select distinct on (period) from_position, target from read_models.indicator_targets
            where indicator = i.indicator and from_position <= $1 order by period desc, from_position desc) latest
     ) t on true`;

const LATEST = `select distinct on (indicator) * from read_models.indicators where from_position <= $1`;

/** An indicator's card as at a position. */
export async function readIndicator(
  querier: Querier,
  indicator: string,
  position: number,
): Promise<IndicatorCard | undefined> {
  const answer = await querier.query<IndicatorRecord>({
    name: 'indicator',
    text: `select i.*, r.rules, t.targets
             from (${LATEST} and indicator = $2 order by indicator desc, from_position desc) i ${WITH_RULES_AND_TARGETS}`,
    values: [position, indicator],
  });
  const [row] = answer.rows;
  return row && readCard(row);
}

/** The cards of the indicators that a filter lets through, by key. */
export async function readIndicators(
  querier: Querier,
  filter: IndicatorFilter,
  position: number,
  page: PageRequest,
): Promise<Page<IndicatorCard>> {
  const answer = await querier.query<IndicatorRecord>({
    name: 'indicators',
    text: `select i.*, r.rules, t.targets
             from (select * from (${LATEST} and indicator > $2 order by indicator, from_position desc) latest
                    where ($3::text is null or area = $3)
                      and ($4::text is null or strpos(lower(name), lower($4)) > 0 or strpos(indicator, lower($4)) > 0)
                    order by indicator limit $5) i ${WITH_RULES_AND_TARGETS}
            order by i.indicator`,
    values: [position, page.after ?? '', filter.area ?? null, filter.search ?? null, page.limit + 1],
  });
  const items = answer.rows.slice(0, page.limit).map(readCard);
  const next = answer.rows.length > page.limit ? (items.at(-1)?.indicator ?? null) : null;
  return { items, next };
}

function readCard(row: IndicatorRecord): IndicatorCard {
  const rules = row.rules ?? [];
  const targets = row.targets ?? [];
  const last = row.card.definitions.at(-1);
  if (!last) throw new Error(`The indicator ${row.indicator} has no definition in the read model: rebuild it.`);
  const positions = [...rules, ...targets].map(([position]) => position);
  return {
    indicator: row.indicator,
    area: row.area,
    definition: last.definition,
    definitionVersion: last.version,
    ...row.card,
    rules: rules.map(([, rule]) => rule),
    targets: targets.map(([, target]) => target),
    fromPosition: positions.reduce((a, b) => Math.max(a, b), Number(row.from_position)),
  };
}

/** The rating rules of some indicators as at a position. */
export async function readRules(
  querier: Querier,
  wanted: readonly string[],
  position: number,
): Promise<Map<string, readonly RuleVersion[]>> {
  const answer = await querier.query<{ indicator: string; rules: RuleVersion[] }>({
    name: 'indicator-rules',
    text: `select indicator, json_agg(rule order by version) as rules from read_models.indicator_rules
            where indicator = any($1) and from_position <= $2 group by indicator`,
    values: [wanted, position],
  });
  return new Map(answer.rows.map(({ indicator, rules }) => [indicator, rules]));
}

/** The rating rules of all indicators as at a position, without what they say. */
export async function readRulesInOutline(querier: Querier, position: number): Promise<Map<string, RuleInOutline[]>> {
  const answer = await querier.query<
    RuleInOutline & { indicator: string; appliesTo: RuleInOutline['appliesTo'] | null }
  >({
    name: 'indicator-rules-in-outline',
    text: `select indicator, version, rule->>'validFrom' as "validFrom", rule->'appliesTo' as "appliesTo"
             from read_models.indicator_rules where from_position <= $1 order by indicator, version`,
    values: [position],
  });
  const rules = new Map<string, RuleInOutline[]>();
  for (const { indicator, version, validFrom, appliesTo } of answer.rows) {
    const rule = { version, validFrom, appliesTo: appliesTo ?? undefined };
    const known = rules.get(indicator);
    if (known) known.push(rule);
    else rules.set(indicator, [rule]);
  }
  return rules;
}
