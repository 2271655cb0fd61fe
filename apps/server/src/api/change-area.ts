import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { area, areaStream, type AreaCommand } from '@outturn/domain';
import type { Unstamped } from './change-indicator';
import type { WriteContext } from './write-context';
import { Writer, type Receipt } from './writer';

/** Asks for a change of an area. */
export class ChangeArea extends Command<Receipt> {
  constructor(
    readonly key: string,
    readonly command: Unstamped<AreaCommand>,
    readonly context: WriteContext,
  ) {
    super();
  }
}

@CommandHandler(ChangeArea)
export class ChangeAreaHandler implements ICommandHandler<ChangeArea> {
  constructor(@Inject(Writer) private readonly writer: Writer) {}

  execute({ key, command, context }: ChangeArea): Promise<Receipt> {
    return this.writer.write({
      streamId: areaStream(key),
      decider: area,
      command: () => Promise.resolve({ ...command, actor: context.identity.actor }),
      context,
      show: (state) => state,
    });
  }
}
