import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  actionOf,
  businessPlan,
  businessPlanStream,
  closedUntilOf,
  parsePeriod,
  quartersOf,
  weWillOf,
  type BusinessPlanCommand,
  type BusinessPlanEvent,
  type BusinessPlanState,
  type Decider,
} from '@outturn/domain';
import { roleInArea } from '../security/permissions';
import type { Unstamped } from './change-indicator';
import { Problem } from './problem';
import { Streams, type KnownCycle } from './streams';
import type { WriteContext } from './write-context';
import { Guarded, Writer, type Receipt } from './writer';

/** Asks for a change of the business plan of a financial year. */
export class ChangeBusinessPlan extends Command<Receipt> {
  constructor(
    readonly year: string,
    readonly command: Unstamped<BusinessPlanCommand>,
    readonly context: WriteContext,
  ) {
    super();
  }
}

@CommandHandler(ChangeBusinessPlan)
export class ChangeBusinessPlanHandler implements ICommandHandler<ChangeBusinessPlan> {
  constructor(
    @Inject(Streams) private readonly streams: Streams,
    @Inject(Writer) private readonly writer: Writer,
  ) {}

  execute({ year, command, context }: ChangeBusinessPlan): Promise<Receipt> {
    return this.writer.write({
      streamId: businessPlanStream(year),
      decider: withinAreas(context),
      command: () => this.stamp(year, command, context),
      context,
      show: (state) => whatMatters(command, state),
    });
  }

  /** The whole command, which holds only while the first quarter that it bears on stays as it was seen. */
  private async stamp(
    year: string,
    command: Unstamped<BusinessPlanCommand>,
    { identity }: WriteContext,
  ): Promise<Guarded<BusinessPlanCommand>> {
    if ('area' in command) await this.streams.requireArea(command.area, '/area');
    const cycles = await this.cyclesOf(year);
    const closedUntil = closedUntilOf([...cycles.values()].flatMap(({ entry }) => entry ?? []));
    const cycle = cycles.get(firstQuarterOf(year, command) ?? '');
    // Every command now has what its controller could not know; the union is too long for the compiler to see it.
    const whole = Object.assign(
      { ...command, actor: identity.actor },
      { cycle: cycle?.entry, closedUntil },
    ) as BusinessPlanCommand;
    return new Guarded(whole, cycle?.guard);
  }

  /** The reporting periods of the quarters of a year, by quarter. */
  private async cyclesOf(year: string): Promise<ReadonlyMap<string, KnownCycle>> {
    const quarters = quartersOf(parsePeriod(year)).map(({ key }) => key);
    const cycles = await Promise.all(quarters.map((quarter) => this.streams.cycle(quarter)));
    return new Map(cycles.map((cycle, index) => [quarters[index] ?? '', cycle]));
  }
}

/** The first quarter of which a command changes what it shows; undefined where there is none. */
function firstQuarterOf(year: string, command: Unstamped<BusinessPlanCommand>): string | undefined {
  switch (command.type) {
    case 'AddWeWill':
    case 'AddAction':
      return command.fromQuarter ?? `${year}-Q1`;
    case 'EndWeWill':
    case 'EndAction':
      return quartersOf(parsePeriod(year)).find(({ key }) => key > command.lastQuarter)?.key;
    case 'UpdateAction':
    case 'CorrectActionUpdate':
      return command.quarter;
    case 'HandOverAction':
    case 'ApproveActionCorrection':
    case 'RejectActionCorrection':
      return undefined;
  }
}

/** The plan's decider for one caller: whose role is bound to areas speaks only of their actions. */
function withinAreas({
  identity,
  permission,
}: WriteContext): Decider<BusinessPlanState, BusinessPlanCommand, BusinessPlanEvent> {
  return {
    ...businessPlan,
    decide: (command, state) => {
      const known = 'action' in command ? actionOf(state, command.action) : undefined;
      if (known && roleInArea(identity, permission, known.area) === undefined) {
        throw otherArea(known.action, known.area, identity.areas);
      }
      return businessPlan.decide(command, state);
    },
  };
}

function otherArea(action: string, area: string, own: readonly string[]): Problem {
  const mine = own.length === 0 ? 'no area' : own.join(', ');
  const detail = `${action} belongs to the area ${area}, and you write for ${mine}. Ask an officer of that area.`;
  return new Problem({ status: 403, code: 'other-area', detail, errors: [{ in: 'path', pointer: '/action', detail }] });
}

/** What of a plan a caller needs to see who had seen an older one: the action or the "we will" at hand. */
function whatMatters(command: Unstamped<BusinessPlanCommand>, state: BusinessPlanState): unknown {
  if ('action' in command) return actionOf(state, command.action) ?? null;
  return weWillOf(state, command.weWill) ?? null;
}
