export { EXPORT_KEPT_DAYS, ExportFiles, exportPlace, type WrittenFile } from './export-files';
export { exportOrderInput, readExportOrder, type ExportOrder } from './export-order';
export { EXPORT_FORMATS, FORMATS_BY_NAME, exportFigures, exportFileName, type ExportFormat } from './formats';
export {
  FIGURE_COLUMNS,
  NUMBER_COLUMNS,
  countFigures,
  readFigures,
  type FigureRow,
  type FiguresQuestion,
} from './figure-rows';
export { exportMigrations, REPORTING_ROLE } from './migrations';
export type { Code, StructureFacts } from './sdmx-code-lists';
export { sdmxStructure } from './sdmx-structure';
export { sdmxStructureXml } from './sdmx-structure-xml';
export { neutralised } from './text-cell';
export type { About } from './xlsx';
