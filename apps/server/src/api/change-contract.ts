import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { contract, contractStream, type ContractCommand, londonDate } from '@outturn/domain';
import { SERVER_PARTS, type ServerParts } from '../parts';
import type { Unstamped } from './change-indicator';
import { Streams } from './streams';
import type { WriteContext } from './write-context';
import { Guarded, Writer, type Receipt } from './writer';

/** Asks for a change of a contract. */
export class ChangeContract extends Command<Receipt> {
  constructor(
    readonly key: string,
    readonly command: Unstamped<ContractCommand>,
    readonly context: WriteContext,
  ) {
    super();
  }
}

@CommandHandler(ChangeContract)
export class ChangeContractHandler implements ICommandHandler<ChangeContract> {
  constructor(
    @Inject(SERVER_PARTS) private readonly parts: ServerParts,
    @Inject(Streams) private readonly streams: Streams,
    @Inject(Writer) private readonly writer: Writer,
  ) {}

  execute({ key, command, context }: ChangeContract): Promise<Receipt> {
    const today = londonDate(this.parts.now?.() ?? new Date());
    return this.writer.write({
      streamId: contractStream(key),
      decider: contract,
      command: async () => {
        if (command.type === 'AdoptKpiSet') await this.requireIndicators(command.set.kpis);
        const stamp = { actor: context.identity.actor, today };
        if (command.type !== 'RecordKpiResult') return { ...command, ...stamp };
        // Whether a result is late holds only while its period stays as it was seen.
        const { entry, guard } = await this.streams.cycle(command.result.period);
        return new Guarded({ ...command, ...stamp, cycle: entry }, guard);
      },
      context,
      show: (state) => state,
    });
  }

  /** A KPI that is an indicator names one that there is. */
  private async requireIndicators(
    kpis: Extract<ContractCommand, { type: 'AdoptKpiSet' }>['set']['kpis'],
  ): Promise<void> {
    for (const [index, kpi] of kpis.entries()) {
      if ('indicatorKey' in kpi) await this.streams.requireIndicator(kpi.indicatorKey, `/kpis/${index}/indicatorKey`);
    }
  }
}
