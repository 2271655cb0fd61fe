// Runs before start, test, check, token and bench: installs what the lock file names and builds, when either is out of
// date. Says nothing when there is nothing to do, and nothing on the standard output ever: `npm run -s token` prints
// only the token even when it is the first command on a machine.
import { createHash } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const LOCK_FILE = join(tmpdir(), `outturn-prepare-${createHash('sha256').update(root).digest('hex').slice(0, 12)}`);
const POLL_MS = 200;
const WAIT_LIMIT_MS = 600_000;
/** Where npm gets packages from: the only settings of the outer npm that the inner one takes over. */
const ORIGIN =
  /^npm_config_(userconfig|globalconfig|cache|registry|(https?_)?proxy|noproxy|ca|cafile|strict_ssl|offline|prefer_offline)$/;

refuseOldNode();
if (!isInstalled() || (process.argv.includes('--build') && !isBuilt())) {
  alone(() => {
    if (!isInstalled()) install();
    if (process.argv.includes('--build') && !isBuilt()) build();
  });
}

function refuseOldNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  fail(`Outturn needs Node 20.19 or newer; this is ${process.versions.node}.`);
}

/** Two commands that are given at once must not install or build into the same folders. */
function alone(work) {
  const deadline = Date.now() + WAIT_LIMIT_MS;
  let told = false;
  while (!takeLock()) {
    if (!told) say('Waiting for another command that is preparing this folder …');
    told = true;
    if (Date.now() > deadline) fail(`The other command does not end: stop it, or remove ${LOCK_FILE}.`);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, POLL_MS);
  }
  process.on('exit', () => rmSync(LOCK_FILE, { force: true }));
  work();
}

/** Written beside its place and then linked, so that nobody ever reads a lock without its holder. */
function takeLock() {
  const unfinished = `${LOCK_FILE}.${process.pid}`;
  writeFileSync(unfinished, String(process.pid));
  try {
    linkSync(unfinished, LOCK_FILE);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (!isHolderRunning()) rmSync(LOCK_FILE, { force: true });
    return false;
  } finally {
    rmSync(unfinished, { force: true });
  }
}

function isHolderRunning() {
  try {
    return process.kill(Number(readFileSync(LOCK_FILE, 'utf8')), 0);
  } catch (error) {
    return error.code === 'EPERM' || error.code === 'ENOENT';
  }
}

function installStamp() {
  return { file: join(root, 'node_modules', '.outturn-lock'), wanted: () => hash([join(root, 'package-lock.json')]) };
}

function buildStamp() {
  return { file: join(root, 'dist', '.outturn-sources'), wanted: () => hash(sources()) };
}

function isInstalled() {
  return holds(installStamp());
}

function isBuilt() {
  return holds(buildStamp());
}

function holds({ file, wanted }) {
  return existsSync(file) && readFileSync(file, 'utf8') === wanted();
}

function install() {
  say('Installing packages (only after a change of the lock file) …');
  const environment = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !name.startsWith('npm_config_') || ORIGIN.test(name)),
  );
  run(process.execPath, [npmCli(), 'ci', '--include=dev', '--loglevel=error'], environment);
  stamp(installStamp());
}

function build() {
  say('Building …');
  const { file, wanted } = buildStamp();
  const before = wanted();
  // A build that ends half-way must not look like the one before it.
  rmSync(file, { force: true });
  run(process.execPath, [join(root, 'node_modules', '@nestjs', 'cli', 'bin', 'nest.js'), 'build', 'cli'], process.env);
  // What was edited meanwhile is built the next time.
  if (wanted() === before) stamp(buildStamp());
}

function stamp({ file, wanted }) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, wanted());
}

function sources() {
  const settings = ['package-lock.json', 'nest-cli.json', 'tsconfig.json', 'tsconfig.build.json'];
  const folders = ['apps', 'libs', 'test/bench', 'test/support'].map((folder) => join(root, folder));
  const files = folders
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder, { recursive: true, withFileTypes: true }))
    .filter(
      (entry) => entry.isFile() && /\.(ts|json|njk|css|js|svg)$/.test(entry.name) && !entry.name.endsWith('.spec.ts'),
    )
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return [...settings.map((name) => join(root, name)), ...files];
}

function hash(files) {
  const digest = createHash('sha256');
  for (const file of files) digest.update(`${file.slice(root.length)}\n`).update(readFileSync(file));
  return digest.digest('hex');
}

function npmCli() {
  const fromNpm = process.env.npm_execpath;
  if (fromNpm && /npm-cli\.js$/.test(fromNpm)) return fromNpm;
  const besideNode = join(dirname(process.execPath), '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js');
  if (existsSync(besideNode)) return besideNode;
  return fail('npm was not found beside Node: run this through npm (npm start, npm test).');
}

function run(command, words, environment) {
  const result = spawnSync(command, words, { cwd: root, stdio: ['ignore', 2, 2], env: environment });
  if (result.status !== 0) fail(`"${words.slice(1).join(' ')}" failed: see the lines above.`);
}

function say(text) {
  process.stderr.write(`${text}\n`);
}

function fail(text) {
  say(text);
  process.exit(1);
}
