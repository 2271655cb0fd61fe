import { Body, Controller, Inject, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { ContractCommand } from '@outturn/domain';
import { ChangeContract } from './change-contract';
import type { Unstamped } from './change-indicator';
import {
  FinanceLineBody,
  FinanceVintageBody,
  MeetingBody,
  MeetingRhythmBody,
  NoticeBody,
  NoticeClosingBody,
  StatementBody,
} from './contract-oversight-bodies';
import {
  DataAssessmentBody,
  DataExpectationBody,
  DataReceiptBody,
  KpiResultBody,
  KpiSetBody,
  KpiSetEndingBody,
  kpiSetOf,
} from './contract-performance-bodies';
import { suppliedValueOf } from './figure-bodies';
import { plainOf } from './plain';
import type { Outcome } from './receipt-interceptor';
import { ContractKeyPipe, EventIdPipe } from './request-pipes';
import { Writes } from './route-decorators';
import { Context, type WriteContext } from './write-context';

/** What is recorded of a contract as it runs: KPIs, data, meetings, money, notices and statements. */
@ApiTags('Contracts')
@Controller('api/v1/contracts/:contract')
export class ContractRecordsController {
  constructor(@Inject(CommandBus) private readonly commands: CommandBus) {}

  @Post('kpi-sets')
  @Writes('contracts.manage', 'Adopts a set of KPIs; sets do not overlap.')
  adoptKpiSet(
    @Param('contract', ContractKeyPipe) contract: string,
    @Body() body: KpiSetBody,
    @Context() context: WriteContext,
  ): Promise<Outcome> {
    return this.change(contract, { type: 'AdoptKpiSet', set: kpiSetOf(body) }, context);
  }

  @Post('kpi-set-endings')
  @Writes('contracts.manage', 'Ends a set of KPIs that had no last day.')
  endKpiSet(
    @Param('contract', ContractKeyPipe) contract: string,
    @Body() body: KpiSetEndingBody,
    @Context() context: WriteContext,
  ): Promise<Outcome> {
    return this.change(contract, { type: 'EndKpiSet', ...plainOf(body) }, context);
  }

  @Post('kpi-results')
  @Writes('contracts.manage', 'Records the result of a KPI for a period.')
  recordKpiResult(
    @Param('contract', ContractKeyPipe) contract: string,
    @Body() body: KpiResultBody,
    @Context() context: WriteContext,
  ): Promise<Outcome> {
    const { kpiSet, kpi, period, source, ...value } = plainOf(body);
    const result = { kpiSet, kpi, period, value: suppliedValueOf(value), source };
    return this.change(contract, { type: 'RecordKpiResult', result }, context, true);
  }

  @Post('data-expectations')
  @Writes('contracts.manage', 'Records when data for a period are due.')
  expectData(
    @Param('contract', ContractKeyPipe) contract: string,
    @Body() body: DataExpectationBody,
    @Context() context: WriteContext,
  ): Promise<Outcome> {
    return this.change(contract, { type: 'ExpectData', expectation: plainOf(body) }, context);
  }

  @Post('data-receipts')
  @Writes('contracts.manage', 'Records that data for a period have come.')
  receiveData(
    @Param('contract', ContractKeyPipe) contract: string,
    @Body() body: DataReceiptBody,
    @Context() context: WriteContext,
  ): Promise<Outcome> {
    return this.change(contract, { type: 'ReceiveData', receipt: plainOf(body) }, context);
  }

  @Post('data-assessments')
  @Writes('contracts.assess', 'Records that data have been validated or audited, by somebody who did not take them in.')
  assessData(
    @Param('contract', ContractKeyPipe) contract: string,
    @Body() body: DataAssessmentBody,
    @Context() context: WriteContext,
  ): Promise<Outcome> {
    return this.change(contract, { type: 'AssessData', ...plainOf(body) }, context);
  }

  @Post('meeting-rhythms')
  @Writes('contracts.manage', 'Records how often a kind of meeting is held.')
  agreeMeetingRhythm(
    @Param('contract', ContractKeyPipe) contract: string,
    @Body() body: MeetingRhythmBody,
    @Context() context: WriteContext,
  ): Promise<Outcome> {
    return this.change(contract, { type: 'AgreeMeetingRhythm', rhythm: plainOf(body) }, context);
  }

  @Post('meetings')
  @Writes('contracts.manage', 'Records that a meeting was held.')
  holdMeeting(
    @Param('contract', ContractKeyPipe) contract: string,
    @Body() body: MeetingBody,
    @Context() context: WriteContext,
  ): Promise<Outcome> {
    return this.change(contract, { type: 'HoldMeeting', meeting: plainOf(body) }, context);
  }

  @Post('finance-lines')
  @Writes('contracts.manage', 'Opens a line of amounts.')
  openFinanceLine(
    @Param('contract', ContractKeyPipe) contract: string,
    @Body() body: FinanceLineBody,
    @Context() context: WriteContext,
  ): Promise<Outcome> {
    return this.change(contract, { type: 'OpenFinanceLine', line: plainOf(body) }, context);
  }

  @Post('finance-vintages')
  @Writes('contracts.manage', 'Records what is now said of an amount; what was said before stays beside it.')
  recordFinanceVintage(
    @Param('contract', ContractKeyPipe) contract: string,
    @Body() body: FinanceVintageBody,
    @Context() context: WriteContext,
  ): Promise<Outcome> {
    return this.change(contract, { type: 'RecordFinanceVintage', vintage: plainOf(body) }, context, true);
  }

  @Post('notices')
  @Writes('contracts.manage', 'Records that a notice was served.')
  serveNotice(
    @Param('contract', ContractKeyPipe) contract: string,
    @Body() body: NoticeBody,
    @Context() context: WriteContext,
  ): Promise<Outcome> {
    return this.change(contract, { type: 'ServeNotice', notice: plainOf(body) }, context, true);
  }

  @Post('notices/:id/closing')
  @Writes('contracts.manage', 'Records that a notice is closed, and with what outcome.')
  closeNotice(
    @Param('contract', ContractKeyPipe) contract: string,
    @Param('id', EventIdPipe) noticeId: string,
    @Body() body: NoticeClosingBody,
    @Context() context: WriteContext,
  ): Promise<Outcome> {
    return this.change(contract, { type: 'CloseNotice', noticeId, ...plainOf(body) }, context);
  }

  @Post('statements')
  @Writes('contracts.manage', 'Records what somebody states about the contract in a period.')
  stateAssurance(
    @Param('contract', ContractKeyPipe) contract: string,
    @Body() body: StatementBody,
    @Context() context: WriteContext,
  ): Promise<Outcome> {
    return this.change(contract, { type: 'StateAssurance', statement: plainOf(body) }, context, true);
  }

  private async change(
    contract: string,
    command: Unstamped<ContractCommand>,
    context: WriteContext,
    made = false,
  ): Promise<Outcome> {
    const receipt = await this.commands.execute(new ChangeContract(contract, command, context));
    return { receipt, location: `/api/v1/contracts/${contract}`, made };
  }
}
