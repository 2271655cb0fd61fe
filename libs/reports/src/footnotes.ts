import { decimalPlaces, displayValue, type Cell, type ObservationStatus } from '@outturn/domain';
import type { EarlierFigure } from './facts';
import { enumerated, periodInShort, sentence } from './words';

/** What the letters of the SDMX code list CL_OBS_STATUS tell a reader; A, normal, needs no words. */
const OBSERVATION_TEXTS: Readonly<Partial<Record<ObservationStatus, string>>> = {
  B: 'Break in the series.',
  D: 'The definition differs.',
  E: 'Estimated.',
  F: 'A forecast.',
  L: 'It exists, and was not collected.',
  M: 'It cannot exist.',
  O: 'Missing.',
  P: 'Provisional.',
  Q: 'Suppressed.',
  U: 'Of low reliability.',
  V: 'Not validated.',
};

/** Whatever a reader must know about a figure, each a sentence, the gravest first. */
export function footnotesOf(cell: Cell, otherValues: readonly EarlierFigure[]): readonly string[] {
  return [
    ...otherValues.map(({ edition, shown, value }) => `Revised: edition ${edition} showed ${shown ?? value ?? ''}.`),
    ...statusNotes(cell),
    ...valueNotes(cell),
    ...rollUpNotes(cell),
    ...(cell.commentary?.stale === true ? ['The commentary was written about an earlier figure.'] : []),
    ...pendingNotes(cell),
  ];
}

function statusNotes({ status, reasonText, override, rating }: Cell): string[] {
  const reason = reasonText === undefined || status === 'not-due' ? [] : [sentence(reasonText)];
  if (!override) return reason;
  const computed = rating
    ? ` The rule gave ${rating.status === 'rag-not-applicable' ? 'no colour' : rating.status}.`
    : '';
  return [
    ...reason,
    `Rated ${override.level.label.toLowerCase()} by judgement: ${sentence(override.reason)}${computed}`,
  ];
}

function valueNotes({ value, unit, markers }: Cell): string[] {
  if (!value) return [];
  const notes = value.observationStatus.map((letter) => OBSERVATION_TEXTS[letter]).filter((text) => text !== undefined);
  if (value.maturity !== undefined && value.maturity !== 'approved' && value.maturity !== 'audited') {
    notes.push(`Not approved yet: ${value.maturity}.`);
  }
  if (markers.includes('late')) notes.push('Submitted after the cut-off.');
  const changed = (['corrected', 'revised', 'restated'] as const).filter((marker) => markers.includes(marker));
  if (changed.length > 0) {
    const first =
      value.first === undefined
        ? ''
        : `; first submitted as ${displayValue(value.first, unit, decimalPlaces(value.first))}`;
    notes.push(`Since submission ${enumerated(changed)}${first}.`);
  }
  if (value.basis !== undefined) notes.push(`Basis: ${sentence(value.basis)}`);
  if (value.note !== undefined) notes.push(sentence(value.note));
  return notes;
}

function rollUpNotes({ rollUp, value, unit }: Cell): string[] {
  if (!rollUp) return [];
  const { result, difference } = rollUp;
  switch (result.state) {
    case 'computed': {
      if (value?.source === 'roll-up') return [`Made up of ${enumerated(result.periods.map(periodInShort))}.`];
      if (difference === undefined) return [];
      return [`Its parts come to ${displayValue(result.value, unit, decimalPlaces(value?.shown ?? result.value))}.`];
    }
    case 'incomplete':
      return value ? [`Its parts are incomplete: ${result.present} of ${result.due} are known.`] : [];
    case 'not-comparable':
    case 'not-computable':
      return value ? [`Its parts make no year: ${sentence(result.reason)}`] : [];
    case 'explicit-only':
      return [];
  }
}

function pendingNotes({ markers }: Cell): string[] {
  const notes: string[] = [];
  if (markers.includes('correction-pending')) notes.push('A correction awaits a decision.');
  if (markers.includes('restatement-pending')) notes.push('A restatement awaits a decision.');
  if (markers.includes('override-pending')) notes.push('A judgement on its status awaits a decision.');
  return notes;
}
