import { Controller, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import type { IndicatorState } from '@outturn/domain';
import type { Response } from 'express';
import { IndicatorKeyPipe, unknownInPath } from '../api/request-pipes';
import { Streams } from '../api/streams';
import type { WriteContext } from '../api/write-context';
import type { PageRequest } from './browser';
import { attempt, formContext, typedIn } from './form';
import { Page } from './page';
import { Pages } from './pages';
import { Proposing } from './proposing';
import { RefusedForms } from './refused-forms';
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

/** A restatement that a form asks for, all fields being right in themselves. */
interface AskedRestatement {
  readonly opening: OpenRestatement;
  readonly typed: RestatementTyped;
  readonly state: IndicatorState;
  readonly context: WriteContext;
}

/** Several past periods on a new basis: proposed here, decided by somebody else. */
@Controller('correct/:indicator/restatement')
export class RestatementPagesController {
  constructor(
    @Inject(Streams) private readonly streams: Streams,
    @Inject(Proposing) private readonly proposing: Proposing,
    @Inject(RefusedForms) private readonly refusedForms: RefusedForms,
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
    return this.carryOut(key, request, response, async ({ opening, typed, state, context }) => {
      const effect = await this.proposing.effectOf(key, opening, context);
      return this.pages.render(request, 'correct-check', checkRestatementPage(key, state, typed, opening, effect));
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
    return this.carryOut(key, request, response, ({ opening, context }) =>
      this.proposing.propose(key, opening, context, response),
    );
  }

  /** Does something with the restatement that a form asks for; shows the form again where that is not possible. */
  private async carryOut(
    key: string,
    request: PageRequest,
    response: Response,
    done: (asked: AskedRestatement) => Promise<string | undefined>,
  ): Promise<string | undefined> {
    const { state } = await this.known(key);
    // The names are those of the form.
    const typed = typedIn(request, restatementFields(state)) as RestatementTyped;
    const read = readRestatement(typed, state);
    const context = formContext(request, typed);
    const outcome =
      'errors' in read
        ? read
        : await attempt(
            () => done({ opening: read.opening, typed, state, context }),
            restatementPointers(read.opening),
          );
    if (outcome.errors === undefined) return outcome.done;
    const again = await this.refusedForms.showAgain(response, typed, outcome);
    return this.pages.render(request, 'restate', restatePage({ key, state, ...again }));
  }

  /** @throws {Problem} 404 where there is no such indicator. */
  private async known(key: string) {
    const { state, revision } = await this.streams.indicator(key);
    if (state.key === undefined) throw unknownInPath('indicator', key);
    return { state, revision };
  }
}
