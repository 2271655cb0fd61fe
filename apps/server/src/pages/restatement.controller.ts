import { Controller, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { IndicatorState } from '@outturn/domain';
import type { Response } from 'express';
import { ChangeIndicator } from '../api/change-indicator';
import { Previews } from '../api/preview';
import type { Problem } from '../api/problem';
import { Questions } from '../api/question';
import { IndicatorKeyPipe, unknownInPath } from '../api/request-pipes';
import { Streams } from '../api/streams';
import type { PageRequest } from './browser';
import { missedView } from './correct';
import { Effects } from './effects';
import { attempt, formContext, recordedSince, typedIn } from './form';
import { Page, type FieldError } from './page';
import { Pages } from './pages';
import {
  checkRestatementPage,
  emptyRestatement,
  readRestatement,
  restatePage,
  restatementFields,
  restatementPointers,
  type OpenRestatement,
  type RestatementTyped,
} from './restatement';

/** Several past periods on a new basis: proposed here, decided by somebody else. */
@Controller('correct/:indicator/restatement')
export class RestatementPagesController {
  constructor(
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(Previews) private readonly previews: Previews,
    @Inject(Questions) private readonly questions: Questions,
    @Inject(Streams) private readonly streams: Streams,
    @Inject(Effects) private readonly effects: Effects,
    @Inject(Pages) private readonly pages: Pages,
  ) {}

  @Get()
  @Page('restatements.open')
  async show(@Param('indicator', IndicatorKeyPipe) key: string, @Req() request: PageRequest): Promise<string> {
    const { state, revision } = await this.known(key);
    const typed = emptyRestatement(state, revision);
    return this.pages.render(request, 'restate', restatePage({ key, state, typed, errors: [] }));
  }

  /** The form again, as it was filled in. */
  @Post('change')
  @HttpCode(200)
  @Page('restatements.open')
  async change(@Param('indicator', IndicatorKeyPipe) key: string, @Req() request: PageRequest): Promise<string> {
    const { state } = await this.known(key);
    const typed = typedIn(request, restatementFields(state)) as RestatementTyped;
    return this.pages.render(request, 'restate', restatePage({ key, state, typed, errors: [] }));
  }

  /** What the restatement would change, before it is proposed. */
  @Post()
  @HttpCode(200)
  @Page('restatements.open')
  check(
    @Param('indicator', IndicatorKeyPipe) key: string,
    @Req() request: PageRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string | undefined> {
    return this.carryOut(key, request, response, async (opening, typed, state) => {
      const question = await this.questions.open({});
      const { effect } = await this.previews.ofProposal(key, opening, formContext(request, typed), question);
      const view = await this.effects.inWords(key, effect, question);
      return this.pages.render(request, 'correct-check', checkRestatementPage(key, state, typed, opening, view));
    });
  }

  @Post('proposal')
  @HttpCode(200)
  @Page('restatements.open')
  propose(
    @Param('indicator', IndicatorKeyPipe) key: string,
    @Req() request: PageRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string | undefined> {
    return this.carryOut(key, request, response, async (opening, typed) => {
      const command = new ChangeIndicator(key, opening, formContext(request, typed));
      const { eventIds } = await this.commands.execute(command);
      response.redirect(303, `/correct/${key}/proposals/${eventIds[0] ?? ''}`);
      return undefined;
    });
  }

  /** Does something with the restatement that a form asks for; shows the form again where that is not possible. */
  private async carryOut(
    key: string,
    request: PageRequest,
    response: Response,
    done: (opening: OpenRestatement, typed: RestatementTyped, state: IndicatorState) => Promise<string | undefined>,
  ): Promise<string | undefined> {
    const { state } = await this.known(key);
    // The names are those of the form.
    const typed = typedIn(request, restatementFields(state)) as RestatementTyped;
    const read = readRestatement(typed, state);
    if ('errors' in read) return this.again(key, state, request, response, typed, read);
    const outcome = await attempt(() => done(read.opening, typed, state), restatementPointers(read.opening));
    return outcome.problem === undefined ? outcome.done : this.again(key, state, request, response, typed, outcome);
  }

  private async again(
    key: string,
    state: IndicatorState,
    request: PageRequest,
    response: Response,
    typed: RestatementTyped,
    { problem, errors }: { readonly problem?: Problem; readonly errors: readonly FieldError[] },
  ): Promise<string> {
    response.status(problem?.status ?? 400);
    const since = problem && recordedSince(problem);
    const nameOf = await this.pages.namesOf((since?.events ?? []).map(({ actor }) => actor));
    const retyped = since === undefined ? typed : { ...typed, revision: since.revision };
    const model = restatePage({ key, state, typed: retyped, errors, missed: missedView(since, nameOf) });
    return this.pages.render(request, 'restate', model);
  }

  /** @throws {Problem} 404 where there is no such indicator. */
  private async known(key: string) {
    const { state, revision } = await this.streams.indicator(key);
    if (state.key === undefined) throw unknownInPath('indicator', key);
    return { state, revision };
  }
}
