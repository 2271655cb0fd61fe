import { displayStatedDate } from '@outturn/domain';
import type { GovernanceSubject, ReportedGovernanceChange } from './content-governance';
import type { ChangeKind, ComparabilityNote, ReportChanges, ReportEdition, ReportedChange } from './content';
import { list, paragraph, row, table, words, type Block } from './document';
import { enumerated, periodInShort } from './words';

const KIND_TEXTS: Readonly<Record<ChangeKind, string>> = {
  correction: 'Correction',
  'target-correction': 'Correction of a target',
  revision: 'Revision',
  restatement: 'Restatement',
  withdrawal: 'Withdrawal',
  override: 'Rated by judgement',
  'late-figure': 'Late figure',
  'definition-change': 'Definition change',
  'comparability-break': 'Comparability break',
  consequence: 'Follows from another change',
  other: 'Other',
};

/** What was changed since the previous edition, and the errors of earlier editions as documents. */
export function changeBlocks(
  { since, entries, governance, errata }: ReportChanges,
  { previous }: ReportEdition,
): Block[] {
  const first = 'There is no previous edition. This is what was decided about figures after they had been recorded:';
  const later = `Since edition ${previous?.number ?? ''} (${since ?? ''}, position ${previous?.position ?? ''}):`;
  const noFigure = governance.length === 0 ? 'Nothing was changed.' : 'No figure was changed.';
  const nothing = since === null ? 'There is no previous edition, and no recorded figure was changed.' : noFigure;
  return [
    paragraph(entries.length === 0 ? nothing : since === null ? first : later),
    ...(entries.length === 0 ? [] : [changeTable(entries)]),
    ...(governance.length === 0 ? [] : governanceBlocks(governance, since)),
    ...(errata.length === 0
      ? []
      : [
          paragraph('Errors of earlier editions as documents; no figure was changed by them:'),
          list(
            errata.map(
              ({ edition, place, printed, shouldRead, recordedOn }) =>
                `${edition}, ${place}: "${printed}" should read "${shouldRead}" (${displayStatedDate(recordedOn)}).`,
            ),
          ),
        ]),
  ];
}

function changeTable(entries: readonly ReportedChange[]): Block {
  return table(
    'Corrections, revisions, restatements, withdrawals, late figures and changes of definition',
    [
      words('Indicator', 4),
      words('Periods', 2),
      words('Change', 2),
      words('Before', 3),
      words('After', 3),
      words('Reason', 5),
      words('By', 2),
      words('On', 2),
    ],
    entries.map(({ name, periods, kind, before, after, reason, by, approvedBy, on }) =>
      row([
        name,
        periods.length === 0 ? null : enumerated(periods.map(periodInShort)),
        KIND_TEXTS[kind],
        before,
        after,
        reason,
        approvedBy === null ? by : `${by ?? ''}, approved by ${approvedBy}`,
        displayStatedDate(on),
      ]),
    ),
  );
}

const SUBJECT_TEXTS: Readonly<Record<GovernanceSubject, string>> = {
  contract: 'Contract',
  'business-plan': 'Actions',
  'risk-register': 'Risks',
  programme: 'Programme',
};

const GOVERNANCE_KIND_TEXTS: Readonly<Record<ReportedGovernanceChange['kind'], string>> = {
  late: 'Recorded late',
  correction: 'Correction',
  update: 'Update',
};

function governanceBlocks(changes: readonly ReportedGovernanceChange[], since: string | null): Block[] {
  const from = since === null ? 'after the quarter was closed' : 'since then';
  return [
    paragraph(`Of contracts, actions, risks and programmes, recorded ${from}:`),
    table(
      'Changes of contracts, actions, risks and programmes',
      [
        words('About', 3),
        words('What', 3),
        words('Change', 2),
        words('Before', 4),
        words('After', 4),
        words('Reason', 4),
        words('By', 2),
        words('On', 2),
      ],
      changes.map(({ subject, name, what, kind, before, after, reason, by, approvedBy, on }) =>
        row([
          `${SUBJECT_TEXTS[subject]}: ${name}`,
          what,
          GOVERNANCE_KIND_TEXTS[kind],
          before,
          after,
          reason,
          approvedBy === null ? by : `${by}, approved by ${approvedBy}`,
          displayStatedDate(on),
        ]),
      ),
    ),
  ];
}

/** What may not be compared with what. */
export function comparabilityBlocks(notes: readonly ComparabilityNote[]): Block[] {
  if (notes.length === 0) return [paragraph('All figures compare with those beside which they are shown.')];
  return [list(notes.map(({ name, text }) => (name === null ? text : `${name}. ${text}`)))];
}
