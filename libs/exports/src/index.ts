export { EXPORT_FORMATS, exportFigures, exportFileName, type ExportFormat } from './formats';
export { FIGURE_COLUMNS, NUMBER_COLUMNS, readFigures, type FigureRow, type FiguresQuestion } from './figure-rows';
export { exportMigrations, REPORTING_ROLE } from './migrations';
export { sdmxStructure, type Code } from './sdmx-structure';
export { neutralised } from './text-cell';
export type { About } from './xlsx';
