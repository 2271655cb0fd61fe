import { type Finding, type Found, type ReconciliationRule, compareFindings, findingId } from './finding';
import type { PrintedDocument } from './printed-document';
import { checkChanges, checkComparisons, checkShares } from './rules-comparisons';
import {
  checkImpossibleDates,
  checkPeriods,
  checkPlans,
  checkRangesBackwards,
  checkRangesExclude,
  checkTwoDates,
  checkWeekdays,
} from './rules-dates';
import { checkCompositions, checkPrintedTwice, checkTwoLabels } from './rules-figures';
import { checkNumbers } from './rules-numbers';
import { checkColumnTotals, checkRowTotals, checkTotalsOfTables } from './rules-tables';
import { checkAppendixDates, checkCommentary, checkParagraphs, checkReferences } from './rules-texts';

/** Counted up whenever a rule changes, so that a document can be reconciled again by the new rules. */
export const RECONCILIATION_RULES_VERSION = 1;

const RULES: Readonly<Record<ReconciliationRule, (document: PrintedDocument) => Found[]>> = {
  'malformed-number': checkNumbers,
  'row-total': checkRowTotals,
  'column-total': checkColumnTotals,
  'totals-of-tables': checkTotalsOfTables,
  share: checkShares,
  comparison: checkComparisons,
  change: checkChanges,
  composition: checkCompositions,
  'printed-twice': checkPrintedTwice,
  'two-labels': checkTwoLabels,
  'impossible-date': checkImpossibleDates,
  weekday: checkWeekdays,
  'outside-period': checkPeriods,
  'two-dates': checkTwoDates,
  'range-backwards': checkRangesBackwards,
  'ranges-exclude': checkRangesExclude,
  'dangling-reference': checkReferences,
  'appendix-dates': checkAppendixDates,
  'paragraph-missing': checkParagraphs,
  'commentary-unchanged': checkCommentary,
  'plan-overtaken': checkPlans,
};

/**
 * Checks what can be checked in a published document. The same document gives the same findings, in the same order and
 * under the same ids; the order is that of the paragraphs.
 */
export function reconcile(document: PrintedDocument): readonly Finding[] {
  const found = Object.values(RULES).flatMap((rule) => rule(document));
  const findings = new Map<string, Finding>();
  for (const one of found.sort(compareFindings)) {
    const finding = findingId(document.name, one);
    // Two statements of the same place say the same thing twice.
    if (!findings.has(finding)) findings.set(finding, { finding, ...one });
  }
  return [...findings.values()];
}
