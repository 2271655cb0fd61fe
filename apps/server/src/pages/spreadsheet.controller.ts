import { Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res, StreamableFile } from '@nestjs/common';
import type { Response } from 'express';
import { parsePeriod, comparePeriods } from '@outturn/domain';
import { Parameter } from '../api/fields';
import { ImportRowsQuery } from '../api/import-bodies';
import { readUploadForm } from '../api/import-upload';
import { Imports } from '../api/imports';
import { badRequest } from '../api/problem';
import { pageOf } from '../api/queries';
import { Questions } from '../api/question';
import { EventIdPipe, periodIn } from '../api/request-pipes';
import { SERVER_PARTS, type ServerParts } from '../parts';
import { callerOf } from '../security/guard';
import type { PageRequest } from './browser';
import { MAYBE_EMPTY } from './filters';
import { attempt, typedIn } from './form';
import { Page, type FieldError } from './page';
import { FORM_TOKEN_FIELD, foreignForm } from './page-middleware';
import { Pages } from './pages';
import { ACCEPTANCE_FIELDS, ACCEPTANCE_POINTERS, readAcceptance, refusedAcceptance } from './spreadsheet-acceptance';
import { spreadsheetCheckPage, type RowsQuery, type TypedAcceptance } from './spreadsheet-check';
import { spreadsheetPage } from './spreadsheet';

const WORKBOOK = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const MOST_UPLOADS = 20;
const UPLOAD_POINTERS = { '': 'file', '/file': 'file', '/period': 'upload-period' };

class SpreadsheetQuery {
  @Parameter(MAYBE_EMPTY, 'a quarter or a year', 'The period for which figures are given.', '2024-25-Q1')
  readonly period?: string;
}

class TemplateForm extends SpreadsheetQuery {
  @Parameter(MAYBE_EMPTY, 'the key of an area', 'Only figures of this area.', 'quality-homes')
  readonly area?: string;
}

/** Many figures at once, by a spreadsheet: first what each row would do, then doing it. */
@Controller('submit/spreadsheet')
export class SpreadsheetController {
  constructor(
    @Inject(SERVER_PARTS) private readonly parts: ServerParts,
    @Inject(Questions) private readonly questions: Questions,
    @Inject(Imports) private readonly imports: Imports,
    @Inject(Pages) private readonly pages: Pages,
  ) {}

  @Get()
  @Page('figures.submit')
  show(@Query() { period }: SpreadsheetQuery, @Req() request: PageRequest): Promise<string> {
    return this.form(request, period, []);
  }

  @Get('template.xlsx')
  @Page('figures.submit')
  async template(
    @Query() { period = '', area }: TemplateForm,
    @Req() request: PageRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    if (period === '') {
      const detail = 'Choose the period for which figures are due.';
      throw badRequest('invalid-request', { in: 'query', pointer: '/period', detail });
    }
    const about = periodIn('query', period);
    const bytes = await this.imports.template(about, area === '' ? undefined : area, callerOf(request));
    response.setHeader('Content-Type', WORKBOOK);
    const disposition = `attachment; filename="outturn-${about.key}.xlsx"`;
    return new StreamableFile(bytes, { type: WORKBOOK, disposition, length: bytes.length });
  }

  /** The one form that holds a file: it is read here, and its secret checked before anything is done with it. */
  @Post()
  @Page('figures.submit')
  async upload(
    @Req() request: PageRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string | undefined> {
    const read = await attempt(() => readUploadForm(request, [FORM_TOKEN_FIELD]), UPLOAD_POINTERS);
    if (read.problem !== undefined) return this.refuse(request, response, read.problem.status, read.errors);
    const { upload, fields } = read.done;
    const foreign = foreignForm(request, fields.get(FORM_TOKEN_FIELD));
    if (foreign !== undefined) throw foreign;
    if (upload.bytes.length === 0) {
      return this.refuse(request, response, 400, [{ field: 'file', text: 'Choose a spreadsheet.' }], upload.period);
    }
    const { done, problem, errors } = await attempt(
      () => this.imports.check(upload, callerOf(request)),
      UPLOAD_POINTERS,
    );
    if (problem !== undefined) return this.refuse(request, response, problem.status, errors, upload.period);
    response.redirect(303, `/submit/spreadsheet/${done.id}`);
    return undefined;
  }

  @Get(':id')
  @Page('imports.read')
  verdicts(
    @Param('id', EventIdPipe) id: string,
    @Query() query: ImportRowsQuery,
    @Req() request: PageRequest,
  ): Promise<string> {
    return this.check(id, query, request, undefined);
  }

  @Post(':id')
  @HttpCode(200)
  @Page('figures.submit')
  async accept(
    @Param('id', EventIdPipe) id: string,
    @Req() request: PageRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string | undefined> {
    const typed = typedIn(request, ACCEPTANCE_FIELDS);
    const read = readAcceptance(typed);
    const again = (status: number, errors: readonly FieldError[]) => {
      response.status(status);
      return this.check(id, {}, request, { typed, errors });
    };
    if ('errors' in read) return again(400, read.errors);
    const { done, problem, errors } = await attempt(
      () => this.imports.accept(id, read.acceptance, callerOf(request)),
      ACCEPTANCE_POINTERS,
    );
    if (problem !== undefined) return again(problem.status, refusedAcceptance(problem) ?? errors);
    response.redirect(303, 'job' in done ? `/jobs/${done.job.id}` : `/submit/spreadsheet/${id}`);
    return undefined;
  }

  private async form(request: PageRequest, period: string | undefined, errors: readonly FieldError[]): Promise<string> {
    const { identity } = callerOf(request);
    const { latest } = await this.questions.open({});
    const { readModels, imports } = this.parts;
    const [entries, areas, uploads] = await Promise.all([
      readModels.reportingPeriods(latest),
      readModels.areas(latest),
      imports.list(identity.actor, MOST_UPLOADS),
    ]);
    const periods = entries
      .filter(({ coverage }) => coverage === 'full')
      .sort((a, b) => comparePeriods(parsePeriod(b.period), parsePeriod(a.period)));
    const mine = areas.filter(({ area }) => area !== undefined && identity.areas.includes(area));
    return this.pages.render(
      request,
      'spreadsheet',
      spreadsheetPage({ periods, period, areas: mine, uploads, errors }),
    );
  }

  private refuse(
    request: PageRequest,
    response: Response,
    status: number,
    errors: readonly FieldError[],
    period?: string,
  ): Promise<string> {
    response.status(status);
    return this.form(request, period, errors);
  }

  private async check(
    id: string,
    query: RowsQuery,
    request: PageRequest,
    again: TypedAcceptance | undefined,
  ): Promise<string> {
    const caller = callerOf(request);
    const record = await this.imports.find(id, { ...caller, permission: 'imports.read' });
    const { limit, after } = pageOf(query);
    const { verdict } = query;
    const rows = await this.parts.imports.rows(id, { verdict, after: Number(after ?? 0), limit: limit + 1 });
    const isOwn = record.uploadedBy === caller.identity.actor;
    const nameOf = await this.pages.namesOf([record.uploadedBy]);
    const model = spreadsheetCheckPage({
      record,
      rows: rows.slice(0, limit),
      hasMore: rows.length > limit,
      query,
      isOwn,
      again,
      nameOf,
    });
    return this.pages.render(request, 'spreadsheet-check', model);
  }
}
