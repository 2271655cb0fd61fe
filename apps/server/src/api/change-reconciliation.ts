import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { reconciliation, reconciliationStream, type ReconciliationCommand } from '@outturn/domain';
import type { Unstamped } from './change-indicator';
import type { WriteContext } from './write-context';
import { Writer, type Receipt } from './writer';

/** Asks for a reconciliation of a printed document, or answers a finding of one. */
export class ChangeReconciliation extends Command<Receipt> {
  constructor(
    readonly key: string,
    readonly command: Unstamped<ReconciliationCommand>,
    readonly context: WriteContext,
  ) {
    super();
  }
}

@CommandHandler(ChangeReconciliation)
export class ChangeReconciliationHandler implements ICommandHandler<ChangeReconciliation> {
  constructor(@Inject(Writer) private readonly writer: Writer) {}

  execute({ key, command, context }: ChangeReconciliation): Promise<Receipt> {
    return this.writer.write({
      streamId: reconciliationStream(key),
      decider: reconciliation,
      command: () => Promise.resolve({ ...command, actor: context.identity.actor }),
      context,
      show: (state) => state,
    });
  }
}
