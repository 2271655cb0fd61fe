import { Inject, Injectable } from '@nestjs/common';
import { lastDay } from '@outturn/domain';
import {
  EXPORT_FORMATS,
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
import type { Plain } from './plain';
import { badRequest, type ProblemPlace } from './problem';
import type { ExportQuery, VintageQuery } from './queries';
import { Questions, permanentLink } from './question';
import { periodIn, unknownIn } from './request-pipes';

/** The media types of the data structure, by how it is written. */
export const STRUCTURE_TYPES = {
  json: 'application/vnd.sdmx.structure+json; version=2.0.0',
  xml: 'application/vnd.sdmx.structure+xml; version=3.0.0',
} as const;
const FIGURES = '/api/v1/exports/figures';
const CARDS_A_READ = 500;

/** What of a request is at fault. */
type Place = ProblemPlace['in'];

/** The figures as files, as at any moment. They are written while they are read, at the pace of the reader. */
@Injectable()
export class FigureExports {
  constructor(
    @Inject(SERVER_PARTS) private readonly parts: ServerParts,
    @Inject(Questions) private readonly questions: Questions,
  ) {}

  /** @throws {Problem} 400 for periods or an area that do not exist, before anything is sent. */
  async send(format: ExportFormat, query: ExportQuery, request: Request, response: Response): Promise<void> {
    const { figures, about } = await this.order(format, query, 'query');
    const { mediaType } = EXPORT_FORMATS[format];
    describeDownload(response, { mediaType, fileName: exportFileName(format, figures), ...about });
    if (request.method === 'HEAD') {
      response.end();
      return;
    }
    await streamDownload(exportFigures(this.parts.figuresOf(figures), format, about), response);
  }

  /** Sends the data structure of the figures, with its lists of codes. */
  async sendStructure(
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

  /** What is to be exported, for whoever waits for it and for a job alike. */
  async order(format: ExportFormat, query: Plain<ExportQuery>, place: Place): Promise<ExportOrder> {
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

/**
 * The days between which figures are exported.
 *
 * @throws {Problem} 400 for periods that do not exist, or of which the later is given first.
 */
export function daysBetween(
  { from, to }: Pick<Plain<ExportQuery>, 'from' | 'to'>,
  place: Place,
): Pick<FiguresQuestion, 'firstDay' | 'lastDay'> {
  const first = from === undefined ? undefined : periodIn(place, from, '/from');
  const last = to === undefined ? undefined : periodIn(place, to, '/to');
  if (first !== undefined && last !== undefined && last.end <= first.start) {
    const detail = `${last.key} ends before ${first.key} starts. Give the earlier period as from.`;
    throw badRequest('invalid-request', { in: place, pointer: '/to', detail });
  }
  return { firstDay: first?.start, lastDay: last && lastDay(last) };
}
