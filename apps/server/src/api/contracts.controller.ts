import { Body, Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { contractStream } from '@outturn/domain';
import type { Request, Response } from 'express';
import { SERVER_PARTS, type ServerParts } from '../parts';
import { ChangeContract } from './change-contract';
import { ContractBody, ExtensionRefusalBody, termsOf } from './contract-bodies';
import { ContractGovernances, type ContractQuestion } from './contract-governance';
import { contractRow, governanceAnswer } from './contract-view';
import { ContractAnswer, ContractHistoryAnswer, ContractsAnswer } from './contract-view-answers';
import type { Plain } from './plain';
import { ContractsQuery, HistoryQuery, pageOf } from './queries';
import { Questions, asAtAnswer, emptinessNote, permanentLink, type Question } from './question';
import type { Outcome } from './receipt-interceptor';
import { ContractKeyPipe, unknownInPath } from './request-pipes';
import { Revisions } from './revisions';
import { Reads, Writes } from './route-decorators';
import { Context, type WriteContext } from './write-context';

/** Contracts, and how they stood in a quarter. */
@ApiTags('Contracts')
@Controller('api/v1/contracts')
export class ContractsController {
  constructor(
    @Inject(SERVER_PARTS) private readonly parts: ServerParts,
    @Inject(Questions) private readonly questions: Questions,
    @Inject(ContractGovernances) private readonly governances: ContractGovernances,
    @Inject(Revisions) private readonly revisions: Revisions,
    @Inject(CommandBus) private readonly commands: CommandBus,
  ) {}

  @Get()
  @Reads(ContractsAnswer, 'Shows the governance table of a quarter: every contract, and what needs attention.')
  async list(@Query() query: ContractsQuery, @Req() request: Request): Promise<Plain<ContractsAnswer>> {
    const asked = await this.governances.open(query);
    const found = await this.governances.of(asked);
    return { ...quarterAnswer(request.path, query, asked), items: found.map(contractRow) };
  }

  @Get(':contract')
  @Reads(ContractAnswer, 'Shows a contract in a quarter: KPIs, data, meetings, money, notices, variations and term.')
  async show(
    @Param('contract', ContractKeyPipe) contract: string,
    @Query() query: ContractsQuery,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Plain<ContractAnswer>> {
    const asked = await this.governances.open(query);
    const [found] = await this.governances.of(asked, [contract]);
    if (found === undefined) await this.requireKnown(contract, asked.question);
    const answer = quarterAnswer(request.path, query, asked);
    return {
      ...answer,
      note: found ? null : (answer.note ?? `${contract} had not been recorded then.`),
      contract,
      governance: found ? governanceAnswer(found) : null,
      revision: await this.revisions.announceStream(contractStream(contract), asked.question, response),
    };
  }

  @Get(':contract/history')
  @Reads(ContractHistoryAnswer, 'Shows everything that has happened to a contract: who, when, why, before and after.')
  async history(
    @Param('contract', ContractKeyPipe) contract: string,
    @Query() query: HistoryQuery,
    @Req() request: Request,
  ): Promise<Plain<ContractHistoryAnswer>> {
    const question = await this.questions.open(query);
    const { position } = question.asAt;
    const { items, next } = await this.parts.readModels.contractHistory(contract, position, pageOf(query));
    if (items.length === 0 && query.after === undefined) await this.requireKnown(contract, question);
    return {
      asAt: asAtAnswer(question),
      links: { permanent: permanentLink(request.path, query, question) },
      note: emptinessNote(question),
      contract,
      items,
      next,
    };
  }

  @Post()
  @Writes('contracts.manage', 'Records a contract.')
  async record(@Body() { contract, terms, source }: ContractBody, @Context() context: WriteContext): Promise<Outcome> {
    const command = { type: 'RecordContract', contract, terms: termsOf(terms), source } as const;
    const receipt = await this.commands.execute(new ChangeContract(contract, command, context));
    return { receipt, location: `/api/v1/contracts/${contract}` };
  }

  @Post(':contract/extension-refusal')
  @Writes('contracts.manage', 'Records that the contract will not be extended.')
  async declineExtension(
    @Param('contract', ContractKeyPipe) contract: string,
    @Body() { reason, source }: ExtensionRefusalBody,
    @Context() context: WriteContext,
  ): Promise<Outcome> {
    const command = { type: 'DeclineExtension', reason, source } as const;
    const receipt = await this.commands.execute(new ChangeContract(contract, command, context));
    return { receipt, location: `/api/v1/contracts/${contract}` };
  }

  /** @throws {Problem} 404 when a contract is not known even now. */
  private async requireKnown(contract: string, question: Question): Promise<void> {
    const known = await this.parts.readModels.contracts(question.latest, [contract]);
    if (known.size === 0) throw unknownInPath('contract', contract);
  }
}

function quarterAnswer(path: string, query: ContractsQuery, { question, period, day }: ContractQuestion) {
  return {
    asAt: asAtAnswer(question),
    links: { permanent: permanentLink(path, { asAt: query.asAt, period, day }, question) },
    note: emptinessNote(question),
    period,
    day,
  };
}
