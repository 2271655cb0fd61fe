import { Body, Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiAcceptedResponse, ApiHeader, ApiTags } from '@nestjs/swagger';
import { editionId, parseEditionId, type EditionFormat } from '@outturn/domain';
import type { Request, Response } from 'express';
import { SERVER_PARTS, type ServerParts } from '../parts';
import { ChangePublication } from './change-publication';
import { readEditionFile } from './edition-files';
import { editionAnswer, editionPath } from './edition-view';
import { Editions } from './editions';
import { JobAnswer } from './job-answers';
import type { Plain } from './plain';
import { RESPOND_ASYNC, prefersJob } from './prefer';
import { EditionComparisonAnswer, EditionFactsAnswer, EditionsAnswer } from './publication-answers';
import { enqueuePublication } from './publication-jobs';
import { EditionBody, ErratumBody } from './publication-bodies';
import { EditionComparisonQuery, EditionsQuery, VintageQuery } from './queries';
import { Questions, asAtAnswer, emptinessNote, permanentLink } from './question';
import type { Outcome, Started } from './receipt-interceptor';
import { EditionPipe, periodIn, reportingPeriodIn, unknownEdition } from './request-pipes';
import { Reads, ReadsFile, Writes } from './route-decorators';
import { sendFile, type SentFile } from './send-file';
import { Context, type WriteContext } from './write-context';

/** Editions of reports: they stay what they were. */
@ApiTags('Publications')
@Controller('api/v1/publications')
export class PublicationsController {
  constructor(
    @Inject(SERVER_PARTS) private readonly parts: ServerParts,
    @Inject(Questions) private readonly questions: Questions,
    @Inject(Editions) private readonly editions: Editions,
    @Inject(CommandBus) private readonly commands: CommandBus,
  ) {}

  @Get()
  @Reads(EditionsAnswer, 'Lists the editions that were published.')
  async list(@Query() query: EditionsQuery, @Req() request: Request): Promise<Plain<EditionsAnswer>> {
    const period = query.period === undefined ? undefined : periodIn('query', query.period).key;
    const question = await this.questions.open(query);
    const editions = await this.parts.readModels.editions(question.asAt.position);
    const items = editions.filter((edition) => period === undefined || edition.period === period);
    return {
      asAt: asAtAnswer(question),
      links: { permanent: permanentLink(request.path, query, question) },
      note: items.length > 0 ? null : (emptinessNote(question) ?? 'Nothing had been published then.'),
      items: items.map(editionAnswer),
    };
  }

  @Post()
  @Writes(
    'publications.publish',
    'Publishes the report of a closed period as an edition.',
    'With "Prefer: respond-async" a job does it, and a refusal is its error. The edition pins what was known at a position and keeps its bytes for ever. It is refused while the period is open, or with figures that are not approved: "state" lists them.',
  )
  @ApiHeader({
    name: 'Prefer',
    description: `"${RESPOND_ASYNC}" to be answered with a job at once (RFC 7240).`,
    required: false,
    schema: { type: 'string', example: RESPOND_ASYNC },
  })
  @ApiAcceptedResponse({ type: JobAnswer, description: 'As was preferred: the job that publishes it.' })
  async publish(
    @Body() body: EditionBody,
    @Context() context: WriteContext,
    @Req() request: Request,
  ): Promise<Outcome | Started> {
    const period = reportingPeriodIn('body', body.period);
    const { previous, position, note } = body;
    if (prefersJob(request)) {
      return { job: await enqueuePublication(this.parts.jobs, period, { previous, position, note }, context) };
    }
    const command = { type: 'PublishEdition', previous, position, note } as const;
    const receipt = await this.commands.execute(new ChangePublication(period, command, context));
    const number = previous === undefined ? 1 : parseEditionId(previous, '/previous').number + 1;
    return { receipt, location: editionPath(editionId(period, number)) };
  }

  @Get('compare')
  @Reads(
    EditionComparisonAnswer,
    'Compares two editions of a period, figure by figure, and what they say of contracts, actions, risks and programmes.',
    'What is shown is what the editions showed, with what was recorded between their positions.',
  )
  async compare(
    @Query() query: EditionComparisonQuery,
    @Req() request: Request,
  ): Promise<Plain<EditionComparisonAnswer>> {
    const question = await this.questions.open(query);
    const comparison = await this.editions.compare(query, question);
    return {
      asAt: asAtAnswer(question),
      links: { permanent: permanentLink(request.path, query, question) },
      note: comparison.items.length + comparison.governance.length > 0 ? null : 'Both editions show the same.',
      ...comparison,
    };
  }

  @Get(':edition.json')
  @ReadsFile('json', 'Gives the canonical content (RFC 8785) of an edition, byte for byte as published.')
  json(
    @Param('edition', EditionPipe) edition: string,
    @Query() query: VintageQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SentFile> {
    return this.file(edition, 'json', query, response);
  }

  @Get(':edition.html')
  @ReadsFile('html', 'Gives an edition as a page, byte for byte as published.')
  html(
    @Param('edition', EditionPipe) edition: string,
    @Query() query: VintageQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SentFile> {
    return this.file(edition, 'html', query, response);
  }

  @Get(':edition.docx')
  @ReadsFile('docx', 'Gives an edition as a document, byte for byte as published.')
  docx(
    @Param('edition', EditionPipe) edition: string,
    @Query() query: VintageQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SentFile> {
    return this.file(edition, 'docx', query, response);
  }

  @Get(':edition')
  @Reads(EditionFactsAnswer, 'Shows what an edition is, what it pins, its files and its errata.')
  async show(
    @Param('edition', EditionPipe) name: string,
    @Query() query: VintageQuery,
    @Req() request: Request,
  ): Promise<Plain<EditionFactsAnswer>> {
    const question = await this.questions.open(query);
    const { edition, next } = await this.editions.find(name, question);
    return {
      asAt: asAtAnswer(question),
      links: { permanent: permanentLink(request.path, query, question) },
      note: null,
      edition: editionAnswer(edition),
      next: next?.edition ?? null,
    };
  }

  @Post(':edition/errata')
  @Writes('publications.publish', 'Records an error of the document. No figure and no file changes by it.')
  async recordErratum(
    @Param('edition', EditionPipe) edition: string,
    @Body() { place, printed, shouldRead, note }: ErratumBody,
    @Context() context: WriteContext,
  ): Promise<Outcome> {
    const { period } = parseEditionId(edition, '/edition');
    const command = { type: 'RecordErratum', edition, place, printed, shouldRead, note } as const;
    const receipt = await this.commands.execute(new ChangePublication(period, command, context));
    return { receipt, location: editionPath(edition), made: true };
  }

  /** From the ledger itself, so that it is the same however far the read models have followed. */
  private async file(
    edition: string,
    format: EditionFormat,
    query: VintageQuery,
    response: Response,
  ): Promise<SentFile> {
    const { asAt, minPosition } = query;
    if (asAt !== undefined || minPosition !== undefined) {
      await this.editions.find(edition, await this.questions.open(query));
    }
    const stored = await readEditionFile(this.parts.store, edition, format);
    if (stored === undefined) throw unknownEdition(edition);
    return sendFile(response, `report-${edition}`, format, stored.bytes);
  }
}
