import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { programme, programmeStream, type ProgrammeCommand, londonDate } from '@outturn/domain';
import { SERVER_PARTS, type ServerParts } from '../parts';
import type { Unstamped } from './change-indicator';
import { Streams } from './streams';
import type { WriteContext } from './write-context';
import { Writer, type Receipt } from './writer';

/** Asks for a change of a programme. */
export class ChangeProgramme extends Command<Receipt> {
  constructor(
    readonly key: string,
    readonly command: Unstamped<ProgrammeCommand>,
    readonly context: WriteContext,
  ) {
    super();
  }
}

@CommandHandler(ChangeProgramme)
export class ChangeProgrammeHandler implements ICommandHandler<ChangeProgramme> {
  constructor(
    @Inject(SERVER_PARTS) private readonly parts: ServerParts,
    @Inject(Streams) private readonly streams: Streams,
    @Inject(Writer) private readonly writer: Writer,
  ) {}

  execute({ key, command, context }: ChangeProgramme): Promise<Receipt> {
    const today = londonDate(this.parts.now?.() ?? new Date());
    return this.writer.write({
      streamId: programmeStream(key),
      decider: programme,
      command: async () => {
        if ('area' in command && command.area !== undefined) await this.streams.requireArea(command.area, '/area');
        return { ...command, actor: context.identity.actor, today };
      },
      context,
      show: (state) => state,
    });
  }
}
