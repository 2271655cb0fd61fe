import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { lastDay } from '@outturn/domain';
import {
  EXPORT_FORMATS,
  exportFigures,
  exportFileName,
  sdmxStructure,
  type Code,
  type ExportFormat,
  type FiguresQuestion,
} from '@outturn/exports';
import type { Request, Response } from 'express';
import { SERVER_PARTS, type ServerParts } from '../parts';
import { badRequest } from './problem';
import { ExportQuery, VintageQuery } from './queries';
import { Questions, permanentLink, type Question } from './question';
import { periodIn, unknownInQuery } from './request-pipes';
import { Downloads } from './route-decorators';

const STRUCTURE_TYPE = 'application/vnd.sdmx.structure+json; version=2.0.0';
const CARDS_A_READ = 500;
const COLUMNS =
  'One row a figure, with the columns of the view reporting.figure_history. The header Outturn-Position names the position, and Content-Location the address that gives the same for ever.';

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
    'Its data structure is at structure.json. Parameter asAt is what SDMX calls asOf.',
  )
  sdmx(@Query() query: ExportQuery, @Req() request: Request, @Res() response: Response): Promise<void> {
    return this.send('sdmx.csv', query, request, response);
  }

  @Get('structure.json')
  @Downloads(STRUCTURE_TYPE, 'Gives the SDMX data structure of the figures, with its lists of codes.', 'SDMX-JSON 2.0.')
  async structure(@Query() query: VintageQuery, @Req() request: Request, @Res() response: Response): Promise<void> {
    const question = await this.questions.open(query);
    const { position } = question.asAt;
    const [indicators, areas] = await Promise.all([this.indicators(position), this.parts.readModels.areas(position)]);
    const structure = sdmxStructure({
      prepared: (this.parts.now?.() ?? new Date()).toISOString(),
      indicators,
      areas: areas.map(({ area, name }) => ({ id: area ?? '', name })),
    });
    describe(response, STRUCTURE_TYPE, `structure-as-at-${position}.json`, request, query, question);
    response.end(JSON.stringify(structure));
  }

  private async send(format: ExportFormat, query: ExportQuery, request: Request, response: Response): Promise<void> {
    const question = await this.questions.open(query);
    await this.requireArea(query.area, question.latest);
    const asked: FiguresQuestion = {
      position: question.asAt.position,
      ...daysBetween(query),
      area: query.area,
      includeHistory: query.includeHistory === 'true',
    };
    describe(response, EXPORT_FORMATS[format].mediaType, exportFileName(format, asked), request, query, question);
    if (request.method === 'HEAD') {
      response.end();
      return;
    }
    const about = { asAt: question.text, position: asked.position, link: permanentLink(request.path, query, question) };
    const content = exportFigures(this.parts.figuresOf(asked), format, about);
    await stream(content, response);
  }

  private async requireArea(key: string | undefined, latest: number): Promise<void> {
    if (key === undefined) return;
    const areas = await this.parts.readModels.areas(latest);
    if (!areas.some(({ area }) => area === key)) throw unknownInQuery('area', key);
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

function daysBetween({ from, to }: ExportQuery): Pick<FiguresQuestion, 'firstDay' | 'lastDay'> {
  const first = from === undefined ? undefined : periodIn('query', from, '/from');
  const last = to === undefined ? undefined : periodIn('query', to, '/to');
  if (first !== undefined && last !== undefined && last.end <= first.start) {
    const detail = `${last.key} ends before ${first.key} starts. Give the earlier period as from.`;
    throw badRequest('invalid-request', { in: 'query', pointer: '/to', detail });
  }
  return { firstDay: first?.start, lastDay: last && lastDay(last) };
}

function describe(
  response: Response,
  mediaType: string,
  fileName: string,
  request: Request,
  query: object,
  question: Question,
): void {
  response.setHeader('Content-Type', mediaType);
  // The name is made of words of this program and a number, so that nothing in it has to be quoted.
  response.setHeader('Content-Disposition', `attachment; filename="${fileName}"`);
  response.setHeader('Content-Location', permanentLink(request.path, query, question));
  response.setHeader('Outturn-Position', String(question.asAt.position));
}

/** Sends a file at the pace of the reader. Who leaves early ends the reading; what fails midway breaks the connection. */
async function stream(content: AsyncIterable<string | Buffer>, response: Response): Promise<void> {
  try {
    await pipeline(Readable.from(content, { objectMode: false }), response);
  } catch (error) {
    if ((error as { code?: string }).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  }
}
