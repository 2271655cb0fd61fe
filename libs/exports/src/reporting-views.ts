/**
 * Views for spreadsheets and tools such as Power BI and Metabase, and for the exports of the API.
 *
 * They stand on partitioned tables of which the table in use is the one partition. A rebuild puts another table in its
 * place, which a view on the table itself would forbid. Rows of a view are read with the rights of its owner, so that
 * whoever reads it needs none on what is below.
 */
export const CREATE_STANDS = `
create table read_models.reported_figures (like read_models.figures) partition by list (indicator);
alter table read_models.reported_figures attach partition read_models.figures default;
create table read_models.reported_targets (like read_models.indicator_targets) partition by list (indicator);
alter table read_models.reported_targets attach partition read_models.indicator_targets default;
create table read_models.reported_summaries (like read_models.period_summaries) partition by list (area);
alter table read_models.reported_summaries attach partition read_models.period_summaries default;
`;

/** The days of a period, from its name and by its length: as `parsePeriod` of the domain reads it, which a test compares. */
export const CREATE_PERIOD_DAYS = `
create function reporting.period_start(period text) returns date language sql immutable parallel safe as $$
  select case length(period)
    when 10 then make_date(left(period, 4)::int, 4, 1) + make_interval(months => 3 * right(period, 1)::int - 3)
    when 22 then make_date(left(period, 4)::int, substr(period, 6, 2)::int, substr(period, 9, 2)::int)
    when 16 then make_date(left(period, 4)::int, substr(period, 6, 2)::int, 1)
    else case when (left(period, 4)::int + 1) % 100 = right(period, 2)::int then make_date(left(period, 4)::int, 4, 1)
              else make_date(left(period, 4)::int, right(period, 2)::int, 1) end
  end::date $$;

create function reporting.period_end(period text) returns date language sql immutable parallel safe as $$
  select case length(period)
    when 10 then make_date(left(period, 4)::int, 3, 31) + make_interval(months => 3 * right(period, 1)::int)
    when 22 then make_date(substr(period, 13, 4)::int, substr(period, 18, 2)::int, right(period, 2)::int)
    when 16 then make_date(substr(period, 10, 4)::int, right(period, 2)::int, 1) + interval '1 month - 1 day'
    else case when (left(period, 4)::int + 1) % 100 = right(period, 2)::int then make_date(left(period, 4)::int + 1, 3, 31)
              else make_date(left(period, 4)::int, right(period, 2)::int, 1) + interval '1 month - 1 day' end
  end::date $$;
`;

/** Times come from the index of positions where the events lie in another store, and from the ledger otherwise. */
export const CREATE_FIGURES = `
create view reporting.figure_history as
select f.indicator, c.name, f.area, f.kind, f.period,
       reporting.period_start(f.period) as period_start, reporting.period_end(f.period) as period_end,
       c.unit, v.value, v.numerator, v.denominator, v.weight, v.forecast, v.qualifier,
       array_to_string(v."observationStatus", ' ') as observation_status, v.note,
       f.status, f.reason, c."reasonText" as reason_text,
       t.kind as target_kind, t.operator as target_operator, t.value as target_value, t.low as target_low,
       t.high as target_high, t.text as target_text, t.version as target_version,
       f.rule_version, c."definitionVersion" as definition_version, c."displayDecimals" as display_decimals,
       c.polarity, v.source, v.maturity, v.basis, v.first as first_value,
       array_to_string(c.markers, ' ') as markers, w.text as commentary, w.stale as commentary_stale,
       f.from_position as known_from_position, coalesce(fp.recorded_at, fe.recorded_at) as known_from,
       f.to_position as known_to_position, coalesce(tp.recorded_at, te.recorded_at) as known_to
  from (select *, lead(from_position) over (partition by indicator, period order by from_position) as to_position
          from read_models.reported_figures) f
  left join ledger.positions fp on fp.position = f.from_position
  left join ledger.events fe on fe.position = f.from_position
  left join ledger.positions tp on tp.position = f.to_position
  left join ledger.events te on te.position = f.to_position
 cross join lateral json_to_record(f.cell) c(
       name text, unit text, "reasonText" text, "definitionVersion" integer, "displayDecimals" integer, polarity text,
       markers text[], value json, target json, commentary json)
 cross join lateral json_to_record(coalesce(c.value, '{}')) v(
       value numeric, numerator numeric, denominator numeric, weight numeric, forecast numeric, qualifier text,
       "observationStatus" text[], note text, source text, maturity text, basis text, first numeric)
 cross join lateral json_to_record(coalesce(c.target, '{}')) t(
       kind text, operator text, value numeric, low numeric, high numeric, text text, version integer)
 cross join lateral json_to_record(coalesce(c.commentary, '{}')) w(text text, stale boolean)
 where f.status is not null;

create view reporting.figures as select * from reporting.figure_history where known_to_position is null;
`;

export const CREATE_AS_AT = `
create function reporting.position_at(moment timestamptz) returns bigint
language plpgsql stable security definer set search_path = '' as $$
begin
  if moment > clock_timestamp() then
    raise exception '% lies in the future: nothing is known yet as at then.', moment
      using errcode = 'invalid_parameter_value';
  end if;
  return greatest(ledger.position_before(moment + interval '1 microsecond'),
                  ledger.assigned_position_before(moment + interval '1 microsecond'));
end $$;

create function reporting.figures_at_position(known_position bigint) returns setof reporting.figure_history
language sql stable as $$
  select * from reporting.figure_history
   where known_from_position <= known_position
     and (known_to_position is null or known_to_position > known_position) $$;

create function reporting.figures_as_at(moment timestamptz) returns setof reporting.figure_history
language sql stable as $$ select * from reporting.figures_at_position((select reporting.position_at(moment))) $$;
`;

export const CREATE_TARGETS_AND_SUMMARIES = `
create view reporting.targets as
select f.indicator, f.period, reporting.period_start(f.period) as period_start,
       reporting.period_end(f.period) as period_end, (f.target ->> 'version')::integer as version,
       t.kind, t.operator, t.value, t.low, t.high, t.unit, t.text, t.note,
       f.from_position as known_from_position, f.to_position as known_to_position
  from (select *, lead(from_position) over (partition by indicator, period order by from_position) as to_position
          from read_models.reported_targets) f
 cross join lateral json_to_record(f.target -> 'target') t(
       kind text, operator text, value numeric, low numeric, high numeric, unit text, text text, note text);

create view reporting.summaries as
select area, period, reporting.period_start(period) as period_start, reporting.period_end(period) as period_end,
       red, amber, green, rag_not_applicable, data_not_available, annual_only, other_not_due,
       from_position as known_from_position,
       lead(from_position) over (partition by period, area order by from_position) as known_to_position
  from read_models.reported_summaries;
`;
