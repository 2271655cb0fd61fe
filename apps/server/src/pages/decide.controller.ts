import { Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { AwaitedDecision } from '@outturn/domain';
import type { Response } from 'express';
import { ChangeIndicator } from '../api/change-indicator';
import { Parameter } from '../api/fields';
import { Previews } from '../api/preview';
import type { Problem } from '../api/problem';
import { HistoryQuery, pageOf } from '../api/queries';
import { Questions, type Question } from '../api/question';
import { EventIdPipe, unknownInPath } from '../api/request-pipes';
import { Streams } from '../api/streams';
import { SERVER_PARTS, type ServerParts } from '../parts';
import { callerOf } from '../security/guard';
import { AwaitedProposals } from './awaited-proposals';
import { BRINGING, DECIDING, awaitedUnder, findSettlement } from './awaiting';
import type { PageRequest } from './browser';
import { decisionPage, queuePage } from './decide';
import { DECISION_FIELDS, DECISION_POINTERS, asConflict, decisionErrors, type DecisionTyped } from './decision-form';
import { Effects } from './effects';
import { attempt, formContext, newOnce, typedIn, type Attempt } from './form';
import { MAYBE_EMPTY } from './filters';
import { addressOf } from './links';
import { missedView, recordedSince } from './missed';
import { Page, type FieldError } from './page';
import { Pages } from './pages';
import { vintageControl } from './time-control';
import { textOf } from './typed-value';

const ROWS_A_PAGE = '25';

class QueueQuery extends HistoryQuery {
  @Parameter(/^[^\p{Cc}\p{Cs}]{1,100}$/u, 'the key of an area', 'Only those of this area.', 'quality-homes')
  readonly area?: string;
}

class QueueForm {
  @Parameter(MAYBE_EMPTY, 'the key of an area', 'An area.', 'quality-homes')
  readonly area?: string;
  @Parameter(MAYBE_EMPTY, 'an as-at', 'The moment to stay in.', '2024-07-31')
  readonly asAt?: string;
}

const NOTE_FIELDS = { ValidateOutturn: 'validation-note', AuditOutturn: 'message' };

/** What somebody has brought, for somebody else to decide. */
@Controller('decide')
export class DecidePagesController {
  constructor(
    @Inject(SERVER_PARTS) private readonly parts: ServerParts,
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(Previews) private readonly previews: Previews,
    @Inject(Questions) private readonly questions: Questions,
    @Inject(Streams) private readonly streams: Streams,
    @Inject(Effects) private readonly effects: Effects,
    @Inject(AwaitedProposals) private readonly proposals: AwaitedProposals,
    @Inject(Pages) private readonly pages: Pages,
  ) {}

  @Get()
  @Page('figures.read')
  async list(@Query() query: QueueQuery, @Req() request: PageRequest): Promise<string> {
    const question = await this.questions.open(query);
    const { position } = question.asAt;
    const { readModels } = this.parts;
    const { area, asAt } = query;
    const [page, areas, proposals] = await Promise.all([
      readModels.awaitedDecisions(
        { area },
        position,
        pageOf({ after: query.after, limit: query.limit ?? ROWS_A_PAGE }),
      ),
      readModels.areas(position),
      this.proposals.at(position),
    ]);
    const keys = [...new Set(page.items.map(({ indicator }) => indicator))];
    const [cards, nameOf] = await Promise.all([
      Promise.all(keys.map((key) => readModels.indicator(key, position))),
      this.pages.namesOf(page.items.map(({ broughtBy }) => broughtBy)),
    ]);
    const known = new Map(cards.flatMap((card) => (card === undefined ? [] : [[card.indicator, card] as const])));
    const time = vintageControl(request.path, asAt, { area }, question);
    return this.pages.render(
      request,
      'decide',
      queuePage({ query, time, areas, page, proposals: proposals.length, cards: known, nameOf }),
    );
  }

  /** What the form asks for, without what was left empty. */
  @Get('find')
  @Page('figures.read')
  find(@Query() { area, asAt }: QueueForm, @Res() response: Response): void {
    response.redirect(303, addressOf('/decide', { area, asAt }));
  }

  @Get(':id')
  @Page('figures.read')
  show(@Param('id', EventIdPipe) id: string, @Req() request: PageRequest): Promise<string> {
    return this.render(id, request, undefined, []);
  }

  @Post('outturns/:id')
  @HttpCode(200)
  @Page('outturns.decide')
  decideOutturn(
    @Param('id', EventIdPipe) id: string,
    @Req() request: PageRequest,
    @Res({ passthrough: true }) response: Response,
  ) {
    return this.decide('outturn', id, request, response);
  }

  @Post('corrections/:id')
  @HttpCode(200)
  @Page('corrections.decide')
  decideCorrection(
    @Param('id', EventIdPipe) id: string,
    @Req() request: PageRequest,
    @Res({ passthrough: true }) response: Response,
  ) {
    return this.decide('correction', id, request, response);
  }

  @Post('restatements/:id')
  @HttpCode(200)
  @Page('restatements.decide')
  decideRestatement(
    @Param('id', EventIdPipe) id: string,
    @Req() request: PageRequest,
    @Res({ passthrough: true }) response: Response,
  ) {
    return this.decide('restatement', id, request, response);
  }

  @Post('overrides/:id')
  @HttpCode(200)
  @Page('overrides.decide')
  decideOverride(
    @Param('id', EventIdPipe) id: string,
    @Req() request: PageRequest,
    @Res({ passthrough: true }) response: Response,
  ) {
    return this.decide('override', id, request, response);
  }

  @Post('outturns/:id/validation')
  @HttpCode(200)
  @Page('outturns.validate')
  validate(
    @Param('id', EventIdPipe) id: string,
    @Req() request: PageRequest,
    @Res({ passthrough: true }) response: Response,
  ) {
    return this.note('ValidateOutturn', id, request, response);
  }

  @Post('outturns/:id/audit')
  @HttpCode(200)
  @Page('outturns.audit')
  audit(
    @Param('id', EventIdPipe) id: string,
    @Req() request: PageRequest,
    @Res({ passthrough: true }) response: Response,
  ) {
    return this.note('AuditOutturn', id, request, response);
  }

  private async note(
    type: 'ValidateOutturn' | 'AuditOutturn',
    id: string,
    request: PageRequest,
    response: Response,
  ): Promise<string | undefined> {
    const typed = typedIn(request, DECISION_FIELDS);
    const note = textOf(typed.message) || undefined;
    const key = await this.indicatorOf(id);
    const command = new ChangeIndicator(key, { type, outturnId: id, note }, formContext(request, typed));
    const field = NOTE_FIELDS[type];
    const outcome = await attempt(() => this.commands.execute(command), { '': field, '/note': field });
    return this.answer(id, request, response, typed, outcome);
  }

  private async decide(
    kind: AwaitedDecision['kind'],
    id: string,
    request: PageRequest,
    response: Response,
  ): Promise<string | undefined> {
    const typed = typedIn(request, DECISION_FIELDS);
    const message = textOf(typed.message);
    const errors = decisionErrors(typed, message);
    if (errors.length > 0) {
      response.status(400);
      return this.render(id, request, typed, errors);
    }
    const { approve, reject } = DECIDING[kind];
    const decision = typed.decision === 'approve' ? approve(id, message || undefined) : reject(id, message);
    const key = await this.indicatorOf(id);
    const command = new ChangeIndicator(key, decision, formContext(request, typed));
    const carryOut = () => this.commands.execute(command).catch(asConflict);
    return this.answer(id, request, response, typed, await attempt(carryOut, DECISION_POINTERS));
  }

  private async answer(
    id: string,
    request: PageRequest,
    response: Response,
    typed: DecisionTyped,
    outcome: Attempt<unknown>,
  ): Promise<string | undefined> {
    if (outcome.problem === undefined) {
      response.redirect(303, `/decide/${id}`);
      return undefined;
    }
    response.status(outcome.problem.status);
    return this.render(id, request, typed, outcome.errors, outcome.problem);
  }

  private async render(
    id: string,
    request: PageRequest,
    typed: DecisionTyped | undefined,
    errors: readonly FieldError[],
    problem?: Problem,
  ): Promise<string> {
    const key = await this.indicatorOf(id);
    const event = await this.parts.store.findEvent(id);
    if (event === undefined) throw unknownInPath('id', id);
    const [{ state, revision }, question, settlement] = await Promise.all([
      this.streams.indicator(key),
      this.questions.open({}),
      findSettlement(this.parts.store, event),
    ]);
    const awaited = awaitedUnder(id, state);
    if (awaited === undefined && !BRINGING.has(event.type)) throw unknownInPath('id', id);
    const since = problem && recordedSince(problem);
    const people = [event.metadata.actor, settlement?.by ?? '', ...(since?.events ?? []).map(({ actor }) => actor)];
    const nameOf = await this.pages.namesOf(people);
    const model = decisionPage({
      ...{ key, state, awaited, settlement, nameOf, errors },
      brought: { id, by: event.metadata.actor, at: event.recordedAt },
      effect: awaited && (await this.effectOf(key, awaited, question)),
      identity: callerOf(request).identity,
      typed: { once: newOnce(), decision: '', message: '', ...typed, revision: String(revision) },
      missed: missedView(since, nameOf),
    });
    return this.pages.render(request, 'decision', model);
  }

  /** What approving would change; of a figure that counts already from its submission on, what rejecting would. */
  private async effectOf(key: string, { id, kind }: AwaitedDecision, question: Question) {
    const { approve, reject } = DECIDING[kind];
    const decision = kind === 'outturn' ? reject(id, 'The message that you write below.') : approve(id, undefined);
    const effect = await this.previews.ofDecision(key, decision, question);
    return effect && this.effects.inWords(key, effect, question);
  }

  /** @throws {Problem} 404 where no indicator has such an event. */
  private async indicatorOf(id: string): Promise<string> {
    const key = await this.parts.readModels.indicatorOfEvent(id);
    if (key === undefined) throw unknownInPath('id', id);
    return key;
  }
}
