import { Body, Controller, Inject, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { IndicatorCommand } from '@outturn/domain';
import { SERVER_PARTS, type ServerParts } from '../parts';
import { ChangeIndicator, type Unstamped } from './change-indicator';
import { NoteBody, ReasonBody } from './figure-bodies';
import type { Outcome } from './receipt-interceptor';
import { EventIdPipe, unknownInPath } from './request-pipes';
import { Writes } from './route-decorators';
import { Context, type WriteContext } from './write-context';

/** Decisions on what others have submitted, proposed or opened. */
@ApiTags('Decisions')
@Controller('api/v1')
export class DecisionsController {
  constructor(
    @Inject(SERVER_PARTS) private readonly parts: ServerParts,
    @Inject(CommandBus) private readonly commands: CommandBus,
  ) {}

  @Post('outturns/:id/validation')
  @Writes('outturns.validate', 'Records that a figure has been checked.')
  validateOutturn(@Param('id', EventIdPipe) id: string, @Body() { note }: NoteBody, @Context() context: WriteContext) {
    return this.decide(id, { type: 'ValidateOutturn', outturnId: id, note }, context);
  }

  @Post('outturns/:id/approval')
  @Writes('outturns.decide', 'Approves a figure that somebody else has submitted.')
  approveOutturn(@Param('id', EventIdPipe) id: string, @Body() { note }: NoteBody, @Context() context: WriteContext) {
    return this.decide(id, { type: 'ApproveOutturn', outturnId: id, note }, context);
  }

  @Post('outturns/:id/rejection')
  @Writes('outturns.decide', 'Rejects a figure that somebody else has submitted.')
  rejectOutturn(
    @Param('id', EventIdPipe) id: string,
    @Body() { reason }: ReasonBody,
    @Context() context: WriteContext,
  ) {
    return this.decide(id, { type: 'RejectOutturn', outturnId: id, reason }, context);
  }

  @Post('outturns/:id/audit')
  @Writes('outturns.audit', 'Records that an approved figure has been audited.')
  auditOutturn(@Param('id', EventIdPipe) id: string, @Body() { note }: NoteBody, @Context() context: WriteContext) {
    return this.decide(id, { type: 'AuditOutturn', outturnId: id, note }, context);
  }

  @Post('corrections/:id/approval')
  @Writes('corrections.decide', 'Approves a correction that somebody else has proposed.')
  approveCorrection(
    @Param('id', EventIdPipe) id: string,
    @Body() { note }: NoteBody,
    @Context() context: WriteContext,
  ) {
    return this.decide(id, { type: 'ApproveCorrection', correctionId: id, note }, context);
  }

  @Post('corrections/:id/rejection')
  @Writes('corrections.decide', 'Rejects a correction that somebody else has proposed.')
  rejectCorrection(
    @Param('id', EventIdPipe) id: string,
    @Body() { reason }: ReasonBody,
    @Context() context: WriteContext,
  ) {
    return this.decide(id, { type: 'RejectCorrection', correctionId: id, reason }, context);
  }

  @Post('overrides/:id/approval')
  @Writes('overrides.decide', 'Approves the override of a status that somebody else has requested.')
  approveOverride(@Param('id', EventIdPipe) id: string, @Body() { note }: NoteBody, @Context() context: WriteContext) {
    return this.decide(id, { type: 'ApproveOverride', overrideId: id, note }, context);
  }

  @Post('overrides/:id/rejection')
  @Writes('overrides.decide', 'Rejects the override of a status that somebody else has requested.')
  rejectOverride(
    @Param('id', EventIdPipe) id: string,
    @Body() { reason }: ReasonBody,
    @Context() context: WriteContext,
  ) {
    return this.decide(id, { type: 'RejectOverride', overrideId: id, reason }, context);
  }

  @Post('restatements/:id/approval')
  @Writes('restatements.decide', 'Approves a restatement that somebody else has opened.')
  approveRestatement(
    @Param('id', EventIdPipe) id: string,
    @Body() { note }: NoteBody,
    @Context() context: WriteContext,
  ) {
    return this.decide(id, { type: 'ApproveRestatement', restatementId: id, note }, context);
  }

  @Post('restatements/:id/rejection')
  @Writes('restatements.decide', 'Rejects a restatement that somebody else has opened.')
  rejectRestatement(
    @Param('id', EventIdPipe) id: string,
    @Body() { reason }: ReasonBody,
    @Context() context: WriteContext,
  ) {
    return this.decide(id, { type: 'RejectRestatement', restatementId: id, reason }, context);
  }

  private async decide(id: string, command: Unstamped<IndicatorCommand>, context: WriteContext): Promise<Outcome> {
    const key = await this.parts.readModels.indicatorOfEvent(id);
    if (key === undefined) throw unknownInPath('id', id);
    return { receipt: await this.commands.execute(new ChangeIndicator(key, command, context)) };
  }
}
