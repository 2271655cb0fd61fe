import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { EDITION_FORMATS } from '@outturn/domain';
import { ReportSources } from '@outturn/editions';
import { buildReport, renderHtml } from '@outturn/reports';
import type { Response } from 'express';
import { readEditionFile } from '../api/edition-files';
import { Editions } from '../api/editions';
import { Parameter } from '../api/fields';
import { EditionComparisonQuery, VintageQuery } from '../api/queries';
import { Questions, asAtAnswer } from '../api/question';
import { EditionPipe, ReportingPeriodPipe, unknownEdition } from '../api/request-pipes';
import { sendFile, type SentFile } from '../api/send-file';
import { SERVER_PARTS, type ServerParts } from '../parts';
import { callerOf } from '../security/guard';
import { rolesFor } from '../security/permissions';
import type { PageRequest } from './browser';
import { DONE, editionPage, type Done } from './edition';
import { editionComparisonPage, type EditionComparison } from './edition-comparison';
import { attempt } from './form';
import { Page, PageFile } from './page';
import { PAGE_NUMBER } from './page-numbers';
import { Pages } from './pages';
import { publicationsPage } from './publications';
import { vintageControl } from './time-control';

class PublicationsQuery extends VintageQuery {
  @Parameter(PAGE_NUMBER, 'a whole number from 1', 'Which page of the list.', '2')
  readonly page?: string;
}

class EditionQuery extends VintageQuery {
  @Parameter(/^[a-z]+$/, `one of ${DONE.join(', ')}`, 'What has just been done.', 'published', DONE)
  readonly done?: Done;
}

class ComparisonQuery extends EditionComparisonQuery {
  @Parameter(PAGE_NUMBER, 'a whole number from 1', 'Which page of the figures.', '2')
  readonly page?: string;
}

/** Reports as they were published. */
@Controller('publications')
export class PublicationPagesController {
  constructor(
    @Inject(SERVER_PARTS) private readonly parts: ServerParts,
    @Inject(Questions) private readonly questions: Questions,
    @Inject(Editions) private readonly editions: Editions,
    @Inject(ReportSources) private readonly sources: ReportSources,
    @Inject(Pages) private readonly pages: Pages,
  ) {}

  @Get()
  @Page('figures.read')
  async list(@Query() query: PublicationsQuery, @Req() request: PageRequest): Promise<string> {
    const { page, asAt } = query;
    const question = await this.questions.open(query);
    const editions = await this.parts.readModels.editions(question.asAt.position);
    const time = vintageControl(request.path, asAt, {}, question);
    const nameOf = await this.pages.namesOf(editions.map(({ publishedBy }) => publishedBy));
    const input = { editions, asAt, page, time, nameOf, mayPublish: mayPublish(request) };
    return this.pages.render(request, 'publications', publicationsPage(input));
  }

  @Get('compare')
  @Page('figures.read')
  async compare(
    @Query() query: ComparisonQuery,
    @Req() request: PageRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string> {
    const { from, to, asAt } = query;
    const question = await this.questions.open(query);
    const { position } = question.asAt;
    const time = vintageControl(request.path, asAt, { from, to }, question);
    const editions = await this.parts.readModels.editions(position);
    const form = { editions, query, time, names: new Map<string, string>(), nameOf: (person: string) => person };
    if (from === undefined && to === undefined) {
      return this.pages.render(request, 'edition-comparison', editionComparisonPage(form));
    }
    const attempted = await attempt(() => this.editions.compare(query, question), { '/from': 'from', '/to': 'to' });
    if (attempted.problem !== undefined) {
      response.status(attempted.problem.status);
      const page = editionComparisonPage({ ...form, errors: attempted.errors });
      return this.pages.render(request, 'edition-comparison', page);
    }
    const comparison = attempted.done;
    const [nameOf, indicators] = await Promise.all([
      this.pages.namesOf(peopleIn(comparison)),
      this.parts.readModels.indicatorNames(position),
    ]);
    const names = new Map(indicators.map(({ indicator, name }) => [indicator, name]));
    const found = { ...form, names, comparison, nameOf };
    return this.pages.render(request, 'edition-comparison', editionComparisonPage(found));
  }

  /** The report as it would be made now, or as at a moment. It says of itself that it is a draft. */
  @Get('drafts/:period')
  @PageFile('figures.read')
  async draft(
    @Param('period', ReportingPeriodPipe) period: string,
    @Query() query: VintageQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SentFile> {
    const question = await this.questions.open(query);
    const content = buildReport(await this.sources.of(period, asAtAnswer(question)));
    return sendFile(response, `draft-${period}`, 'html', Buffer.from(renderHtml(content)));
  }

  /** A file of an edition, byte for byte as it was published: from the ledger itself. */
  @Get(':edition/files/:format')
  @PageFile('figures.read')
  async file(
    @Param('edition', EditionPipe) edition: string,
    @Param('format') asked: string,
    @Query() query: VintageQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SentFile> {
    await this.editions.find(edition, await this.questions.open(query));
    const format = EDITION_FORMATS.find((known) => known === asked);
    const stored = format && (await readEditionFile(this.parts.store, edition, format));
    if (stored === undefined) throw unknownEdition(`${edition}.${asked}`);
    return sendFile(response, `report-${edition}`, stored.file.format, stored.bytes);
  }

  @Get(':edition')
  @Page('figures.read')
  async show(
    @Param('edition', EditionPipe) name: string,
    @Query() { done, ...query }: EditionQuery,
    @Req() request: PageRequest,
  ): Promise<string> {
    const question = await this.questions.open(query);
    const { edition, next } = await this.editions.find(name, question);
    const { asAt } = query;
    const time = vintageControl(request.path, asAt, {}, question);
    const nameOf = await this.pages.namesOf([
      edition.publishedBy,
      ...edition.errata.map(({ recordedBy }) => recordedBy),
    ]);
    const input = { edition, next, asAt, done, time, nameOf, mayPublish: mayPublish(request) };
    return this.pages.render(request, 'edition', editionPage(input));
  }
}

function mayPublish(request: PageRequest): boolean {
  return rolesFor(callerOf(request).identity, 'publications.publish').length > 0;
}

function peopleIn({ items, governance }: EditionComparison): string[] {
  const people = [
    ...items.flatMap(({ events }) => events.map(({ actor }) => actor)),
    ...governance.flatMap(({ by, approvedBy }) => (approvedBy === null ? [by] : [by, approvedBy])),
  ];
  return [...new Set(people)];
}
