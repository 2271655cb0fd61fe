/**
 * The actions of the business plans, a row for each quarter in which one counts. A plan keeps a version of an action for
 * whatever is changed about it; here a quarter has a new version only where its own row is another.
 *
 * Beside `reporting-views.ts`, which says why the views stand on partitioned tables.
 */
export const CREATE_ACTIONS = `
create table read_models.reported_business_plans (like read_models.business_plans) partition by list (key);
alter table read_models.reported_business_plans attach partition read_models.business_plans default;

create view reporting.action_history as
with stated as (
  select p.part, q.quarter, p.from_position,
         case when a."fromQuarter" <= q.quarter and coalesce(q.quarter <= (a.ended ->> 'lastQuarter'), true) then
           jsonb_build_object(
             'action', a.action, 'title', a.title, 'area', a.area, 'owner', a.owner, 'we_will', a."weWill",
             'status', coalesce(u.status, 'no-update'), 'commentary', u.commentary,
             'correction_reason', u.corrected ->> 'reason',
             'correction_pending', coalesce(a."pendingCorrection" ->> 'quarter' = q.quarter, false),
             'ended_after', a.ended ->> 'lastQuarter', 'ending_reason', a.ended ->> 'reason')
         end as content
    from read_models.reported_business_plans p
   cross join lateral json_to_record(p.value) a(
         action text, title text, area text, owner text, "weWill" text, "fromQuarter" text, ended json, updates json,
         "pendingCorrection" json)
   cross join lateral (select p.key || '-Q' || number as quarter from generate_series(1, 4) number) q
   cross join lateral json_to_record(coalesce(a.updates -> q.quarter, '{}')) u(
         status text, commentary text, corrected json)
   where starts_with(p.part, 'actions/')
), compared as (
  select *, lag(content) over (partition by part, quarter order by from_position) as content_before from stated
), versions as (
  select *, lead(from_position) over (partition by part, quarter order by from_position) as to_position
    from compared where content is distinct from content_before
)
select r.action, r.title, r.area, r.owner, r.we_will, v.quarter as period,
       reporting.period_start(v.quarter) as period_start, reporting.period_end(v.quarter) as period_end,
       r.status, r.commentary, r.correction_reason, r.correction_pending, r.ended_after, r.ending_reason,
       v.from_position as known_from_position, coalesce(fp.recorded_at, fe.recorded_at) as known_from,
       v.to_position as known_to_position, coalesce(tp.recorded_at, te.recorded_at) as known_to
  from versions v
 cross join lateral jsonb_to_record(v.content) r(
       action text, title text, area text, owner text, we_will text, status text, commentary text,
       correction_reason text, correction_pending boolean, ended_after text, ending_reason text)
  left join ledger.positions fp on fp.position = v.from_position
  left join ledger.events fe on fe.position = v.from_position
  left join ledger.positions tp on tp.position = v.to_position
  left join ledger.events te on te.position = v.to_position
 where v.content is not null;

create view reporting.actions as select * from reporting.action_history where known_to_position is null;

create function reporting.actions_at_position(known_position bigint) returns setof reporting.action_history
language sql stable as $$
  select * from reporting.action_history
   where known_from_position <= known_position
     and (known_to_position is null or known_to_position > known_position) $$;

create function reporting.actions_as_at(moment timestamptz) returns setof reporting.action_history
language sql stable as $$ select * from reporting.actions_at_position((select reporting.position_at(moment))) $$;
`;
