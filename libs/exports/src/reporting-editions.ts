/**
 * What published editions show, each figure as it was known at the position that its edition pins. This view alone may be
 * passed on to whoever must not see figures before they are published.
 *
 * Beside `reporting-views.ts`, which says why the views stand on partitioned tables.
 */
export const CREATE_PUBLISHED_FIGURES = `
create table read_models.reported_editions (like read_models.editions) partition by list (edition);
alter table read_models.reported_editions attach partition read_models.editions default;
create table read_models.reported_edition_figures (like read_models.edition_figures) partition by list (indicator);
alter table read_models.reported_edition_figures attach partition read_models.edition_figures default;

create view reporting.published_figures as
select e.edition, e.facts ->> 'title' as edition_title, (e.facts ->> 'publishedAt')::timestamptz as published_at,
       coalesce(e.edition = (select l.edition from read_models.reported_editions l
                              where (l.facts -> 'reportedPeriods')::jsonb ? s.period
                              order by l.from_position desc limit 1), false) as latest,
       h.indicator, h.name, h.area, h.kind, h.period, h.period_start, h.period_end, h.unit, h.value, h.numerator,
       h.denominator, h.weight, h.forecast, h.qualifier, h.observation_status, h.note, h.status, h.reason, h.reason_text,
       h.target_kind, h.target_operator, h.target_value, h.target_low, h.target_high, h.target_text, h.target_version,
       h.rule_version, h.definition_version, h.display_decimals, h.polarity, h.source, h.maturity, h.basis,
       h.first_value, h.markers, h.commentary, h.commentary_stale, (e.facts ->> 'position')::bigint as as_at_position
  from read_models.reported_edition_figures s
  join read_models.reported_editions e on e.edition = s.edition
  join reporting.figure_history h
    on h.indicator = s.indicator and h.period = s.period
   and h.known_from_position <= (e.facts ->> 'position')::bigint
   and (h.known_to_position is null or h.known_to_position > (e.facts ->> 'position')::bigint);
`;
