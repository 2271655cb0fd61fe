import { MOST_MERGED_AREAS, tooLarge } from './limits';

/** Cells of a sheet that are shown as one: only the first of them holds anything. */
export interface MergedArea {
  readonly sheet: string;
  /** Such as `B3:C3`. */
  readonly name: string;
  readonly firstRow: number;
  readonly firstColumn: number;
  readonly lastRow: number;
  readonly lastColumn: number;
}

interface Place {
  readonly sheet: string;
  readonly row: number;
  readonly column: number;
}

/** Keeps one more area, up to as many as anybody's figures have. */
export function addMergedArea(areas: MergedArea[], area: MergedArea): void {
  if (areas.length >= MOST_MERGED_AREAS) {
    throw tooLarge(`The workbook has more than ${MOST_MERGED_AREAS} merged areas. Unmerge its cells.`);
  }
  areas.push(area);
}

/** The merged cells of which a cell is part. */
export function mergedAreaAt(areas: readonly MergedArea[], { sheet, row, column }: Place): MergedArea | undefined {
  return areas.find(
    (area) =>
      area.firstRow <= row &&
      row <= area.lastRow &&
      area.firstColumn <= column &&
      column <= area.lastColumn &&
      area.sheet === sheet,
  );
}
