const PLACE = {
  period: 'What the row is about: 2023-24, 2023-24-Q4 (January to March 2024), 2024-03 or a span.',
  period_start: 'First day of the period.',
  period_end: 'Last day of the period.',
};
const KNOWN = {
  known_from_position: 'Position of the event that made it so: it was known from then on.',
  known_to_position: 'Position of the event that made it otherwise; empty where it still stands.',
};

const KNOWN_WHEN = {
  known_from_position: KNOWN.known_from_position,
  known_from: 'When that event was recorded.',
  known_to_position: KNOWN.known_to_position,
  known_to: 'When that event was recorded.',
};

/** What the columns of a figure mean, without when it was known. */
const FIGURE_COLUMNS = {
  indicator: 'Key of the indicator.',
  name: 'Its name in the definition that holds for the period.',
  area: 'Key of the area under which it is reported.',
  kind: 'indicator, or context, which no summary counts.',
  ...PLACE,
  unit: 'Unit of value, target and weight: percent, pence, seconds and so on.',
  value: 'The figure with the digits that were submitted; empty where there is none, which is not 0.',
  numerator: 'What the value was worked out from.',
  denominator: 'What the numerator was divided by.',
  weight: 'Volume by which a weighted mean weighs the value.',
  forecast: 'Forecast of the end of the year.',
  qualifier: 'circa, just-over and the like, where the value is not exact.',
  observation_status: 'Letters of the SDMX code list CL_OBS_STATUS, separated by blanks.',
  note: 'Note of whoever submitted it.',
  status: 'red, amber, green, rag-not-applicable, data-not-available or not-due, by the rule known then.',
  reason: 'Why there is no figure, as a code.',
  reason_text: 'The same in words.',
  target_kind: 'target, forecast, baseline, minimum-standard or described.',
  target_operator: 'How the value must stand to the target: >=, >, <=, <, = or between.',
  target_value: 'The target; empty for a range or words.',
  target_low: 'Lower end of a target range.',
  target_high: 'Upper end of a target range.',
  target_text: 'The target in the words of its source.',
  target_version: 'Version of the target.',
  rule_version: 'Version of the rating rule of the indicator.',
  definition_version: 'Version of the definition of the indicator.',
  display_decimals: 'Decimals to show; comparisons use all.',
  polarity: 'Which way is good.',
  source: 'outturn, annual-return, or roll-up where the program worked it out.',
  maturity: 'provisional, submitted, validated, approved or audited; empty for a roll-up.',
  basis: 'Basis on which it is measured.',
  first_value: 'The value that was submitted first.',
  markers: 'corrected, revised, restated, late, overridden and pending changes, separated by blanks.',
  commentary: 'Words about the figure.',
  commentary_stale: 'Whether they are about an earlier value.',
};

/** What the columns of the figures mean, in their order. */
export const FIGURE_COMMENTS = { ...FIGURE_COLUMNS, ...KNOWN_WHEN };

/** What views and their columns mean, by the names of the views. */
export type ViewComments = Readonly<
  Record<string, { readonly view: string; readonly columns: Record<string, string> }>
>;

/** What the views of figures, targets and summaries mean. */
export const COMMENTS: ViewComments = {
  figures: { view: 'Every figure as it is known now, one row an indicator and period.', columns: FIGURE_COMMENTS },
  figure_history: {
    view: 'Every figure in all its versions. As known at a position p: known_from_position <= p < known_to_position, which figures_at_position(p) and figures_as_at(moment) give.',
    columns: FIGURE_COMMENTS,
  },
  targets: {
    view: 'Every target in all its versions.',
    columns: {
      indicator: 'Key of the indicator.',
      ...PLACE,
      version: 'Version of the target, from 1.',
      kind: FIGURE_COMMENTS.target_kind,
      operator: FIGURE_COMMENTS.target_operator,
      value: FIGURE_COMMENTS.target_value,
      low: FIGURE_COMMENTS.target_low,
      high: FIGURE_COMMENTS.target_high,
      unit: 'Unit of the target.',
      text: FIGURE_COMMENTS.target_text,
      note: 'Note of whoever set it.',
      ...KNOWN,
    },
  },
  summaries: {
    view: 'Counts of indicators by status, area and period, in all their versions; they add up to the indicators of the area.',
    columns: {
      area: 'Key of the area.',
      ...PLACE,
      red: 'Red.',
      amber: 'Amber.',
      green: 'Green.',
      rag_not_applicable: 'With a figure and no target that applies.',
      data_not_available: 'Due, and no figure.',
      annual_only: 'Not due, as there is one figure a year.',
      other_not_due: 'Not due for another reason.',
      ...KNOWN,
    },
  },
};

const ACTION_COLUMNS = {
  action: 'Key of the action.',
  title: 'What is to be done.',
  area: 'Key of the area whose business plan it is in.',
  owner: 'Who answers for it: the id of a person or a post.',
  we_will: 'Key of the statement of the corporate plan from which it follows.',
  period: 'The quarter that the row is about, such as 2023-24-Q4: January to March 2024.',
  period_start: PLACE.period_start,
  period_end: PLACE.period_end,
  status: 'on-track, medium-issues, significant-issues or no-update; shares are shares of the updated ones.',
  commentary: 'What was said of it for the quarter.',
  correction_reason: 'Why the update is another than first given; empty where it is the first.',
  correction_pending: 'Whether a correction of the update awaits a decision.',
  ended_after: 'The last quarter in which the action counts; empty where it goes on.',
  ending_reason: 'Why it ended.',
  ...KNOWN_WHEN,
};

/** What the views of the actions of business plans mean. */
export const ACTION_COMMENTS: ViewComments = {
  actions: {
    view: 'Every action of a business plan in each quarter in which it counts, as it is known now.',
    columns: ACTION_COLUMNS,
  },
  action_history: {
    view: 'Every action and quarter in all versions. As known at a position p: known_from_position <= p < known_to_position, which actions_at_position(p) and actions_as_at(moment) give.',
    columns: ACTION_COLUMNS,
  },
};

/** What the view of published figures means. */
export const PUBLISHED_COMMENTS: ViewComments = {
  published_figures: {
    view: 'What each published edition shows of each figure: as it was known at the position of the edition, with the rule known then.',
    columns: {
      edition: 'The edition, such as 2023-24-Q4.1.',
      edition_title: 'Its title.',
      published_at: 'When it was published.',
      latest: 'Whether no later edition reports the period.',
      ...FIGURE_COLUMNS,
      as_at_position: 'Position that the edition pins.',
    },
  },
};
