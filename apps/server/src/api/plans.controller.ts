import { Body, Controller, Inject, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { BusinessPlanCommand } from '@outturn/domain';
import {
  ActionBody,
  ActionCorrectionBody,
  ActionUpdateBody,
  EndingBody,
  HandoverBody,
  WeWillBody,
} from './action-bodies';
import { ChangeBusinessPlan } from './change-business-plan';
import type { Unstamped } from './change-indicator';
import { NoteBody, ReasonBody } from './figure-bodies';
import { FinancialYearPipe } from './key-pipes';
import type { Outcome } from './receipt-interceptor';
import { EventIdPipe } from './request-pipes';
import { Writes } from './route-decorators';
import { Context, type WriteContext } from './write-context';

/** The business plan of a financial year: its "we wills" and actions, and what is said of them every quarter. */
@ApiTags('Business plan')
@Controller('api/v1/plans/:year')
export class PlansController {
  constructor(@Inject(CommandBus) private readonly commands: CommandBus) {}

  @Post('we-wills')
  @Writes('business-plan.manage', 'Adds a "we will" of the corporate plan.')
  addWeWill(
    @Param('year', FinancialYearPipe) year: string,
    @Body() { weWill, area, text, fromQuarter }: WeWillBody,
    @Context() context: WriteContext,
  ): Promise<Outcome> {
    return this.change(year, { type: 'AddWeWill', year, weWill, area, text, fromQuarter }, context);
  }

  @Post('we-wills/:weWill/ending')
  @Writes('business-plan.manage', 'Ends a "we will" after a quarter.')
  endWeWill(
    @Param('year', FinancialYearPipe) year: string,
    @Param('weWill') weWill: string,
    @Body() { lastQuarter, reason }: EndingBody,
    @Context() context: WriteContext,
  ): Promise<Outcome> {
    return this.change(year, { type: 'EndWeWill', weWill, lastQuarter, reason }, context);
  }

  @Post('actions')
  @Writes('business-plan.manage', 'Adds an action.')
  addAction(
    @Param('year', FinancialYearPipe) year: string,
    @Body() { action, area, title, owner, weWill, fromQuarter }: ActionBody,
    @Context() context: WriteContext,
  ): Promise<Outcome> {
    return this.change(year, { type: 'AddAction', year, action, area, title, owner, weWill, fromQuarter }, context);
  }

  @Post('actions/:action/owners')
  @Writes('business-plan.manage', 'Hands an action over to another owner.')
  handOver(
    @Param('year', FinancialYearPipe) year: string,
    @Param('action') action: string,
    @Body() { owner, reason }: HandoverBody,
    @Context() context: WriteContext,
  ): Promise<Outcome> {
    return this.change(year, { type: 'HandOverAction', action, owner, reason }, context);
  }

  @Post('actions/:action/ending')
  @Writes('business-plan.manage', 'Ends an action after a quarter.')
  endAction(
    @Param('year', FinancialYearPipe) year: string,
    @Param('action') action: string,
    @Body() { lastQuarter, reason }: EndingBody,
    @Context() context: WriteContext,
  ): Promise<Outcome> {
    return this.change(year, { type: 'EndAction', action, lastQuarter, reason }, context);
  }

  @Post('actions/:action/updates')
  @Writes('actions.update', 'Gives the update of an action for an open quarter, once.')
  update(
    @Param('year', FinancialYearPipe) year: string,
    @Param('action') action: string,
    @Body() { quarter, status, commentary }: ActionUpdateBody,
    @Context() context: WriteContext,
  ): Promise<Outcome> {
    return this.change(year, { type: 'UpdateAction', action, quarter, status, commentary }, context);
  }

  @Post('actions/:action/corrections')
  @Writes(
    'corrections.propose',
    'Corrects the update of an action.',
    'In an open quarter it takes effect at once; in a closed one it is a proposal, and the id is for its decision by somebody else.',
  )
  async correct(
    @Param('year', FinancialYearPipe) year: string,
    @Param('action') action: string,
    @Body() { quarter, status, commentary, reason }: ActionCorrectionBody,
    @Context() context: WriteContext,
  ): Promise<Outcome> {
    const command = { type: 'CorrectActionUpdate' as const, action, quarter, status, commentary, reason };
    return { ...(await this.change(year, command, context)), made: true };
  }

  @Post('actions/:action/corrections/:id/approval')
  @Writes('corrections.decide', 'Approves a correction of an action that somebody else has proposed.')
  approve(
    @Param('year', FinancialYearPipe) year: string,
    @Param('action') action: string,
    @Param('id', EventIdPipe) correctionId: string,
    @Body() { note }: NoteBody,
    @Context() context: WriteContext,
  ): Promise<Outcome> {
    return this.change(year, { type: 'ApproveActionCorrection', action, correctionId, note }, context);
  }

  @Post('actions/:action/corrections/:id/rejection')
  @Writes('corrections.decide', 'Rejects a correction of an action that somebody else has proposed.')
  reject(
    @Param('year', FinancialYearPipe) year: string,
    @Param('action') action: string,
    @Param('id', EventIdPipe) correctionId: string,
    @Body() { reason }: ReasonBody,
    @Context() context: WriteContext,
  ): Promise<Outcome> {
    return this.change(year, { type: 'RejectActionCorrection', action, correctionId, reason }, context);
  }

  private async change(year: string, command: Unstamped<BusinessPlanCommand>, context: WriteContext): Promise<Outcome> {
    const receipt = await this.commands.execute(new ChangeBusinessPlan(year, command, context));
    const quarter = 'quarter' in command ? command.quarter : `${year}-Q4`;
    return { receipt, location: `/api/v1/actions?period=${quarter}` };
  }
}
