import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  publication,
  publicationStream,
  type PeriodKey,
  type PublicationCommand,
  type RecordErratum,
} from '@outturn/domain';
import { EditionMaker, type EditionRequest } from '@outturn/editions';
import type { Unstamped } from './change-indicator';
import type { WriteContext } from './write-context';
import { Writer, type Receipt } from './writer';

/** Asks for an edition, or for an erratum of one. */
export class ChangePublication extends Command<Receipt> {
  constructor(
    readonly period: PeriodKey,
    readonly command: ({ readonly type: 'PublishEdition' } & EditionRequest) | Unstamped<RecordErratum>,
    readonly context: WriteContext,
  ) {
    super();
  }
}

@CommandHandler(ChangePublication)
export class ChangePublicationHandler implements ICommandHandler<ChangePublication> {
  constructor(
    @Inject(EditionMaker) private readonly maker: EditionMaker,
    @Inject(Writer) private readonly writer: Writer,
  ) {}

  execute({ period, command, context }: ChangePublication): Promise<Receipt> {
    const { actor } = context.identity;
    return this.writer.write({
      streamId: publicationStream(period),
      decider: publication,
      command: (): Promise<PublicationCommand> =>
        command.type === 'PublishEdition'
          ? this.maker.make(period, command, actor)
          : Promise.resolve({ ...command, actor }),
      context,
      show: (state) => state,
    });
  }
}
