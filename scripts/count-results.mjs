// Prints "N passed, N failed" for continuous integration and ends with 0 only when nothing failed.
//
// Words: the file of jest's results (`--json --outputFile`), the exit status of the checks and that of the tests.
// A check that failed counts as one failure, and so does each test file that could not run. Skipped tests count as
// failed, as nothing is to be skipped.
import { readFileSync } from 'node:fs';

const [file, checkStatus, testStatus] = process.argv.slice(2);
const results = readResults(file);
const passed = results?.numPassedTests ?? 0;
let failed = checkStatus === '0' ? 0 : 1;
if (results === undefined) failed += 1;
else
  failed += results.numFailedTests + results.numRuntimeErrorTestSuites + results.numPendingTests + results.numTodoTests;
if (testStatus !== '0' && failed === 0) failed = 1;

process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

function readResults(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}
