import { createApplicationPool } from '@outturn/database';
import { exportFigures, readFigures, type ExportFormat } from '@outturn/exports';
import { PostgresEventStore } from '@outturn/event-store';

/** Exports every version of every figure of the database given, in a process of its own, so that its memory can be told. */
async function main(url: string, format: ExportFormat): Promise<void> {
  const pool = createApplicationPool(url, { maxConnections: 2, onIdleError: () => undefined });
  const store = new PostgresEventStore(pool);
  const position = await store.headPosition();
  const counted = await pool.query<{ rows: string }>(
    'select count(*) as rows from read_models.figures where status is not null',
  );
  const total = Number(counted.rows[0]?.rows);
  const started = performance.now();
  let rows = 0;
  let peakOfFirstTenth = 0;
  const pages = async function* () {
    for await (const page of readFigures(pool, { position, includeHistory: true })) {
      yield page;
      rows += page.length;
      if (rows <= total / 10) peakOfFirstTenth = peakMegabytes();
    }
  };
  let bytes = 0;
  for await (const piece of exportFigures(pages(), format, { asAt: 'now', position, link: '' })) {
    bytes += Buffer.byteLength(piece);
  }
  const seconds = (performance.now() - started) / 1_000;
  await store.close();
  await pool.end();
  const megabytes = Math.round(bytes / 2 ** 20);
  const peaks = { peakMegabytes: peakMegabytes(), peakOfFirstTenthMegabytes: peakOfFirstTenth };
  console.log(JSON.stringify({ rows, megabytes, seconds: Number(seconds.toFixed(1)), ...peaks }));
}

function peakMegabytes(): number {
  return Math.round(process.resourceUsage().maxRSS / 1_024);
}

// Whoever starts this names a format.
void main(process.argv[2] ?? '', process.argv[3] as ExportFormat);
