import { requireFollowedTo } from '@outturn/editions';
import {
  countFigures,
  exportFigures,
  exportFileName,
  readExportOrder,
  readFigures,
  type ExportOrder,
  type FigureRow,
} from '@outturn/exports';
import { JobFailure, progressOf, type JobContext, type JobHandler } from '@outturn/jobs';
import type { Pool } from 'pg';
import type { JobParts } from './parts';

/**
 * Writes figures into a file of the data folder. The order pins the position, so that a job that is begun again writes the
 * same bytes once more.
 */
export function exportFile({ pool, readModels, exportFiles, now }: JobParts): JobHandler {
  return {
    kind: 'export',
    async run(job, context) {
      const order = readExportOrder(job.input);
      if (order === undefined) {
        throw new JobFailure('The job does not say what is to be exported. Ask for the export again.');
      }
      const { format, figures, about } = order;
      await requireFollowedTo(readModels, figures.position);
      await exportFiles.removeOld(now?.() ?? new Date());
      const counted = new CountedRows(pool, order, context);
      const written = await exportFiles.write(job.id, format, exportFigures(counted.pages(), format, about));
      return { rows: counted.rows, ...written, fileName: exportFileName(format, figures) };
    },
  };
}

/** The rows of an order, with their count told as they go by. */
class CountedRows {
  rows = 0;

  constructor(
    private readonly pool: Pool,
    private readonly order: ExportOrder,
    private readonly context: JobContext,
  ) {}

  async *pages(): AsyncGenerator<FigureRow[]> {
    const { signal, report } = this.context;
    const { figures } = this.order;
    const total = await countFigures(this.pool, figures);
    for await (const page of readFigures(this.pool, figures)) {
      signal.throwIfAborted();
      yield page;
      this.rows += page.length;
      report(progressOf(this.rows, total, `${this.rows} of ${total} rows`));
    }
  }
}
