// Required by a program before all else: at each SIGUSR2 its clock jumps, a day and two hours ahead, then as far behind,
// then back to the true time. Only `Date` is changed: timers go on, as after a correction of a machine's clock.
const SHIFT_MS = 26 * 60 * 60 * 1_000;
const SHIFTS_MS = [SHIFT_MS, -SHIFT_MS, 0];

const TrueDate = Date;
let jumps = 0;
let shiftMs = 0;

process.on('SIGUSR2', () => {
  shiftMs = SHIFTS_MS[jumps % SHIFTS_MS.length];
  jumps += 1;
});

const now = () => TrueDate.now() + shiftMs;

globalThis.Date = new Proxy(TrueDate, {
  apply: () => new TrueDate(now()).toString(),
  construct: (target, words, newTarget) =>
    Reflect.construct(target, words.length === 0 ? [now()] : words, newTarget === globalThis.Date ? target : newTarget),
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
});
