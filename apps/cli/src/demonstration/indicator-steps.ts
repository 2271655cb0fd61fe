import { IndicatorCommand, PeriodKey, cycleOf, indicatorStream, parsePeriod } from '@outturn/domain';
import { APPROVER, PERFORMANCE_TEAM, Person, officerOf } from './people';
import type { Report, ReportIndicator } from './report';
import { eventIdOf, people, type Lane, type Step, type StepContext } from './step';

/** An indicator with everything that the report says of it. */
export function indicatorLane(indicator: ReportIndicator, report: Report): Lane {
  return [
    ...definitionSteps(indicator, report),
    ...restatementSteps(indicator),
    ...targetSteps(indicator),
    ...figureSteps(indicator),
    ...wordSteps(indicator),
  ];
}

type Build = (context: StepContext) => IndicatorCommand;

function stepOf(indicator: ReportIndicator, what: string, by: Person, command: Build): Step {
  return {
    kind: 'indicator',
    name: `${indicator.indicator} ${what}`,
    streamId: indicatorStream(indicator.indicator),
    by,
    command,
  };
}

function inCycle(step: Step, period: PeriodKey): Step {
  return { ...step, cycle: cycleOf(parsePeriod(period)).key };
}

function definitionSteps(indicator: ReportIndicator, { rule }: Report): Step[] {
  const { indicator: key, area, definition, breaks = [] } = indicator;
  return [
    stepOf(indicator, 'definition', PERFORMANCE_TEAM, (context) => ({
      type: 'DefineIndicator',
      ...people(context),
      indicator: key,
      area,
      definition,
    })),
    stepOf(indicator, 'rule', PERFORMANCE_TEAM, (context) => ({
      type: 'SetRatingRule',
      ...people(context),
      closedUntil: context.closedUntil,
      ...rule,
    })),
    ...breaks.map((gap) =>
      stepOf(indicator, `break ${gap.from}`, PERFORMANCE_TEAM, (context) => ({
        type: 'DeclareComparabilityBreak',
        ...people(context),
        ...gap,
      })),
    ),
  ];
}

/** The basis changes before the figure on the new basis is submitted, so that the figure says on which it is (report 9.2). */
function restatementSteps(indicator: ReportIndicator): Step[] {
  const { restatement } = indicator;
  if (!restatement) return [];
  const opening = stepOf(indicator, 'restatement', PERFORMANCE_TEAM, (context) => ({
    type: 'OpenRestatement',
    ...people(context),
    ...restatement,
  }));
  const approval = stepOf(indicator, 'restatement approval', APPROVER, (context) => ({
    type: 'ApproveRestatement',
    ...people(context),
    restatementId: eventIdOf(opening),
  }));
  return [opening, approval];
}

function targetSteps(indicator: ReportIndicator): Step[] {
  return indicator.targets.map((target) =>
    inCycle(
      stepOf(indicator, `target ${target.period}`, PERFORMANCE_TEAM, (context) => ({
        type: 'SetTarget',
        ...context,
        target,
      })),
      target.period,
    ),
  );
}

function figureSteps(indicator: ReportIndicator): Step[] {
  const annual = indicator.definition.frequency === 'annual';
  const figures = indicator.figures.flatMap(({ period, value }) => {
    const type = parsePeriod(period).kind === 'year' && !annual ? 'SubmitAnnualReturn' : 'SubmitOutturn';
    const submission = stepOf(indicator, `figure ${period}`, officerOf(indicator.area), (context) => ({
      type,
      ...context,
      period,
      value,
      provisional: false,
    }));
    const approval = stepOf(indicator, `approval ${period}`, APPROVER, (context) => ({
      type: 'ApproveOutturn',
      ...people(context),
      outturnId: eventIdOf(submission),
    }));
    return [inCycle(submission, period), approval];
  });
  const unavailable = indicator.unavailable.map(({ period, reason, note }) =>
    inCycle(
      stepOf(indicator, `unavailable ${period}`, officerOf(indicator.area), (context) => ({
        type: 'DeclareUnavailable',
        ...context,
        period,
        reason,
        note,
      })),
      period,
    ),
  );
  return [...figures, ...unavailable];
}

/** After the figures, as a commentary is about the figure that stands when it is written. */
function wordSteps(indicator: ReportIndicator): Step[] {
  return [
    ...indicator.benchmarks.map((benchmark) =>
      stepOf(indicator, `benchmark ${benchmark.comparator}`, PERFORMANCE_TEAM, (context) => ({
        type: 'RecordBenchmark',
        ...people(context),
        benchmark,
      })),
    ),
    ...indicator.commentary.map(({ period, text }) =>
      stepOf(indicator, `commentary ${period}`, officerOf(indicator.area), (context) => ({
        type: 'WriteCommentary',
        ...people(context),
        period,
        text,
      })),
    ),
  ];
}
