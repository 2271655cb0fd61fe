import { Body, Controller, Inject, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { ContractCommand } from '@outturn/domain';
import { justificationOf } from './change-bodies';
import { ChangeContract } from './change-contract';
import type { Unstamped } from './change-indicator';
import { AgreementBody, SignatureBody, VariationBody } from './contract-bodies';
import { ContractCorrectionBody, ContractRatingBody, contractCorrectionOf } from './contract-oversight-bodies';
import { NoteBody, ReasonBody } from './figure-bodies';
import { plainOf } from './plain';
import type { Outcome } from './receipt-interceptor';
import { ContractKeyPipe, EventIdPipe } from './request-pipes';
import { Writes } from './route-decorators';
import { Context, type WriteContext } from './write-context';

/** What of a contract goes from one person to another: variations, ratings and corrections. */
@ApiTags('Contracts')
@Controller('api/v1/contracts/:contract')
export class ContractStepsController {
  constructor(@Inject(CommandBus) private readonly commands: CommandBus) {}

  @Post('variations')
  @Writes('contracts.manage', 'Proposes a variation.')
  propose(
    @Param('contract', ContractKeyPipe) contract: string,
    @Body() body: VariationBody,
    @Context() context: WriteContext,
  ): Promise<Outcome> {
    return this.change(contract, { type: 'ProposeVariation', variation: plainOf(body) }, context, true);
  }

  @Post('variations/:id/agreement')
  @Writes('contracts.decide', 'Records that a variation is agreed, by somebody other than who proposed it.')
  agree(
    @Param('contract', ContractKeyPipe) contract: string,
    @Param('id', EventIdPipe) variationId: string,
    @Body() body: AgreementBody,
    @Context() context: WriteContext,
  ): Promise<Outcome> {
    return this.change(contract, { type: 'AgreeVariation', variationId, ...plainOf(body) }, context);
  }

  @Post('variations/:id/signature')
  @Writes('contracts.manage', 'Records that a variation is signed: from then on the contract ends when it says.')
  sign(
    @Param('contract', ContractKeyPipe) contract: string,
    @Param('id', EventIdPipe) variationId: string,
    @Body() body: SignatureBody,
    @Context() context: WriteContext,
  ): Promise<Outcome> {
    return this.change(contract, { type: 'SignVariation', variationId, ...plainOf(body) }, context);
  }

  @Post('variations/:id/dropping')
  @Writes(
    'contracts.manage',
    'Records that nothing will come of a variation: one that is agreed, by somebody other than who proposed it.',
  )
  drop(
    @Param('contract', ContractKeyPipe) contract: string,
    @Param('id', EventIdPipe) variationId: string,
    @Body() { reason }: ReasonBody,
    @Context() context: WriteContext,
  ): Promise<Outcome> {
    return this.change(contract, { type: 'DropVariation', variationId, reason }, context);
  }

  @Post('ratings')
  @Writes('contracts.manage', 'Proposes a rating in the words of the Procurement Act 2023.')
  rate(
    @Param('contract', ContractKeyPipe) contract: string,
    @Body() body: ContractRatingBody,
    @Context() context: WriteContext,
  ): Promise<Outcome> {
    return this.change(contract, { type: 'ProposeContractRating', rating: plainOf(body) }, context, true);
  }

  @Post('corrections')
  @Writes(
    'contracts.manage',
    'Proposes a correction of the terms, an estimate or a KPI result.',
    'What was recorded is wrong. A better estimate is a new vintage and no correction.',
  )
  correct(
    @Param('contract', ContractKeyPipe) contract: string,
    @Body() body: ContractCorrectionBody,
    @Context() context: WriteContext,
  ): Promise<Outcome> {
    const command = {
      type: 'ProposeContractCorrection',
      correction: contractCorrectionOf(body),
      justification: justificationOf(body),
    } as const;
    return this.change(contract, command, context, true);
  }

  @Post('proposals/:id/approval')
  @Writes('contracts.decide', 'Approves a rating or a correction, by somebody other than who proposed it.')
  approve(
    @Param('contract', ContractKeyPipe) contract: string,
    @Param('id', EventIdPipe) proposalId: string,
    @Body() { note }: NoteBody,
    @Context() context: WriteContext,
  ): Promise<Outcome> {
    return this.change(contract, { type: 'ApproveContractProposal', proposalId, note }, context);
  }

  @Post('proposals/:id/rejection')
  @Writes('contracts.decide', 'Rejects a rating or a correction, with a reason.')
  reject(
    @Param('contract', ContractKeyPipe) contract: string,
    @Param('id', EventIdPipe) proposalId: string,
    @Body() { reason }: ReasonBody,
    @Context() context: WriteContext,
  ): Promise<Outcome> {
    return this.change(contract, { type: 'RejectContractProposal', proposalId, reason }, context);
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
