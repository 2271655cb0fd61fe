import { Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { businessPlan, contract } from '@outturn/domain';
import type { StoredEvent } from '@outturn/event-store';
import type { Response } from 'express';
import { ChangeBusinessPlan } from '../api/change-business-plan';
import { ChangeContract } from '../api/change-contract';
import { Parameter } from '../api/fields';
import { VintageQuery } from '../api/queries';
import { Questions } from '../api/question';
import { EventIdPipe, unknownInPath } from '../api/request-pipes';
import { Streams } from '../api/streams';
import type { Receipt } from '../api/writer';
import { SERVER_PARTS, type ServerParts } from '../parts';
import { callerOf } from '../security/guard';
import { AwaitedProposals } from './awaited-proposals';
import { findSettlement } from './awaiting';
import type { PageRequest } from './browser';
import { DECISION_FIELDS, DECISION_POINTERS, asConflict, decisionErrors, type DecisionTyped } from './decision-form';
import { attempt, formContext, newOnce, typedIn } from './form';
import { Page, type FieldError } from './page';
import { PAGE_NUMBER } from './page-numbers';
import { Pages } from './pages';
import { proposalPage, proposalsPage, proposedOfAction, proposedOfContract } from './proposals';
import { vintageControl } from './time-control';
import { textOf } from './typed-value';

class ProposalsQuery extends VintageQuery {
  @Parameter(PAGE_NUMBER, 'a whole number from 1', 'Which page.', '2')
  readonly page?: string;
}

const OF_CONTRACTS: ReadonlySet<string> = new Set(['ContractRatingProposed', 'ContractCorrectionProposed']);
const OF_ACTIONS = 'ActionCorrectionProposed';

/** What somebody has proposed about contracts and actions, for somebody else to decide. */
@Controller('decide/proposals')
export class ProposalPagesController {
  constructor(
    @Inject(SERVER_PARTS) private readonly parts: ServerParts,
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(Questions) private readonly questions: Questions,
    @Inject(Streams) private readonly streams: Streams,
    @Inject(AwaitedProposals) private readonly awaited: AwaitedProposals,
    @Inject(Pages) private readonly pages: Pages,
  ) {}

  @Get()
  @Page('figures.read')
  async list(@Query() query: ProposalsQuery, @Req() request: PageRequest): Promise<string> {
    const question = await this.questions.open(query);
    const awaited = await this.awaited.at(question.asAt.position);
    const proposals = await Promise.all(
      awaited.map(async (proposal) => {
        const { position, recordedAt } = await this.broughtBy(proposal.id);
        return { ...proposal, position, proposedAt: recordedAt };
      }),
    );
    const nameOf = await this.pages.namesOf(proposals.map(({ proposedBy }) => proposedBy));
    const time = vintageControl(request.path, query.asAt, {}, question);
    return this.pages.render(request, 'proposals', proposalsPage({ query, time, proposals, nameOf }));
  }

  @Get(':id')
  @Page('figures.read')
  async show(@Param('id', EventIdPipe) id: string, @Req() request: PageRequest): Promise<string> {
    return this.render(await this.broughtBy(id), request, undefined, []);
  }

  @Post('contracts/:id')
  @HttpCode(200)
  @Page('contracts.decide')
  async decideOnContract(
    @Param('id', EventIdPipe) id: string,
    @Req() request: PageRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string | undefined> {
    const event = await this.broughtBy(id);
    if (!OF_CONTRACTS.has(event.type)) throw unknownInPath('id', id);
    const { state } = await this.streams.latest(event.streamId, contract);
    return this.decide(event, request, response, (typed, message) => {
      const decision =
        typed.decision === 'approve'
          ? ({ type: 'ApproveContractProposal', proposalId: id, note: message || undefined } as const)
          : ({ type: 'RejectContractProposal', proposalId: id, reason: message } as const);
      const context = formContext(request, typed);
      return this.commands.execute(new ChangeContract(state.contract ?? '', decision, context));
    });
  }

  @Post('actions/:id')
  @HttpCode(200)
  @Page('corrections.decide')
  async decideOnAction(
    @Param('id', EventIdPipe) id: string,
    @Req() request: PageRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string | undefined> {
    const event = await this.broughtBy(id);
    if (event.type !== OF_ACTIONS) throw unknownInPath('id', id);
    const { state } = await this.streams.latest(event.streamId, businessPlan);
    // The facts of the event are theirs by its type: see BusinessPlanEvent.
    const { action } = event.data as { readonly action: string };
    return this.decide(event, request, response, (typed, message) => {
      const decision =
        typed.decision === 'approve'
          ? ({ type: 'ApproveActionCorrection', action, correctionId: id, note: message || undefined } as const)
          : ({ type: 'RejectActionCorrection', action, correctionId: id, reason: message } as const);
      const context = formContext(request, typed);
      return this.commands.execute(new ChangeBusinessPlan(state.year ?? '', decision, context));
    });
  }

  private async decide(
    event: StoredEvent,
    request: PageRequest,
    response: Response,
    carryOut: (typed: DecisionTyped, message: string) => Promise<Receipt>,
  ): Promise<string | undefined> {
    const typed = typedIn(request, DECISION_FIELDS);
    const message = textOf(typed.message);
    const errors = decisionErrors(typed, message);
    if (errors.length > 0) {
      response.status(400);
      return this.render(event, request, typed, errors);
    }
    const outcome = await attempt(() => carryOut(typed, message).catch(asConflict), DECISION_POINTERS);
    if (outcome.problem !== undefined) {
      response.status(outcome.problem.status);
      return this.render(event, request, typed, outcome.errors);
    }
    response.redirect(303, `/decide/proposals/${event.id}`);
    return undefined;
  }

  private async render(
    event: StoredEvent,
    request: PageRequest,
    typed: DecisionTyped | undefined,
    errors: readonly FieldError[],
  ): Promise<string> {
    const { id, streamId, recordedAt, metadata } = event;
    const proposed = OF_CONTRACTS.has(event.type)
      ? proposedOfContract(id, (await this.streams.latest(streamId, contract)).state)
      : proposedOfAction(id, (await this.streams.latest(streamId, businessPlan)).state);
    const settlement = await findSettlement(this.parts.store, event);
    const model = proposalPage({
      brought: { id, by: metadata.actor, at: recordedAt },
      ...{ proposed, settlement, errors },
      identity: callerOf(request).identity,
      // Whatever else happens to the contract or the plan meanwhile does not make the form stale.
      typed: { once: newOnce(), decision: '', message: '', ...typed, revision: '' },
      nameOf: await this.pages.namesOf([metadata.actor, settlement?.by ?? '']),
    });
    return this.pages.render(request, 'proposal', model);
  }

  /** @throws {Problem} 404 where no contract and no action has had such a proposal. */
  private async broughtBy(id: string): Promise<StoredEvent> {
    const event = await this.parts.store.findEvent(id);
    if (event === undefined || (event.type !== OF_ACTIONS && !OF_CONTRACTS.has(event.type))) {
      throw unknownInPath('id', id);
    }
    return event;
  }
}
