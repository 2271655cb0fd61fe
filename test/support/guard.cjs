// Outlives the test run that started it and clears up behind it, however it ended: when its standard input closes, it
// stops the server whose pid file it was given and removes the folder.
const { readFileSync, rmSync } = require('node:fs');
const { clearInterval, setInterval } = require('node:timers');

const [, , folder, pidFile] = process.argv;

process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});
process.stdin.on('end', () => {
  const pid = readPid();
  // Nothing in that folder is worth a clean shutdown.
  if (pid !== undefined) signal(pid, 'SIGQUIT');
  const timer = setInterval(() => {
    if (pid !== undefined && signal(pid, 0)) return;
    clearInterval(timer);
    rmSync(folder, { recursive: true, force: true });
  }, 50);
});
process.stdin.resume();

function readPid() {
  try {
    return Number(readFileSync(pidFile, 'utf8').split('\n')[0]) || undefined;
  } catch {
    return undefined;
  }
}

function signal(pid, name) {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}
