import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { riskRegister, riskRegisterStream, type RiskRegisterCommand, londonDate } from '@outturn/domain';
import { SERVER_PARTS, type ServerParts } from '../parts';
import type { Unstamped } from './change-indicator';
import type { WriteContext } from './write-context';
import { Writer, type Receipt } from './writer';

/** Asks for a change of a risk register. */
export class ChangeRiskRegister extends Command<Receipt> {
  constructor(
    readonly key: string,
    readonly command: Unstamped<RiskRegisterCommand>,
    readonly context: WriteContext,
  ) {
    super();
  }
}

@CommandHandler(ChangeRiskRegister)
export class ChangeRiskRegisterHandler implements ICommandHandler<ChangeRiskRegister> {
  constructor(
    @Inject(SERVER_PARTS) private readonly parts: ServerParts,
    @Inject(Writer) private readonly writer: Writer,
  ) {}

  execute({ key, command, context }: ChangeRiskRegister): Promise<Receipt> {
    const today = londonDate(this.parts.now?.() ?? new Date());
    return this.writer.write({
      streamId: riskRegisterStream(key),
      decider: riskRegister,
      command: () => Promise.resolve({ ...command, actor: context.identity.actor, today }),
      context,
      // The matrix that the domain checks is the body itself.
      pointerOf: (pointer) => pointer.replace(/^\/matrix(?=\/)/, ''),
      show: (state) => state,
    });
  }
}
