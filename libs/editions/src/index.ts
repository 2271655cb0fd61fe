export { contractGovernances, type ContractsInQuarter } from './contract-governance';
export { MEDIA_TYPES, newEditionFile, sha256 } from './edition-file';
export { EditionMaker, type EditionRequest } from './edition-maker';
export { eventsBetween } from './events-between';
export { GovernanceSources } from './governance-sources';
export { NotFollowedYet, RULES_KNOWN_THEN, positionText, requireFollowedTo } from './moment';
export { publicationOrderInput, readPublicationOrder, type PublicationOrder } from './publication-order';
export { ReportSources } from './report-sources';
export { isOther } from './shares';
export {
  NO_COUNTS,
  counted,
  countsOf,
  printedOf,
  summaryOf,
  type Counts,
  type PeriodSummary,
  type StatusesAnew,
} from './summary';
