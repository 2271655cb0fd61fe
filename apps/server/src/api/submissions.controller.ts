import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { Refusal, type IndicatorCommand } from '@outturn/domain';
import { PreviewAnswer } from './change-answers';
import { CorrectionBody, RestatementBody, RevisionBody, justificationOf, proposedChangeOf } from './change-bodies';
import { ChangeIndicator, type Unstamped } from './change-indicator';
import {
  CommentaryBody,
  OutturnBody,
  OverrideBody,
  UnavailabilityBody,
  WithdrawalBody,
  suppliedValueOf,
} from './figure-bodies';
import { figureLink } from './indicators.controller';
import { plainOf, type Plain } from './plain';
import { restatementPointer, targetCorrectionPointer } from './pointers';
import { Previews } from './preview';
import { refusalProblem } from './problem';
import { Questions } from './question';
import type { Outcome } from './receipt-interceptor';
import { IndicatorKeyPipe } from './request-pipes';
import { WorksOut, Writes } from './route-decorators';
import { Context, type WriteContext } from './write-context';
import { withPointer } from './writer';

/** What is said of the figures of an indicator. */
@ApiTags('Figures')
@Controller('api/v1/indicators/:indicator')
export class SubmissionsController {
  constructor(
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(Previews) private readonly previews: Previews,
    @Inject(Questions) private readonly questions: Questions,
  ) {}

  @Post('outturns')
  @Writes('figures.submit', 'Submits a figure for a period.', 'The id is that of the outturn, for its decisions.')
  submitOutturn(
    @Param('indicator', IndicatorKeyPipe) key: string,
    @Body() body: OutturnBody,
    @Context() context: WriteContext,
  ): Promise<Outcome> {
    return this.submit(key, 'SubmitOutturn', body, context);
  }

  @Post('annual-returns')
  @Writes('figures.submit', 'Submits the year’s figure of an indicator that is reported more often.')
  submitAnnualReturn(
    @Param('indicator', IndicatorKeyPipe) key: string,
    @Body() body: OutturnBody,
    @Context() context: WriteContext,
  ): Promise<Outcome> {
    return this.submit(key, 'SubmitAnnualReturn', body, context);
  }

  @Post('unavailability')
  @Writes('figures.submit', 'Declares that there is no figure, and why.')
  declareUnavailable(
    @Param('indicator', IndicatorKeyPipe) key: string,
    @Body() { period, reason, note }: UnavailabilityBody,
    @Context() context: WriteContext,
  ): Promise<Outcome> {
    return this.change(key, period, { type: 'DeclareUnavailable', period, reason, note }, context);
  }

  @Post('withdrawals')
  @Writes(
    'figures.withdraw',
    'Withdraws a figure of an open period that is no longer stood behind.',
    'The withdrawal of a figure of a closed period is proposed as a correction.',
  )
  withdraw(
    @Param('indicator', IndicatorKeyPipe) key: string,
    @Body() { period, unavailable, reason, evidence }: WithdrawalBody,
    @Context() context: WriteContext,
  ): Promise<Outcome> {
    const command = { type: 'WithdrawOutturn' as const, period, unavailable, reason, evidence };
    return this.change(key, period, command, context);
  }

  @Post('commentary')
  @Writes('commentary.write', 'Writes the commentary of a figure.')
  writeCommentary(
    @Param('indicator', IndicatorKeyPipe) key: string,
    @Body() { period, text }: CommentaryBody,
    @Context() context: WriteContext,
  ): Promise<Outcome> {
    return this.change(key, period, { type: 'WriteCommentary', period, text }, context);
  }

  @Post('overrides')
  @Writes(
    'overrides.request',
    'Asks for a judgement in the place of the computed status.',
    'The id is for its decision, by somebody else.',
  )
  async requestOverride(
    @Param('indicator', IndicatorKeyPipe) key: string,
    @Body() { period, level, reason }: OverrideBody,
    @Context() context: WriteContext,
  ): Promise<Outcome> {
    const outcome = await this.change(key, period, { type: 'RequestOverride', period, level, reason }, context);
    return { ...outcome, made: true };
  }

  @Post('corrections')
  @Writes(
    'corrections.propose',
    'Proposes a correction, a revision or a withdrawal of a figure, or a correction of the target of a closed period.',
  )
  async proposeCorrection(
    @Param('indicator', IndicatorKeyPipe) key: string,
    @Body() body: CorrectionBody,
    @Context() context: WriteContext,
  ): Promise<Outcome> {
    const outcome = await this.change(key, body.period, proposalOf(body), context, correctionPointer(body));
    return { ...outcome, made: true };
  }

  @Post('corrections/preview')
  @HttpCode(200)
  @WorksOut(
    'corrections.propose',
    PreviewAnswer,
    'Shows what a correction would change.',
    'Takes the body of a correction and records nothing.',
  )
  async previewCorrection(
    @Param('indicator', IndicatorKeyPipe) key: string,
    @Body() body: CorrectionBody,
    @Context() context: WriteContext,
  ): Promise<Plain<PreviewAnswer>> {
    const question = await this.questions.open({});
    return this.previews.ofCorrection(key, proposalOf(body), context, question).catch((error: unknown) => {
      throw error instanceof Refusal ? refusalProblem(withPointer(error, correctionPointer(body))) : error;
    });
  }

  @Post('revisions')
  @Writes(
    'revisions.record',
    'Records that a figure of an open period is known better now.',
    'The revision of a figure of a closed period is proposed as a correction of kind revision.',
  )
  async recordRevision(
    @Param('indicator', IndicatorKeyPipe) key: string,
    @Body() body: RevisionBody,
    @Context() context: WriteContext,
  ): Promise<Outcome> {
    const { period } = body;
    const value = suppliedValueOf(body);
    const justification = justificationOf(body);
    const outcome = await this.change(key, period, { type: 'RecordRevision', period, value, justification }, context);
    return { ...outcome, made: true };
  }

  @Post('restatements')
  @Writes('restatements.open', 'Opens a restatement: past periods on a new basis.')
  async openRestatement(
    @Param('indicator', IndicatorKeyPipe) key: string,
    @Body() body: RestatementBody,
    @Context() context: WriteContext,
  ): Promise<Outcome> {
    const { fromBasis, toBasis, decidedOn } = body;
    const restated = body.restated.map((item) => ({ period: item.period, value: suppliedValueOf(item) }));
    const notRestated = body.notRestated.map((item) => plainOf(item));
    const command: Unstamped<IndicatorCommand> = {
      type: 'OpenRestatement',
      fromBasis,
      toBasis,
      justification: justificationOf(body),
      restated,
      notRestated,
      decidedOn,
    };
    const receipt = await this.commands.execute(new ChangeIndicator(key, command, context, restatementPointer));
    return { receipt, location: `/api/v1/indicators/${key}`, made: true };
  }

  private async submit(
    key: string,
    type: 'SubmitOutturn' | 'SubmitAnnualReturn',
    body: OutturnBody,
    context: WriteContext,
  ): Promise<Outcome> {
    const { period, provisional = false } = body;
    const outcome = await this.change(
      key,
      period,
      { type, period, value: suppliedValueOf(body), provisional },
      context,
    );
    return { ...outcome, made: true };
  }

  private async change(
    key: string,
    period: string,
    command: Unstamped<IndicatorCommand>,
    context: WriteContext,
    pointerOf?: (pointer: string) => string,
  ): Promise<Outcome> {
    const receipt = await this.commands.execute(new ChangeIndicator(key, command, context, pointerOf));
    return { receipt, location: figureLink(key, period) };
  }
}

function proposalOf(body: CorrectionBody) {
  const { period, kind, decidedOn } = body;
  const justification = justificationOf(body);
  const change = proposedChangeOf(body);
  return { type: 'ProposeCorrection' as const, period, kind, change, justification, decidedOn };
}

function correctionPointer(body: CorrectionBody): ((pointer: string) => string) | undefined {
  return body.target === undefined ? undefined : targetCorrectionPointer;
}
