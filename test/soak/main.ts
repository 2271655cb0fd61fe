/**
 * Lets everything go wrong at once: `npm run soak`, or `npm run soak -- 120` for 120 seconds, or `npm run soak -- 120 7`
 * with the seed 7. Ends with status 1 when something that was promised does not hold.
 */
import { soak, type SoakReport } from './soak';
import { Clearing, STORES } from './world';

const DEFAULT_SECONDS = 60;
const MOST_SHOWN = 20;

async function main([
  seconds = String(DEFAULT_SECONDS),
  seed = String(Date.now() % 1_000_000),
]: string[]): Promise<void> {
  if (!/^[1-9]\d{0,4}$/.test(seconds) || !/^\d{1,9}$/.test(seed)) {
    throw new Error('Give whole numbers: the seconds, and the seed where one is to be had again.');
  }
  const stop = new AbortController();
  const clearing = new Clearing(stop.signal);
  const interrupt = () => {
    say('Ending early …');
    stop.abort(new Error('It was interrupted, so nothing is known.'));
  };
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  say(`Seed ${seed}.`);
  try {
    const options = { seconds: Number(seconds), seed: Number(seed), stores: STORES, jobs: true, say };
    show(await soak({ ...options, signal: stop.signal }, clearing));
  } finally {
    await clearing.clear();
  }
}

function show({ checks, faults, footprints }: SoakReport): void {
  const made = Object.entries(faults).filter(([, count]) => count > 0);
  const leftOut = Object.keys(faults).filter((name) => faults[name] === 0);
  say(`\nFaults: ${made.map(([name, count]) => `${name} ${count}×`).join(', ')}.`);
  if (leftOut.length > 0) say(`Left out, for want of time or means: ${leftOut.join(', ')}.`);
  say('');
  for (const { name, found, evidence } of checks) {
    say(`${evidence.length === 0 ? 'holds ' : 'BROKEN'}  ${name} (${found})`);
    for (const line of evidence.slice(0, MOST_SHOWN)) say(`          ${line}`);
    if (evidence.length > MOST_SHOWN) say(`          … and ${evidence.length - MOST_SHOWN} more`);
  }
  say('');
  for (const [name, [before, after]] of Object.entries(footprints)) {
    const memory = `${before.residentMegabytes} -> ${after.residentMegabytes} MB`;
    say(`${name}: ${memory}, ${before.fileDescriptors} -> ${after.fileDescriptors} file descriptors`);
  }
  if (checks.some(({ evidence }) => evidence.length > 0)) process.exitCode = 1;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
