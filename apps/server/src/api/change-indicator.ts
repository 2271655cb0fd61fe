import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  areaOn,
  closedUntilOf,
  indicator,
  indicatorStream,
  londonDate,
  type Decider,
  type IndicatorCommand,
  type IndicatorEvent,
  type IndicatorState,
} from '@outturn/domain';
import { SERVER_PARTS, type ServerParts } from '../parts';
import { roleInArea } from '../security/permissions';
import { Problem } from './problem';
import { Streams } from './streams';
import type { WriteContext } from './write-context';
import { Guarded, Writer, type Receipt } from './writer';

/** A command as a controller gives it: who asks, the day and what of the calendar it needs are added here. */
export type Unstamped<C> = C extends unknown ? Omit<C, 'actor' | 'today' | 'cycle' | 'closedUntil'> : never;

/** Asks for a change of an indicator or of one of its figures. */
export class ChangeIndicator extends Command<Receipt> {
  constructor(
    readonly key: string,
    readonly command: Unstamped<IndicatorCommand>,
    readonly context: WriteContext,
    /** Turns the domain's pointers into those of the body. */
    readonly pointerOf?: (pointer: string) => string,
  ) {
    super();
  }
}

@CommandHandler(ChangeIndicator)
export class ChangeIndicatorHandler implements ICommandHandler<ChangeIndicator> {
  constructor(
    @Inject(SERVER_PARTS) readonly parts: ServerParts,
    @Inject(Streams) readonly streams: Streams,
    @Inject(Writer) private readonly writer: Writer,
  ) {}

  execute({ key, command, context, pointerOf }: ChangeIndicator): Promise<Receipt> {
    const today = londonDate(this.parts.now?.() ?? new Date());
    return this.writer.write({
      streamId: indicatorStream(key),
      decider: withinAreas(context, today),
      command: (mayBeOld) => guardedCommand(command, context, today, this, mayBeOld),
      context,
      pointerOf,
      show: (state) => whatMatters(command, state),
    });
  }
}

/** Where what a command needs to know is looked up. */
export interface CommandSources {
  readonly parts: ServerParts;
  readonly streams: Streams;
}

/**
 * The whole command of a caller.
 *
 * @throws {Problem} 400 when it names an area that does not exist.
 * @throws {Refusal} `invalid-period`.
 */
export async function stampCommand(
  command: Unstamped<IndicatorCommand>,
  context: Pick<WriteContext, 'identity'>,
  today: string,
  sources: CommandSources,
): Promise<IndicatorCommand> {
  return (await guardedCommand(command, context, today, sources)).command;
}

/** The whole command, which holds only while its report cycle stays as it was seen. */
async function guardedCommand(
  command: Unstamped<IndicatorCommand>,
  { identity }: Pick<WriteContext, 'identity'>,
  today: string,
  { parts, streams }: CommandSources,
  mayBeOld = false,
): Promise<Guarded<IndicatorCommand>> {
  if (command.type === 'DefineIndicator' || command.type === 'MoveIndicator') {
    await streams.requireArea(command.area, '/area');
  }
  const period = cyclePeriodOf(command);
  const cycle = period === undefined ? undefined : await streams.cycle(period, mayBeOld);
  const closedUntil = holdsFromDay(command) ? await closedUntilNow(parts) : undefined;
  // Every command now has what its controller could not know; the union is too long for the compiler to see it.
  const calendar = { cycle: cycle?.entry, closedUntil };
  const whole = Object.assign({ ...command, actor: identity.actor, today }, calendar) as IndicatorCommand;
  return new Guarded(whole, cycle?.guard);
}

function holdsFromDay({ type }: Unstamped<IndicatorCommand>): boolean {
  return type === 'SetRatingRule' || type === 'MoveIndicator';
}

async function closedUntilNow({ readModels }: ServerParts): Promise<string | undefined> {
  return closedUntilOf(await readModels.reportingPeriods(await readModels.followedTo()));
}

/** The period whose report cycle the domain must know for a command; undefined where it need not. */
function cyclePeriodOf(command: Unstamped<IndicatorCommand>): string | undefined {
  if (command.type === 'SetTarget') return command.target.period;
  const needed = [
    'SubmitOutturn',
    'SubmitAnnualReturn',
    'DeclareUnavailable',
    'WithdrawOutturn',
    'ProposeCorrection',
    'RecordRevision',
  ];
  return 'period' in command && needed.includes(command.type) ? command.period : undefined;
}

/** The indicator's decider for one caller: whose role is bound to areas decides only where the indicator is now. */
export function withinAreas(
  caller: Pick<WriteContext, 'identity' | 'permission'>,
  today: string,
): Decider<IndicatorState, IndicatorCommand, IndicatorEvent> {
  return {
    ...indicator,
    decide: (command, state) => {
      requireOwnArea(caller, state, today);
      return indicator.decide(command, state);
    },
  };
}

/** @throws {Problem} 403 when the caller's role is bound to areas, and the indicator is in another one now. */
export function requireOwnArea(
  { identity, permission }: Pick<WriteContext, 'identity' | 'permission'>,
  state: IndicatorState,
  today: string,
): void {
  const area = areaOn(state, today);
  if (state.key === undefined || roleInArea(identity, permission, area) !== undefined) return;
  throw otherArea(state.key, area, identity.areas);
}

function otherArea(key: string, area: string, own: readonly string[]): Problem {
  const mine = own.length === 0 ? 'no area' : own.join(', ');
  const detail = `${key} belongs to the area ${area}, and you write for ${mine}. Ask an officer of that area.`;
  return new Problem({
    status: 403,
    code: 'other-area',
    detail,
    errors: [{ in: 'path', pointer: '/indicator', detail }],
  });
}

/** What of an indicator a caller needs to see who had seen an older one: the figure at hand, or its definitions. */
function whatMatters(command: Unstamped<IndicatorCommand>, state: IndicatorState): unknown {
  const period = periodOf(command, state);
  if (period !== undefined) {
    return { period, figure: state.figures[period] ?? null, target: state.targets[period] ?? null };
  }
  return { ...state, figures: undefined, targets: undefined };
}

function periodOf(command: Unstamped<IndicatorCommand>, state: IndicatorState): string | undefined {
  if ('period' in command) return command.period;
  if (command.type === 'SetTarget') return command.target.period;
  if (command.type === 'RecordBenchmark') return command.benchmark.shownWith;
  const id = decidedIdOf(command);
  if (id === undefined) return undefined;
  return Object.values(state.figures).find((figure) =>
    [figure.held?.outturnId, figure.pendingCorrection?.id, figure.pendingOverride?.id].includes(id),
  )?.period;
}

/** The submission or the proposal that a command decides. */
function decidedIdOf(command: Unstamped<IndicatorCommand>): string | undefined {
  if ('outturnId' in command) return command.outturnId;
  if ('correctionId' in command) return command.correctionId;
  return 'overrideId' in command ? command.overrideId : undefined;
}
