import { Controller, Get, Inject, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { editionId, parseEditionId } from '@outturn/domain';
import type { Response } from 'express';
import { ChangePublication } from '../api/change-publication';
import type { CorrelatedRequest } from '../api/correlation';
import { EditionPreviews } from '../api/edition-preview';
import { Parameter } from '../api/fields';
import type { Problem } from '../api/problem';
import { Questions } from '../api/question';
import { reportingPeriodIn } from '../api/request-pipes';
import { SERVER_PARTS, type ServerParts } from '../parts';
import { callerOf } from '../security/guard';
import type { PageRequest } from './browser';
import { attempt, formContext, newOnce, typedIn } from './form';
import { Page, type FieldError } from './page';
import { Pages } from './pages';
import { chooseReportPage, publishPage } from './publish';

class PublishQuery {
  @Parameter(/^[^\p{Cc}\p{Cs}]{1,40}$/u, 'a period', 'A quarter or a year.', '2023-24-Q4')
  readonly period?: string;
}

/** What was typed, and what came of it. */
interface Again {
  readonly note?: string;
  readonly errors?: readonly FieldError[];
  readonly decidedSince?: readonly string[];
}

const FIELDS = {
  '': 'note',
  '/period': 'preview',
  '/previous': 'preview',
  '/position': 'note',
  '/note': 'note',
} as const;

/** Publishes a report, after it has been looked at. */
@Controller('publish')
export class PublishController {
  constructor(
    @Inject(SERVER_PARTS) private readonly parts: ServerParts,
    @Inject(Questions) private readonly questions: Questions,
    @Inject(EditionPreviews) private readonly previews: EditionPreviews,
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(Pages) private readonly pages: Pages,
  ) {}

  @Get()
  @Page('publications.publish')
  async choose(@Query() { period }: PublishQuery, @Req() request: PageRequest): Promise<string> {
    if (period !== undefined) return this.preview(reportingPeriodIn('query', period), request);
    const { asAt } = await this.questions.open({});
    const calendar = await this.parts.readModels.reportingPeriods(asAt.position);
    return this.pages.render(request, 'publish-choose', chooseReportPage(calendar));
  }

  @Post()
  @Page('publications.publish')
  async publish(
    @Req() request: PageRequest & CorrelatedRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string | undefined> {
    const typed = typedIn(request, ['period', 'previous', 'position', 'note', 'once']);
    const period = reportingPeriodIn('body', typed.period);
    const previous = typed.previous || undefined;
    const position = /^\d{1,15}$/.test(typed.position) ? Number(typed.position) : undefined;
    const note = typed.note.trim() || undefined;
    const command = { type: 'PublishEdition', previous, position, note } as const;
    const context = formContext(request, typed);
    const publish = () => this.commands.execute(new ChangePublication(period, command, context));
    const attempted = await attempt(publish, FIELDS);
    if (attempted.problem !== undefined) {
      const { problem, errors } = attempted;
      response.status(problem.status);
      return this.preview(period, request, { note: typed.note, errors, decidedSince: decidedSince(problem) });
    }
    await this.questions.open({ minPosition: String(attempted.done.position) });
    const number = previous === undefined ? 1 : parseEditionId(previous, '/previous').number + 1;
    response.redirect(303, `/publications/${editionId(period, number)}?done=published`);
    return undefined;
  }

  /** The edition as it would be published now; after a refusal, too. */
  private async preview(period: string, request: PageRequest, again: Again = {}): Promise<string> {
    const { asAt } = await this.questions.open({});
    const { readModels } = this.parts;
    const [editions, indicators] = await Promise.all([
      readModels.editions(asAt.position),
      readModels.indicatorNames(asAt.position),
    ]);
    const previous = editions.findLast((edition) => edition.period === period)?.edition;
    const preview = await this.previews.of(period, { previous }, callerOf(request).identity.actor);
    const names = new Map(indicators.map(({ indicator, name }) => [indicator, name]));
    const once = newOnce();
    return this.pages.render(request, 'publish', publishPage({ period, preview, names, note: '', once, ...again }));
  }
}

/** What the domain says of decisions that an edition would leave out. */
function decidedSince({ code, state }: Problem): string[] {
  if (code !== 'decided-after-position') return [];
  const { decidedLater } = state as {
    readonly decidedLater: readonly { kind: string; about: string; decidedOn: string }[];
  };
  return decidedLater.map(({ kind, about, decidedOn }) => `${kind} of ${about}, ${decidedOn}`);
}
