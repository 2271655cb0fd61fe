import { Controller, Get, Inject, Param, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { canonicalJson, type EditionFormat, type PeriodKey } from '@outturn/domain';
import { ReportSources } from '@outturn/editions';
import { buildReport, renderDocx, renderHtml, type ReportContent } from '@outturn/reports';
import type { Response } from 'express';
import { VintageQuery } from './queries';
import { Questions, asAtAnswer } from './question';
import { ReportingPeriodPipe } from './request-pipes';
import { ReadsFile } from './route-decorators';
import { sendFile, type SentFile } from './send-file';

const DRAFT =
  'It is a draft and says so; an edition is published under /api/v1/publications. A fourth quarter is reported with its year.';

/** The report on a period, as known at any moment. */
@ApiTags('Reports')
@Controller('api/v1/reports')
export class ReportsController {
  constructor(
    @Inject(Questions) private readonly questions: Questions,
    @Inject(ReportSources) private readonly sources: ReportSources,
  ) {}

  @Get(':period.json')
  @ReadsFile('json', 'Gives the report on a quarter or a year as canonical JSON (RFC 8785).', DRAFT)
  json(
    @Param('period', ReportingPeriodPipe) period: string,
    @Query() query: VintageQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SentFile> {
    return this.draft(period, 'json', query, response);
  }

  @Get(':period.html')
  @ReadsFile('html', 'Gives the report on a quarter or a year as a page that prints.', DRAFT)
  html(
    @Param('period', ReportingPeriodPipe) period: string,
    @Query() query: VintageQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SentFile> {
    return this.draft(period, 'html', query, response);
  }

  @Get(':period.docx')
  @ReadsFile('docx', 'Gives the report on a quarter or a year as a document for word processors.', DRAFT)
  docx(
    @Param('period', ReportingPeriodPipe) period: string,
    @Query() query: VintageQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SentFile> {
    return this.draft(period, 'docx', query, response);
  }

  private async draft(
    period: PeriodKey,
    format: EditionFormat,
    query: VintageQuery,
    response: Response,
  ): Promise<SentFile> {
    const question = await this.questions.open(query);
    const content = buildReport(await this.sources.of(period, asAtAnswer(question)));
    return sendFile(response, `draft-${period}`, format, await render(content, format));
  }
}

async function render(content: ReportContent, format: EditionFormat): Promise<Buffer> {
  switch (format) {
    case 'json':
      return Buffer.from(canonicalJson(content));
    case 'html':
      return Buffer.from(renderHtml(content));
    case 'docx':
      return renderDocx(content);
  }
}
