import { Body, Controller, Get, Inject, Param, Post, Query, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiAcceptedResponse, ApiBody, ApiConsumes, ApiProduces, ApiTags } from '@nestjs/swagger';
import { ImportAcceptances, ImportChecks, type ImportRecord, type Uploader } from '@outturn/imports';
import type { Response } from 'express';
import { SERVER_PARTS, type ServerParts } from '../parts';
import { callerOf, type AuthenticatedRequest } from '../security/guard';
import { ROLES_OF_AREAS, rolesFor, type Identity, type Permission } from '../security/permissions';
import { ImportAnswer, ImportRowsAnswer, ImportsAnswer, importAnswer, importRowAnswer } from './import-answers';
import { ImportAcceptanceBody, ImportRowsQuery, ImportTemplateQuery, ImportsQuery } from './import-bodies';
import { enqueueAcceptance, isLong } from './import-jobs';
import { ImportTemplates } from './import-templates';
import { readUpload } from './import-upload';
import { JobAnswer, jobAnswer } from './job-answers';
import type { Plain } from './plain';
import { badRequest } from './problem';
import { pageOf } from './queries';
import { EventIdPipe, periodIn, unknownInPath, unknownInQuery } from './request-pipes';
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
    @Inject(ImportChecks) private readonly checks: ImportChecks,
    @Inject(ImportAcceptances) private readonly acceptances: ImportAcceptances,
    @Inject(ImportTemplates) private readonly templates: ImportTemplates,
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
    const areas = await this.areasOf(query.area, callerOf(request).identity);
    const bytes = await this.templates.workbook(period, areas);
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
    const record = await this.checks.check(await readUpload(request), uploaderOf(callerOf(request)));
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
    const record = await this.visible(id, callerOf(request).identity);
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
    const uploader = uploaderOf(callerOf(request));
    const record = await this.parts.imports.find(id);
    if (record?.uploadedBy !== uploader.actor) throw unknownInPath('id', id);
    if (!isLong(record)) return importAnswer(await this.acceptances.accept(record, body, uploader));
    await this.acceptances.refuseInVain(record, body);
    const job = await enqueueAcceptance(this.parts.jobs, record, body, uploader);
    response.status(202).setHeader('Location', `/api/v1/jobs/${job.id}`);
    return jobAnswer(job);
  }

  /** Who writes for areas only sees their own: what was not taken may hold what is nobody else's business. */
  private async visible(id: string, identity: Identity): Promise<ImportRecord> {
    const record = await this.parts.imports.find(id);
    const seesAll = rolesFor(identity, 'imports.read').some((role) => !ROLES_OF_AREAS.has(role));
    if (record === undefined || (!seesAll && record.uploadedBy !== identity.actor)) throw unknownInPath('id', id);
    return record;
  }

  private async areasOf(asked: string | undefined, { areas }: Identity): Promise<readonly string[]> {
    if (asked === undefined && areas.length > 0) return areas;
    const known = await this.parts.readModels.areas(await this.parts.readModels.followedTo());
    if (asked === undefined) return known.flatMap(({ area }) => area ?? []);
    if (!known.some(({ area }) => area === asked)) throw unknownInQuery('area', asked);
    return [asked];
  }
}

/** Who submits for some areas, in the role that is bound to them. */
function uploaderOf({ identity, permission }: { identity: Identity; permission: Permission }): Uploader {
  const { actor, areas } = identity;
  return { actor, role: rolesFor(identity, permission).at(-1) ?? '', areas };
}
