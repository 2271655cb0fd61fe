import { Body, Controller, Get, Inject, Post, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { lastDay } from '@outturn/domain';
import {
  EXPORT_FORMATS,
  FORMATS_BY_NAME,
  exportFigures,
  exportFileName,
  sdmxStructure,
  sdmxStructureXml,
  type Code,
  type ExportFormat,
  type ExportOrder,
  type FiguresQuestion,
} from '@outturn/exports';
import type { Request, Response } from 'express';
import { SERVER_PARTS, type ServerParts } from '../parts';
import { describeDownload, streamDownload } from './downloads';
import { ExportBody, exportQueryOf } from './export-bodies';
import { enqueueExport } from './export-jobs';
import { JobAnswer, jobAnswer } from './job-answers';
import type { Plain } from './plain';
import { badRequest, type ProblemPlace } from './problem';
import { ExportQuery, VintageQuery } from './queries';
import { Questions, permanentLink } from './question';
import { periodIn, unknownIn } from './request-pipes';
import { Downloads, StartsJob } from './route-decorators';
import { Context, type WriteContext } from './write-context';

const STRUCTURE_TYPES = {
  json: 'application/vnd.sdmx.structure+json; version=2.0.0',
  xml: 'application/vnd.sdmx.structure+xml; version=3.0.0',
} as const;
const STRUCTURE_SUMMARY = 'Gives the SDMX data structure of the figures, with its lists of codes.';
const FIGURES = '/api/v1/exports/figures';
const CARDS_A_READ = 500;
const COLUMNS =
  'One row a figure, with the columns of the view reporting.figure_history. The header Outturn-Position names the position, and Content-Location the address that gives the same for ever.';

type Place = ProblemPlace['in'];

/** The figures as files, as at any moment. They are written while they are read, at the pace of the reader. */
@ApiTags('Exports')
@Controller('api/v1/exports')
export class ExportsController {
  constructor(
    @Inject(SERVER_PARTS) private readonly parts: ServerParts,
    @Inject(Questions) private readonly questions: Questions,
  ) {}

  @Get('figures.csv')
  @Downloads(EXPORT_FORMATS.csv.mediaType, 'Gives figures as CSV.', `${COLUMNS} In UTF-8 with a byte order mark.`)
  csv(@Query() query: ExportQuery, @Req() request: Request, @Res() response: Response): Promise<void> {
    return this.send('csv', query, request, response);
  }

  @Get('figures.xlsx')
  @Downloads(EXPORT_FORMATS.xlsx.mediaType, 'Gives figures as a workbook.', COLUMNS)
  xlsx(@Query() query: ExportQuery, @Req() request: Request, @Res() response: Response): Promise<void> {
    return this.send('xlsx', query, request, response);
  }

  @Get('figures.sdmx.csv')
  @Downloads(
    EXPORT_FORMATS['sdmx.csv'].mediaType,
    'Gives figures as SDMX-CSV 2.0.',
    'Its data structure is at structure.json and structure.xml. Parameter asAt is what SDMX calls asOf.',
  )
  sdmx(@Query() query: ExportQuery, @Req() request: Request, @Res() response: Response): Promise<void> {
    return this.send('sdmx.csv', query, request, response);
  }

  @Get('structure.json')
  @Downloads(STRUCTURE_TYPES.json, STRUCTURE_SUMMARY, 'SDMX-JSON 2.0.')
  structureJson(@Query() query: VintageQuery, @Req() request: Request, @Res() response: Response): Promise<void> {
    return this.sendStructure('json', query, request, response);
  }

  @Get('structure.xml')
  @Downloads(STRUCTURE_TYPES.xml, STRUCTURE_SUMMARY, 'SDMX-ML 3.0: what structure.json says too.')
  structureXml(@Query() query: VintageQuery, @Req() request: Request, @Res() response: Response): Promise<void> {
    return this.sendStructure('xml', query, request, response);
  }

  private async sendStructure(
    format: keyof typeof STRUCTURE_TYPES,
    query: VintageQuery,
    request: Request,
    response: Response,
  ): Promise<void> {
    const question = await this.questions.open(query);
    const { position } = question.asAt;
    const [indicators, areas] = await Promise.all([this.indicators(position), this.parts.readModels.areas(position)]);
    const facts = {
      prepared: (this.parts.now?.() ?? new Date()).toISOString(),
      indicators,
      areas: areas.map(({ area, name }) => ({ id: area ?? '', name })),
    };
    const fileName = `structure-as-at-${position}.${format}`;
    const link = permanentLink(request.path, query, question);
    describeDownload(response, { mediaType: STRUCTURE_TYPES[format], fileName, link, position });
    response.end(format === 'xml' ? sdmxStructureXml(facts) : JSON.stringify(sdmxStructure(facts)));
  }

  @Post()
  @StartsJob(
    'figures.read',
    JobAnswer,
    'Writes figures into a file, as a job.',
    'What is known is pinned when it is asked for. The file is at /jobs/{id}/file, for who asked and for administrators.',
  )
  async start(
    @Body() body: ExportBody,
    @Context() context: WriteContext,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Plain<JobAnswer>> {
    const format = FORMATS_BY_NAME[body.format] ?? 'csv';
    const order = await this.order(format, exportQueryOf(body), 'body');
    const job = await enqueueExport(this.parts.jobs, order, context);
    response.setHeader('Location', `/api/v1/jobs/${job.id}`);
    return jobAnswer(job);
  }

  private async send(format: ExportFormat, query: ExportQuery, request: Request, response: Response): Promise<void> {
    const { figures, about } = await this.order(format, query, 'query');
    const { mediaType } = EXPORT_FORMATS[format];
    describeDownload(response, { mediaType, fileName: exportFileName(format, figures), ...about });
    if (request.method === 'HEAD') {
      response.end();
      return;
    }
    await streamDownload(exportFigures(this.parts.figuresOf(figures), format, about), response);
  }

  /** What is to be exported, for whoever waits for it and for a job alike. */
  private async order(format: ExportFormat, query: Plain<ExportQuery>, place: Place): Promise<ExportOrder> {
    const question = await this.questions.open(query, '/asAt', place);
    await this.requireArea(query.area, question.latest, place);
    const { position } = question.asAt;
    const includeHistory = query.includeHistory === 'true';
    const link = permanentLink(`${FIGURES}.${format}`, query, question);
    return {
      format,
      figures: { position, ...daysBetween(query, place), area: query.area, includeHistory },
      about: { asAt: question.text, position, link },
    };
  }

  private async requireArea(key: string | undefined, latest: number, place: Place): Promise<void> {
    if (key === undefined) return;
    const areas = await this.parts.readModels.areas(latest);
    if (!areas.some(({ area }) => area === key)) throw unknownIn(place, 'area', key);
  }

  private async indicators(position: number): Promise<Code[]> {
    const codes: Code[] = [];
    for (let after: string | undefined; ;) {
      const page = await this.parts.readModels.indicators({}, position, { after, limit: CARDS_A_READ });
      codes.push(...page.items.map(({ indicator, definition }) => ({ id: indicator, name: definition.name })));
      if (page.next === null) return codes;
      after = page.next;
    }
  }
}

function daysBetween({ from, to }: Plain<ExportQuery>, place: Place): Pick<FiguresQuestion, 'firstDay' | 'lastDay'> {
  const first = from === undefined ? undefined : periodIn(place, from, '/from');
  const last = to === undefined ? undefined : periodIn(place, to, '/to');
  if (first !== undefined && last !== undefined && last.end <= first.start) {
    const detail = `${last.key} ends before ${first.key} starts. Give the earlier period as from.`;
    throw badRequest('invalid-request', { in: place, pointer: '/to', detail });
  }
  return { firstDay: first?.start, lastDay: last && lastDay(last) };
}
