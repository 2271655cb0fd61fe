import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { reportingPeriod, reportingPeriodStream, type ReportingPeriodCommand } from '@outturn/domain';
import type { Unstamped } from './change-indicator';
import { Streams } from './streams';
import type { WriteContext } from './write-context';
import { Writer, type Receipt } from './writer';

/** Asks for a change of a reporting period. */
export class ChangeReportingPeriod extends Command<Receipt> {
  constructor(
    readonly command: Unstamped<ReportingPeriodCommand>,
    readonly context: WriteContext,
  ) {
    super();
  }
}

@CommandHandler(ChangeReportingPeriod)
export class ChangeReportingPeriodHandler implements ICommandHandler<ChangeReportingPeriod> {
  constructor(
    @Inject(Streams) private readonly streams: Streams,
    @Inject(Writer) private readonly writer: Writer,
  ) {}

  execute({ command, context }: ChangeReportingPeriod): Promise<Receipt> {
    return this.writer.write({
      streamId: reportingPeriodStream(command.period),
      decider: reportingPeriod,
      command: async () => {
        await this.requireKnown(command);
        return { ...command, actor: context.identity.actor };
      },
      context,
      // The table that the domain checks is the body itself.
      pointerOf: (pointer) => pointer.replace(/^\/(summary|table)(?=\/)/, ''),
      show: (state) => state,
    });
  }

  /** The domain decides on one period and cannot see whether what it names elsewhere exists. */
  private async requireKnown(command: Unstamped<ReportingPeriodCommand>): Promise<void> {
    if (command.type === 'ReopenFigure') await this.streams.requireIndicator(command.indicator, '/indicator');
    const rows = rowsOf(command);
    await Promise.all(rows.map((row, index) => this.streams.requireArea(row.area, `/rows/${index}/area`)));
  }
}

/** The rows of a published table, which name areas. */
function rowsOf(command: Unstamped<ReportingPeriodCommand>): readonly { readonly area: string }[] {
  if (command.type === 'RecordPublishedSummary') return command.summary.rows;
  return command.type === 'RecordPublishedActions' ? command.table.rows : [];
}
