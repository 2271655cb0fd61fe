import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import type { ExportFormat } from '@outturn/exports';
import type { Response } from 'express';
import { Parameter } from '../api/fields';
import { FigureExports, daysBetween } from '../api/figure-exports';
import { Problem } from '../api/problem';
import { ExportQuery, VintageQuery } from '../api/queries';
import { Questions } from '../api/question';
import { SERVER_PARTS, type ServerParts } from '../parts';
import type { PageRequest } from './browser';
import { FORMATS, exportsPage, filled, type ExportTyped } from './exports';
import { MAYBE_EMPTY } from './filters';
import { attempt } from './form';
import { addressOf } from './links';
import { Page, type FieldError } from './page';
import { Pages } from './pages';
import { vintageControl } from './time-control';

class ExportForm {
  @Parameter(MAYBE_EMPTY, 'a format', 'The format.', 'csv')
  readonly format?: string;
  @Parameter(MAYBE_EMPTY, 'a period', 'The first period.', '2023-24-Q1')
  readonly from?: string;
  @Parameter(MAYBE_EMPTY, 'a period', 'The last period.', '2023-24-Q4')
  readonly to?: string;
  @Parameter(MAYBE_EMPTY, 'the key of an area', 'An area.', 'quality-homes')
  readonly area?: string;
  @Parameter(MAYBE_EMPTY, 'true or nothing', 'Every version.', 'true')
  readonly includeHistory?: string;
  @Parameter(MAYBE_EMPTY, 'an as-at', 'The moment.', '2024-07-31')
  readonly asAt?: string;
}

/** The figures as files to keep. */
@Controller('exports')
export class ExportPagesController {
  constructor(
    @Inject(SERVER_PARTS) private readonly parts: ServerParts,
    @Inject(Questions) private readonly questions: Questions,
    @Inject(FigureExports) private readonly exports: FigureExports,
    @Inject(Pages) private readonly pages: Pages,
  ) {}

  @Get()
  @Page('figures.read')
  show(@Query() query: VintageQuery, @Req() request: PageRequest): Promise<string> {
    return this.showForm(request, { asAt: query.asAt }, []);
  }

  /** The file that the form asks for. */
  @Get('find')
  @Page('figures.read')
  async find(
    @Query() form: ExportForm,
    @Req() request: PageRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string | undefined> {
    const format = FORMATS.find(({ value }) => value === form.format)?.value;
    const { from, to, area, includeHistory, asAt } = form;
    const given = { from: filled(from), to: filled(to) };
    const checked = await attempt(() => Promise.resolve(daysBetween(given, 'query')), { '/from': 'from', '/to': 'to' });
    const errors = [
      ...(format === undefined ? [{ field: 'format', text: 'Choose a format.' }] : []),
      ...(checked.problem === undefined ? [] : checked.errors),
    ];
    if (errors.length > 0) {
      response.status(400);
      return this.showForm(request, form, errors);
    }
    response.redirect(303, addressOf(`/exports/figures.${format ?? ''}`, { ...given, area, includeHistory, asAt }));
    return undefined;
  }

  @Get('structure.json')
  @Page('figures.read')
  structure(@Query() query: VintageQuery, @Req() request: PageRequest, @Res() response: Response): Promise<void> {
    return this.exports.sendStructure('json', query, request, response);
  }

  @Get(':file')
  @Page('figures.read')
  async file(
    @Param('file') file: string,
    @Query() query: ExportQuery,
    @Req() request: PageRequest,
    @Res() response: Response,
  ): Promise<void> {
    await this.exports.send(formatOf(file), query, request, response);
  }

  private async showForm(request: PageRequest, typed: ExportTyped, errors: readonly FieldError[]): Promise<string> {
    const asAt = filled(typed.asAt);
    const question = await this.questions.open({ asAt });
    const { position } = question.asAt;
    const [areas, calendar] = await Promise.all([
      this.parts.readModels.areas(position),
      this.parts.readModels.reportingPeriods(position),
    ]);
    const time = vintageControl('/exports', asAt, {}, question);
    return this.pages.render(request, 'exports', exportsPage({ typed, errors, time, areas, calendar }));
  }
}

/** @throws {Problem} 404 for a file that there is none of. */
function formatOf(file: string): ExportFormat {
  const format = FORMATS.find(({ value }) => file === `figures.${value}`);
  if (format !== undefined) return format.value;
  throw new Problem({
    status: 404,
    code: 'unknown-file',
    detail: 'There is no such file. Choose one on the page Exports.',
  });
}
