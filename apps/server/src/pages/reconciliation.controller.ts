import { Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { reconciliation, reconciliationStream, type ReconciliationState } from '@outturn/domain';
import type { Response } from 'express';
import { ChangeReconciliation } from '../api/change-reconciliation';
import { Parameter } from '../api/fields';
import { Problem } from '../api/problem';
import { VintageQuery } from '../api/queries';
import { Questions } from '../api/question';
import { ReconciliationPipe, unknownReconciliation } from '../api/request-pipes';
import { Streams } from '../api/streams';
import { SERVER_PARTS, type ServerParts } from '../parts';
import { callerOf } from '../security/guard';
import { rolesFor } from '../security/permissions';
import type { PageRequest } from './browser';
import { ANSWER_FIELDS, ANSWER_POINTERS, findingPage, readAnswer, type AnswerTyped, type AskedAnswer } from './finding';
import { MAYBE_EMPTY } from './filters';
import { attempt, formContext, newOnce, typedIn } from './form';
import { addressOf } from './links';
import { Page } from './page';
import { PAGE_NUMBER } from './page-numbers';
import { Pages } from './pages';
import { RefusedForms, type ShownAgain } from './refused-forms';
import { FINDING_STATES, reconciliationPage, reconciliationsPage } from './reconciliation';
import { vintageControl } from './time-control';

const PATH = '/reconciliation';

/** Which reconciliations or findings, and which page of them. */
export class ReconciliationPagesQuery extends VintageQuery {
  @Parameter(PAGE_NUMBER, 'a whole number from 1', 'Which page.', '2')
  readonly page?: string;
}

/** Which findings. */
export class FindingsQuery extends ReconciliationPagesQuery {
  @Parameter(MAYBE_EMPTY, `one of ${FINDING_STATES.join(', ')}`, 'Only those with this answer.', 'open', FINDING_STATES)
  readonly state?: (typeof FINDING_STATES)[number];
}

class FindingsForm {
  @Parameter(MAYBE_EMPTY, 'a state', 'A state.', 'open')
  readonly state?: string;
  @Parameter(MAYBE_EMPTY, 'an as-at', 'The moment to stay in.', '2024-07-31')
  readonly asAt?: string;
}

/** What does not agree in published documents, and what is answered to it. */
@Controller('reconciliation')
export class ReconciliationPagesController {
  constructor(
    @Inject(SERVER_PARTS) private readonly parts: ServerParts,
    @Inject(Questions) private readonly questions: Questions,
    @Inject(Streams) private readonly streams: Streams,
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(RefusedForms) private readonly refusedForms: RefusedForms,
    @Inject(Pages) private readonly pages: Pages,
  ) {}

  @Get()
  @Page('figures.read')
  async list(@Query() query: ReconciliationPagesQuery, @Req() request: PageRequest): Promise<string> {
    const question = await this.questions.open(query);
    const reconciliations = await this.parts.readModels.reconciliations(question.asAt.position);
    const nameOf = await this.pages.namesOf(reconciliations.map(({ recordedBy = '' }) => recordedBy));
    const time = vintageControl(request.path, query.asAt, {}, question);
    return this.pages.render(request, 'reconciliations', reconciliationsPage({ query, time, reconciliations, nameOf }));
  }

  @Get(':reconciliation')
  @Page('figures.read')
  async show(
    @Param('reconciliation', ReconciliationPipe) key: string,
    @Query() query: FindingsQuery,
    @Req() request: PageRequest,
  ): Promise<string> {
    const question = await this.questions.open(query);
    const [state] = await this.parts.readModels.reconciliations(question.asAt.position, [key]);
    if (state === undefined) throw unknownReconciliation(key);
    const nameOf = await this.pages.namesOf(peopleOf(state));
    const mayAnswer = question.now && rolesFor(callerOf(request).identity, 'reconciliations.answer').length > 0;
    const time = vintageControl(request.path, query.asAt, { state: query.state }, question);
    return this.pages.render(request, 'reconciliation', reconciliationPage({ query, time, state, mayAnswer, nameOf }));
  }

  /** What the form asks for, without what was left empty. */
  @Get(':reconciliation/find')
  @Page('figures.read')
  find(
    @Param('reconciliation', ReconciliationPipe) key: string,
    @Query() form: FindingsForm,
    @Res() response: Response,
  ): void {
    response.redirect(303, addressOf(`${PATH}/${key}`, form));
  }

  @Get(':reconciliation/findings/:finding')
  @Page('reconciliations.answer')
  async form(
    @Param('reconciliation', ReconciliationPipe) key: string,
    @Param('finding') finding: string,
    @Req() request: PageRequest,
  ): Promise<string> {
    const { state, revision } = await this.streams.latest(reconciliationStream(key), reconciliation);
    const typed = { answer: '', reason: '', erratum: '', revision: String(revision), once: newOnce() };
    return this.showForm(request, key, finding, state, { typed, errors: [] });
  }

  @Post(':reconciliation/findings/:finding')
  @HttpCode(400)
  @Page('reconciliations.answer')
  async answer(
    @Param('reconciliation', ReconciliationPipe) key: string,
    @Param('finding') finding: string,
    @Req() request: PageRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string | undefined> {
    const typed = typedIn(request, ANSWER_FIELDS);
    const { state } = await this.streams.latest(reconciliationStream(key), reconciliation);
    const read = readAnswer(typed);
    const context = formContext(request, typed);
    const answer = (asked: AskedAnswer) => {
      const command = { type: 'AnswerFinding', finding, ...asked } as const;
      return this.commands.execute(new ChangeReconciliation(key, command, context));
    };
    const outcome = 'errors' in read ? read : await attempt(() => answer(read), ANSWER_POINTERS);
    if (outcome.errors !== undefined) {
      return this.showForm(request, key, finding, state, await this.refusedForms.showAgain(response, typed, outcome));
    }
    response.redirect(303, addressOf(`${PATH}/${key}`, { minPosition: String(outcome.done.position) }));
    return undefined;
  }

  private async showForm(
    request: PageRequest,
    key: string,
    name: string,
    state: ReconciliationState,
    shown: ShownAgain<AnswerTyped>,
  ): Promise<string> {
    const finding = Object.hasOwn(state.findings, name) ? state.findings[name] : undefined;
    if (finding === undefined) throw unknownFinding(name);
    const nameOf = await this.pages.namesOf(finding.answers.map(({ answeredBy }) => answeredBy));
    const document = state.document?.name ?? '';
    const model = findingPage({ reconciliation: key, document, finding, nameOf, ...shown });
    return this.pages.render(request, 'finding', model);
  }
}

function unknownFinding(name: string): Problem {
  const detail = `This reconciliation has no finding "${name.slice(0, 60)}".`;
  return new Problem({ status: 404, code: 'unknown-finding', detail });
}

function peopleOf({ recordedBy = '', findings }: ReconciliationState): string[] {
  return [recordedBy, ...Object.values(findings).flatMap(({ answers }) => answers.map(({ answeredBy }) => answeredBy))];
}
