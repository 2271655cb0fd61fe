import { Body, Controller, Get, Inject, Param, Post, Query, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiAcceptedResponse, ApiBody, ApiConsumes, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { SERVER_PARTS, type ServerParts } from '../parts';
import { callerOf, type AuthenticatedRequest } from '../security/guard';
import { ImportAnswer, ImportRowsAnswer, ImportsAnswer, importAnswer, importRowAnswer } from './import-answers';
import { ImportAcceptanceBody, ImportRowsQuery, ImportTemplateQuery, ImportsQuery } from './import-bodies';
import { readUpload } from './import-upload';
import { Imports } from './imports';
import { JobAnswer, jobAnswer } from './job-answers';
import type { Plain } from './plain';
import { badRequest } from './problem';
import { pageOf } from './queries';
import { EventIdPipe, periodIn } from './request-pipes';
import { Downloads, Makes, ReadsAs } from './route-decorators';

const WORKBOOK = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const DEFAULT_LIMIT = 100;

const UPLOAD_SCHEMA = {
  type: 'object',
  required: ['file'],
  properties: {
    file: { type: 'string', format: 'binary', description: 'The spreadsheet.' },
    period: {
      type: 'string',
      description: 'The period of figures whose table does not say it.',
      example: '2024-25-Q1',
    },
  },
};

/** Figures by the spreadsheet: first what each row would do, then doing it. */
@ApiTags('Imports')
@Controller('api/v1/imports')
export class ImportsController {
  constructor(
    @Inject(SERVER_PARTS) private readonly parts: ServerParts,
    @Inject(Imports) private readonly imports: Imports,
  ) {}

  @Get('template.xlsx')
  @ApiProduces(WORKBOOK)
  @Downloads(WORKBOOK, 'A workbook with the figures that are due, to fill in and import.')
  async template(@Query() query: ImportTemplateQuery, @Req() request: AuthenticatedRequest): Promise<StreamableFile> {
    if (query.period === undefined) {
      const detail = '"period" is missing: say for which period figures are due, such as 2024-25-Q1.';
      throw badRequest('invalid-request', { in: 'query', pointer: '/period', detail });
    }
    const period = periodIn('query', query.period);
    const bytes = await this.imports.template(period, query.area, callerOf(request));
    return new StreamableFile(bytes, {
      type: WORKBOOK,
      disposition: `attachment; filename="outturn-${period.key}.xlsx"`,
      length: bytes.length,
    });
  }

  @Post()
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: UPLOAD_SCHEMA })
  @Makes(
    'figures.submit',
    ImportAnswer,
    'Checks a spreadsheet and says of every row what accepting it would do.',
    'CSV or XLSX, 10 MB and 50,000 rows at the most. Nothing is recorded in the ledger; the same file twice is the same import.',
  )
  async upload(
    @Req() request: AuthenticatedRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Plain<ImportAnswer>> {
    const record = await this.imports.check(await readUpload(request), callerOf(request));
    response.setHeader('Location', `/api/v1/imports/${record.id}`);
    return importAnswer(record);
  }

  @Get()
  @ReadsAs('figures.submit', ImportsAnswer, 'Lists the files that one has uploaded oneself, the newest first.')
  async list(@Query() query: ImportsQuery, @Req() request: AuthenticatedRequest): Promise<Plain<ImportsAnswer>> {
    const { actor } = callerOf(request).identity;
    const records = await this.parts.imports.list(actor, Number(query.limit ?? DEFAULT_LIMIT));
    return { items: records.map(importAnswer) };
  }

  @Get(':id')
  @ReadsAs('imports.read', ImportRowsAnswer, 'A checked file with the verdicts about its rows.')
  async show(
    @Param('id', EventIdPipe) id: string,
    @Query() query: ImportRowsQuery,
    @Req() request: AuthenticatedRequest,
  ): Promise<Plain<ImportRowsAnswer>> {
    const record = await this.imports.find(id, callerOf(request));
    const { limit, after } = pageOf(query);
    const { verdict } = query;
    const rows = await this.parts.imports.rows(id, { verdict, after: Number(after ?? 0), limit: limit + 1 });
    const items = rows.slice(0, limit).map(importRowAnswer);
    const next = rows.length > limit ? String(items.at(-1)?.number ?? '') : null;
    return { ...importAnswer(record), items, next };
  }

  @Post(':id/acceptance')
  @Makes(
    'figures.submit',
    ImportAnswer,
    'Carries out the rows of a checked file, as who uploaded it.',
    'A repeat records nothing twice. Other values than those that are held become proposals of corrections. More than 1,000 rows become a job.',
  )
  @ApiAcceptedResponse({ type: JobAnswer, description: 'It has more than 1,000 rows: the job that carries them out.' })
  async accept(
    @Param('id', EventIdPipe) id: string,
    @Body() body: ImportAcceptanceBody,
    @Req() request: AuthenticatedRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Plain<ImportAnswer> | Plain<JobAnswer>> {
    const accepted = await this.imports.accept(id, body, callerOf(request));
    if ('record' in accepted) return importAnswer(accepted.record);
    const { job } = accepted;
    response.status(202).setHeader('Location', `/api/v1/jobs/${job.id}`);
    return jobAnswer(job);
  }
}
