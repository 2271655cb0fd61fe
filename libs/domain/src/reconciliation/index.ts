export * from './finding';
export * from './printed-document';
export { parsePrintedDocument } from './read-document';
export { RECONCILIATION_RULES_VERSION, reconcile } from './reconcile';
export * from './reconciliation';
