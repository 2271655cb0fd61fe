import { Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Parameter } from '../api/fields';
import { Figures, type Figure } from '../api/figures';
import { Problem } from '../api/problem';
import { Questions } from '../api/question';
import { IndicatorKeyPipe, PeriodPipe } from '../api/request-pipes';
import type { WriteContext } from '../api/write-context';
import { SERVER_PARTS, type ServerParts } from '../parts';
import { callerOf } from '../security/guard';
import type { PageRequest } from './browser';
import { entryHref, entryPage, entryPlace } from './entry';
import { entryCheckPage } from './entry-check';
import { ENTRY_FIELDS, ENTRY_KINDS, entryPointers, readEntry, type EntryKind, type EntryTyped } from './entry-form';
import { attempt, formContext, typedIn } from './form';
import { recordedSince, type RecordedSince } from './missed';
import { Page, type FieldError } from './page';
import { Pages } from './pages';
import { rejectionOf, sayingSentBack, type Rejection } from './rejection';
import { Submissions, type EntryCommand, type Standing } from './submissions';
import { isSentAt, submittedPage } from './submitted';

const MOST_STEPS = 500;

class SentQuery {
  @Parameter(/^[1-9]\d{0,14}$/, 'the position of what was recorded', 'Where it was recorded.', '1042')
  readonly position?: string;
  @Parameter(/^[a-z]+$/, `one of ${ENTRY_KINDS.join(', ')}`, 'What was recorded.', 'figure', ENTRY_KINDS)
  readonly what?: EntryKind;
}

class EntryQuery {
  @Parameter(/^[a-z]+$/, `one of ${ENTRY_KINDS.join(', ')}`, 'What is to be recorded.', 'none', ENTRY_KINDS)
  readonly what?: EntryKind;
}

/** Which figure it is about, and who asks. */
interface Place {
  readonly key: string;
  readonly period: string;
  readonly request: PageRequest;
}

/** What somebody wants to be recorded, all fields being right in themselves. */
interface Entry {
  readonly typed: EntryTyped;
  readonly standing: Standing;
  readonly commands: readonly EntryCommand[];
  readonly context: WriteContext;
}

/** The form with what was typed and what is wrong with it. */
interface Again {
  readonly asked?: EntryKind;
  readonly typed?: EntryTyped;
  readonly errors?: readonly FieldError[];
  readonly since?: RecordedSince;
}

/** One figure, given by its officer: typed, checked, sent. */
@Controller('submit/:indicator/:period')
export class EntryPagesController {
  constructor(
    @Inject(SERVER_PARTS) private readonly parts: ServerParts,
    @Inject(Questions) private readonly questions: Questions,
    @Inject(Figures) private readonly figures: Figures,
    @Inject(Submissions) private readonly submissions: Submissions,
    @Inject(Pages) private readonly pages: Pages,
  ) {}

  @Get()
  @Page('figures.submit')
  show(
    @Param('indicator', IndicatorKeyPipe) key: string,
    @Param('period', PeriodPipe) period: string,
    @Query() { what }: EntryQuery,
    @Req() request: PageRequest,
  ): Promise<string> {
    return this.form({ key, period, request }, { asked: what });
  }

  /** Back from the check, with everything as it was typed. */
  @Post('change')
  @HttpCode(200)
  @Page('figures.submit')
  change(
    @Param('indicator', IndicatorKeyPipe) key: string,
    @Param('period', PeriodPipe) period: string,
    @Req() request: PageRequest,
  ): Promise<string> {
    return this.form({ key, period, request }, { typed: typedIn(request, ENTRY_FIELDS) });
  }

  /** Shows what sending the form would do; records nothing. */
  @Post('check')
  @HttpCode(200)
  @Page('figures.submit')
  check(
    @Param('indicator', IndicatorKeyPipe) key: string,
    @Param('period', PeriodPipe) period: string,
    @Req() request: PageRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string | undefined> {
    return this.carryOut({ key, period, request }, response, async ({ typed, standing, commands, context }) => {
      const { before, after } = await this.submissions.check(key, period, commands, context);
      const checked = { before: before && sayingSentBack(before, await this.rejectionOf(before)), after };
      const name = standing.version?.definition.name ?? key;
      return this.pages.render(request, 'entry-check', entryCheckPage({ key, name, period, typed, ...checked }));
    });
  }

  @Post()
  @Page('figures.submit')
  send(
    @Param('indicator', IndicatorKeyPipe) key: string,
    @Param('period', PeriodPipe) period: string,
    @Req() request: PageRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string | undefined> {
    return this.carryOut({ key, period, request }, response, async ({ typed, commands, context }) => {
      const { position } = await this.submissions.record(key, commands, context);
      response.redirect(303, `${entryHref(key, period)}/sent?what=${typed.what}&position=${position}`);
      return undefined;
    });
  }

  @Get('sent')
  @Page('figures.submit')
  async sent(
    @Param('indicator', IndicatorKeyPipe) key: string,
    @Param('period', PeriodPipe) period: string,
    @Query() { position, what = 'figure' }: SentQuery,
    @Req() request: PageRequest,
  ): Promise<string> {
    const standing = await this.submissions.look(key, period, callerOf(request).identity);
    // Whoever goes on from here finds what was recorded.
    await this.questions.open({ minPosition: position });
    const at = Number(position ?? 0);
    const steps = await this.parts.readModels.history(key, period, at, { limit: MOST_STEPS });
    if (!isSentAt(steps.items, at, what)) {
      const detail = 'Nothing of this figure was sent there. Look at what is due from you.';
      throw new Problem({ status: 404, code: 'nothing-sent', detail });
    }
    return this.pages.render(request, 'submitted', submittedPage({ period, standing, what, position }));
  }

  /** Reads the form and carries it out; where something is wrong, shows it again with everything as it was typed. */
  private async carryOut(
    { key, period, request }: Place,
    response: Response,
    carryOut: (entry: Entry) => Promise<string | undefined>,
  ): Promise<string | undefined> {
    const typed = typedIn(request, ENTRY_FIELDS);
    const again = (status: number, wrong: Again) => {
      response.status(status);
      return this.form({ key, period, request }, { typed, ...wrong });
    };
    const standing = await this.submissions.look(key, period, callerOf(request).identity);
    const read = readEntry(typed, entryPlace(period, standing));
    if ('errors' in read) return again(400, read);
    const context = formContext(request, typed);
    const { commands } = read;
    const { done, problem, errors } = await attempt(
      () => carryOut({ typed, standing, commands, context }),
      entryPointers(typed),
    );
    return problem === undefined ? done : again(problem.status, { errors, since: recordedSince(problem) });
  }

  private async form({ key, period, request }: Place, again: Again): Promise<string> {
    const standing = await this.submissions.look(key, period, callerOf(request).identity);
    const [figures, rejection] = await Promise.all([
      this.questions.open({}).then((question) => this.figures.ofIndicator(key, question)),
      this.rejectionOf(standing.figure),
    ]);
    const people = (again.since?.events ?? []).map(({ actor }) => actor);
    const nameOf = await this.pages.namesOf(rejection === undefined ? people : [...people, rejection.by]);
    const model = entryPage({ period, standing, figures, rejection, nameOf, ...again });
    return this.pages.render(request, 'entry', model);
  }

  private async rejectionOf(figure: Figure | null): Promise<Rejection | undefined> {
    const { readModels } = this.parts;
    return figure === null ? undefined : rejectionOf(readModels, figure, await readModels.followedTo());
  }
}
