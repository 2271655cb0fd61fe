// Asks the registry of npm what is known to be wrong with the packages that run in production, and whether all packages
// are signed by whom they should be. Ends with 0 when nothing is wrong, 1 when something is, and 2 when the registry does
// not answer, which says nothing about the packages. Not every registry answers: mirrors often do not.
import { spawnSync } from 'node:child_process';

const LIMIT_MS = 180_000;

const known = ask(['audit', '--omit=dev', '--json'], ({ metadata }) => metadata?.vulnerabilities?.total);
const unsigned = ask(['audit', 'signatures', '--json'], ({ invalid, missing }) =>
  Array.isArray(invalid) && Array.isArray(missing) ? invalid.length + missing.length : undefined,
);
tell('Known vulnerabilities of what runs in production', known);
tell('Packages with a wrong signature, or none', unsigned);
if (known > 0 || unsigned > 0) process.exitCode = 1;
else if (known === undefined || unsigned === undefined) process.exitCode = 2;

/** How many npm finds; undefined when it cannot say. */
function ask(words, countOf) {
  const npm = process.env.npm_execpath;
  const [command, first] = npm === undefined ? ['npm', []] : [process.execPath, [npm]];
  const { stdout } = spawnSync(command, [...first, ...words], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: LIMIT_MS,
  });
  try {
    const count = countOf(JSON.parse(stdout));
    // What npm tells of the findings: package, range, and where to read on.
    if (count > 0) process.stdout.write(stdout);
    return count;
  } catch {
    return undefined;
  }
}

function tell(what, count) {
  process.stdout.write(`${what}: ${count ?? 'not known, as the registry does not answer that'}.\n`);
}
