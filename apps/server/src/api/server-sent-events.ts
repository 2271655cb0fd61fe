import type { Response } from 'express';

/** Proxies and clients give a silent connection up; the server's own time limit is longer. */
const HEARTBEAT_MS = 15_000;

/**
 * Sends what a source yields as server-sent events, each at once, until the source ends, the client goes or the server
 * stops.
 */
export async function sendEvents(
  response: Response,
  name: string,
  stopping: AbortSignal,
  source: (signal: AbortSignal) => AsyncIterable<object>,
): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => {
    gone.abort();
  });
  response.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    // A proxy that gathers the answer would hold the events back.
    'X-Accel-Buffering': 'no',
  });
  response.flushHeaders();
  const heartbeat = setInterval(() => {
    response.write(': still here\n\n');
  }, HEARTBEAT_MS);
  try {
    for await (const event of source(AbortSignal.any([gone.signal, stopping]))) {
      response.write(`event: ${name}\ndata: ${JSON.stringify(event)}\n\n`);
    }
  } finally {
    clearInterval(heartbeat);
    response.end();
  }
}
