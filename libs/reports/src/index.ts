export { governanceChangesOf } from './build-governance-changes';
export { DRAFT_TEXT, buildReport, comparedPeriods, quarterOfReport, reportedPeriods } from './build-report';
export * from './content';
export * from './content-governance';
export * from './content-tables';
export { renderDocx } from './render-docx';
export { renderHtml } from './render-html';
export * from './facts';
export { REPORT_STYLE } from './style';
