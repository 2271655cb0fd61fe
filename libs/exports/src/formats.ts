import { figuresAsCsv } from './csv';
import type { FigureRow, FiguresQuestion } from './figure-rows';
import { figuresAsSdmxCsv } from './sdmx-csv';
import { figuresAsXlsx, type About } from './xlsx';

/** The kinds of file, by the ending of their names. */
export const EXPORT_FORMATS = {
  csv: { mediaType: 'text/csv; charset=utf-8; header=present', write: figuresAsCsv },
  xlsx: {
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    write: figuresAsXlsx,
  },
  'sdmx.csv': { mediaType: 'application/vnd.sdmx.data+csv; version=2.0.0; charset=utf-8', write: figuresAsSdmxCsv },
} as const satisfies Record<string, { mediaType: string; write: WriteFigures }>;

export type ExportFormat = keyof typeof EXPORT_FORMATS;

/** The formats by the names that people give. */
export const FORMATS_BY_NAME: Readonly<Record<string, ExportFormat>> = {
  csv: 'csv',
  xlsx: 'xlsx',
  'sdmx-csv': 'sdmx.csv',
};

type WriteFigures = (
  pages: AsyncIterable<readonly FigureRow[]>,
  about: About,
) => AsyncGenerator<string | Buffer, void, undefined>;

/** The name of a file of figures, which says as at which position they are. */
export function exportFileName(format: ExportFormat, { position, includeHistory }: FiguresQuestion): string {
  return `figures${includeHistory ? '-history' : ''}-as-at-${position}.${format}`;
}

/** The content of a file of figures, made as fast as it is taken and no faster. */
export function exportFigures(
  pages: AsyncIterable<readonly FigureRow[]>,
  format: ExportFormat,
  about: About,
): AsyncGenerator<string | Buffer, void, undefined> {
  return EXPORT_FORMATS[format].write(pages, about);
}
