import type { AreaEvent, IndicatorEvent, ReportingPeriodEvent } from '@outturn/domain';
import type { EventTypes, EventTypeVersions } from '@outturn/event-store';

type KnownEvent = AreaEvent | IndicatorEvent | ReportingPeriodEvent;

const FIRST: EventTypeVersions = { current: 1, upcasts: [] };

// The compiler asks for every type of event here.
const versions: Readonly<Record<KnownEvent['type'], EventTypeVersions>> = {
  AreaDefined: FIRST,
  AreaPopulationDeclared: FIRST,
  AreaRenamed: FIRST,
  AnnualReturnSubmitted: FIRST,
  BenchmarkRecorded: FIRST,
  BridgeRecorded: FIRST,
  CommentaryWritten: FIRST,
  ComparabilityBreakDeclared: FIRST,
  CorrectionApproved: FIRST,
  CorrectionProposed: FIRST,
  CorrectionRejected: FIRST,
  FigureReopened: FIRST,
  IndicatorDefined: FIRST,
  IndicatorMoved: FIRST,
  IndicatorRedefined: FIRST,
  IndicatorRetired: FIRST,
  OutturnApproved: FIRST,
  OutturnAudited: FIRST,
  OutturnDeclaredUnavailable: FIRST,
  OutturnRejected: FIRST,
  OutturnSubmitted: FIRST,
  OutturnValidated: FIRST,
  OutturnWithdrawn: FIRST,
  PublishedSummaryRecorded: FIRST,
  RatingRuleSet: FIRST,
  ReportingPeriodClosed: FIRST,
  ReportingPeriodOpened: FIRST,
  RestatementApproved: FIRST,
  RestatementOpened: FIRST,
  RestatementRejected: FIRST,
  RevisionRecorded: FIRST,
  StatusOverridden: FIRST,
  StatusOverrideRejected: FIRST,
  StatusOverrideRequested: FIRST,
  TargetChanged: FIRST,
  TargetSet: FIRST,
};

/** Every type of event that this program knows, with the schema versions it has had. */
export const eventTypes: EventTypes = versions;
