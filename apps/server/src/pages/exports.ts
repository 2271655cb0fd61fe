import type { AreaState, CalendarEntry } from '@outturn/domain';
import type { ExportFormat } from '@outturn/exports';
import { choices, periodOptions, type Choice } from './filters';
import { errorsByField } from './form';
import { addressOf } from './links';
import type { FieldError, PageModel } from './page';
import type { TimeControl } from './time-control';

/** The formats, in words. */
export const FORMATS: readonly { readonly value: ExportFormat; readonly text: string; readonly hint: string }[] = [
  { value: 'csv', text: 'CSV', hint: 'A table as text, for any program.' },
  { value: 'xlsx', text: 'Excel workbook', hint: 'For spreadsheets, with a sheet that says what the file holds.' },
  { value: 'sdmx.csv', text: 'SDMX-CSV 2.0', hint: 'For statistical systems, with codes from the data structure.' },
];

/** What the form says. */
export interface ExportTyped {
  readonly format?: string;
  readonly from?: string;
  readonly to?: string;
  readonly area?: string;
  readonly includeHistory?: string;
  readonly asAt?: string;
}

interface ExportsInput {
  readonly typed: ExportTyped;
  readonly errors: readonly FieldError[];
  readonly time: TimeControl;
  readonly areas: readonly AreaState[];
  readonly calendar: readonly CalendarEntry[];
}

/** The page on which the figures are taken as files. */
export interface ExportsPage extends PageModel {
  readonly time: TimeControl;
  readonly asAt: string;
  readonly formats: typeof FORMATS;
  readonly format: string;
  readonly from: readonly Choice[];
  readonly to: readonly Choice[];
  readonly areas: readonly Choice[];
  readonly includeHistory: boolean;
  readonly structureHref: string;
  readonly errors: readonly FieldError[];
  readonly errorOf: ReturnType<typeof errorsByField>;
}

/** What was chosen; undefined where the field was left empty. */
export function filled(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}

/** Puts the page on which the figures are taken as files together. */
export function exportsPage({ typed, errors, time, areas, calendar }: ExportsInput): ExportsPage {
  const { format = 'csv', from, to, area, includeHistory, asAt } = typed;
  const periods = calendar.map(({ period }) => period);
  return {
    title: 'Exports',
    time,
    asAt: asAt ?? '',
    formats: FORMATS,
    format,
    from: choices('The first there is', periodOptions(periods, undefined), filled(from)),
    to: choices('The last there is', periodOptions(periods, undefined), filled(to)),
    areas: choices(
      'All areas',
      areas.map((one) => ({ value: one.area ?? '', text: one.name })),
      filled(area),
    ),
    includeHistory: includeHistory === 'true',
    structureHref: addressOf('/exports/structure.json', { asAt }),
    errors,
    errorOf: errorsByField(errors),
  };
}
