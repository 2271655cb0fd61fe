import type { FiguresQuestion } from './figure-rows';
import { EXPORT_FORMATS, type ExportFormat } from './formats';
import type { About } from './xlsx';

/** What a job is to export. The position is in it, and all that the file says of itself, so that a repeat gives the same bytes. */
export interface ExportOrder {
  readonly format: ExportFormat;
  readonly figures: FiguresQuestion;
  readonly about: About;
}

/** An order as the input of a job holds it: null for what it leaves open. */
export type ExportOrderInput = Readonly<Record<string, string | number | boolean | null>>;

/** The order as a job holds it. */
export function exportOrderInput({ format, figures, about }: ExportOrder): ExportOrderInput {
  const { position, firstDay, lastDay, area, includeHistory } = figures;
  const { asAt, link } = about;
  return {
    format,
    position,
    firstDay: firstDay ?? null,
    lastDay: lastDay ?? null,
    area: area ?? null,
    includeHistory,
    asAt,
    link,
  };
}

/** The order that a job holds; undefined when it holds none. */
export function readExportOrder(input: Readonly<Record<string, unknown>>): ExportOrder | undefined {
  const { format, position, firstDay, lastDay, area, includeHistory, asAt, link } = input;
  if (!isFormat(format) || !isPosition(position) || typeof includeHistory !== 'boolean') return undefined;
  if (!isTextOrNull(firstDay) || !isTextOrNull(lastDay) || !isTextOrNull(area)) return undefined;
  if (typeof asAt !== 'string' || typeof link !== 'string') return undefined;
  const figures = {
    position,
    firstDay: firstDay ?? undefined,
    lastDay: lastDay ?? undefined,
    area: area ?? undefined,
    includeHistory,
  };
  return { format, figures, about: { asAt, position, link } };
}

function isFormat(value: unknown): value is ExportFormat {
  return typeof value === 'string' && Object.hasOwn(EXPORT_FORMATS, value);
}

function isPosition(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function isTextOrNull(value: unknown): value is string | null {
  return value === null || typeof value === 'string';
}
