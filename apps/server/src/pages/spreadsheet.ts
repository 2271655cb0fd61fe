import type { AreaState, CalendarEntry } from '@outturn/domain';
import type { ImportRecord } from '@outturn/imports';
import { formatLondon } from '@outturn/read-models';
import { capitalised, counted, periodInShort } from '@outturn/reports';
import { choices, type Choice } from './filters';
import { errorsByField } from './form';
import type { FieldError, PageModel } from './page';

interface SpreadsheetInput {
  readonly periods: readonly CalendarEntry[];
  /** The period that is asked for. */
  readonly period: string | undefined;
  /** The areas of whoever asks. */
  readonly areas: readonly AreaState[];
  readonly uploads: readonly ImportRecord[];
  readonly errors: readonly FieldError[];
}

/** The page on which a spreadsheet is fetched, filled in and sent. */
export interface SpreadsheetPage extends PageModel {
  /** Of the template. */
  readonly periods: readonly Choice[];
  readonly areas: readonly Choice[];
  /** Of a file that does not say it. */
  readonly filePeriods: readonly Choice[];
  readonly uploads: readonly {
    readonly name: string;
    readonly href: string;
    readonly when: string;
    readonly state: string;
    readonly rows: string;
  }[];
  readonly errors: readonly FieldError[];
  readonly errorOf: Readonly<Record<string, { readonly text: string }>>;
}

const STATES: Readonly<Record<ImportRecord['state'], string>> = {
  checked: 'Checked: nothing recorded yet',
  accepting: 'Being recorded',
  accepted: 'Recorded',
};

/** What has become of an upload, in words. */
export const uploadState = ({ state }: Pick<ImportRecord, 'state'>): string => STATES[state];

/** Puts the page on which a spreadsheet is sent together. */
export function spreadsheetPage({ periods, period, areas, uploads, errors }: SpreadsheetInput): SpreadsheetPage {
  const options = periods.map(({ period: key }) => ({ value: key, text: capitalised(periodInShort(key)) }));
  const chosen = period ?? periods.find(({ state }) => state === 'open')?.period;
  const names = areas.map(({ area = '', name }) => ({ value: area, text: name }));
  return {
    title: 'Give figures by a spreadsheet',
    periods: choices('Choose a period', options, chosen),
    areas: choices('All my areas', names, undefined),
    filePeriods: choices('The file says it', options, undefined),
    uploads: uploads.map((upload) => ({
      name: upload.fileName,
      href: `/submit/spreadsheet/${upload.id}`,
      when: formatLondon(upload.uploadedAt),
      state: uploadState(upload),
      rows: counted(upload.counts.rows, 'row', 'rows'),
    })),
    errors,
    errorOf: errorsByField(errors),
  };
}
