import { Body, Controller, Get, Inject, Post, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { EXPORT_FORMATS, FORMATS_BY_NAME } from '@outturn/exports';
import type { Request, Response } from 'express';
import { SERVER_PARTS, type ServerParts } from '../parts';
import { ExportBody, exportQueryOf } from './export-bodies';
import { enqueueExport } from './export-jobs';
import { FigureExports, STRUCTURE_TYPES } from './figure-exports';
import { JobAnswer, jobAnswer } from './job-answers';
import type { Plain } from './plain';
import { ExportQuery, VintageQuery } from './queries';
import { Downloads, StartsJob } from './route-decorators';
import { Context, type WriteContext } from './write-context';

const STRUCTURE_SUMMARY = 'Gives the SDMX data structure of the figures, with its lists of codes.';
const COLUMNS =
  'One row a figure, with the columns of the view reporting.figure_history. The header Outturn-Position names the position, and Content-Location the address that gives the same for ever.';

/** The figures as files, as at any moment. They are written while they are read, at the pace of the reader. */
@ApiTags('Exports')
@Controller('api/v1/exports')
export class ExportsController {
  constructor(
    @Inject(SERVER_PARTS) private readonly parts: ServerParts,
    @Inject(FigureExports) private readonly exports: FigureExports,
  ) {}

  @Get('figures.csv')
  @Downloads(EXPORT_FORMATS.csv.mediaType, 'Gives figures as CSV.', `${COLUMNS} In UTF-8 with a byte order mark.`)
  csv(@Query() query: ExportQuery, @Req() request: Request, @Res() response: Response): Promise<void> {
    return this.exports.send('csv', query, request, response);
  }

  @Get('figures.xlsx')
  @Downloads(EXPORT_FORMATS.xlsx.mediaType, 'Gives figures as a workbook.', COLUMNS)
  xlsx(@Query() query: ExportQuery, @Req() request: Request, @Res() response: Response): Promise<void> {
    return this.exports.send('xlsx', query, request, response);
  }

  @Get('figures.sdmx.csv')
  @Downloads(
    EXPORT_FORMATS['sdmx.csv'].mediaType,
    'Gives figures as SDMX-CSV 2.0.',
    'Its data structure is at structure.json and structure.xml. Parameter asAt is what SDMX calls asOf.',
  )
  sdmx(@Query() query: ExportQuery, @Req() request: Request, @Res() response: Response): Promise<void> {
    return this.exports.send('sdmx.csv', query, request, response);
  }

  @Get('structure.json')
  @Downloads(STRUCTURE_TYPES.json, STRUCTURE_SUMMARY, 'SDMX-JSON 2.0.')
  structureJson(@Query() query: VintageQuery, @Req() request: Request, @Res() response: Response): Promise<void> {
    return this.exports.sendStructure('json', query, request, response);
  }

  @Get('structure.xml')
  @Downloads(STRUCTURE_TYPES.xml, STRUCTURE_SUMMARY, 'SDMX-ML 3.0: what structure.json says too.')
  structureXml(@Query() query: VintageQuery, @Req() request: Request, @Res() response: Response): Promise<void> {
    return this.exports.sendStructure('xml', query, request, response);
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
    const order = await this.exports.order(format, exportQueryOf(body), 'body');
    const job = await enqueueExport(this.parts.jobs, order, context, this.parts.now?.() ?? new Date());
    response.setHeader('Location', `/api/v1/jobs/${job.id}`);
    return jobAnswer(job);
  }
}
