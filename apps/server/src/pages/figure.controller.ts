import { Controller, Get, Inject, Param, Query, Req } from '@nestjs/common';
import { Parameter } from '../api/fields';
import { Figures } from '../api/figures';
import { RatedQuery } from '../api/queries';
import { Questions, type Question } from '../api/question';
import { IndicatorKeyPipe, PeriodPipe, unknownInPath } from '../api/request-pipes';
import { Streams } from '../api/streams';
import { SERVER_PARTS, type ServerParts } from '../parts';
import { callerOf } from '../security/guard';
import { rolesFor } from '../security/permissions';
import type { PageRequest } from './browser';
import { figurePage } from './figure';
import { figureHistoryPage } from './figure-history';
import { Page } from './page';
import { Pages } from './pages';
import { allSayingSentBack } from './rejection';
import { timeControl } from './time-control';

const MOST_STEPS = 500;

class StepQuery extends RatedQuery {
  @Parameter(/^[1-9]\d{0,14}$/, 'the position of a step', 'The step to look at; the last when left out.', '1042')
  readonly step?: string;
}

/** One figure: why it has its colour, and how it came to be what it is. */
@Controller('indicators/:indicator/figures/:period')
export class FigurePagesController {
  constructor(
    @Inject(SERVER_PARTS) private readonly parts: ServerParts,
    @Inject(Questions) private readonly questions: Questions,
    @Inject(Figures) private readonly figures: Figures,
    @Inject(Streams) private readonly streams: Streams,
    @Inject(Pages) private readonly pages: Pages,
  ) {}

  @Get()
  @Page('figures.read')
  async show(
    @Param('indicator', IndicatorKeyPipe) key: string,
    @Param('period', PeriodPipe) period: string,
    @Query() query: RatedQuery,
    @Req() request: PageRequest,
  ): Promise<string> {
    const question = await this.questions.open(query);
    const [name, found] = await Promise.all([this.nameOf(key, question), this.figures.one(key, period, question)]);
    const [figure = null] = await allSayingSentBack(
      this.parts.readModels,
      found === null ? [] : [found],
      question.latest,
    );
    const time = timeControl(request.path, query, question);
    const people = [figure?.override?.requestedBy, figure?.override?.approvedBy, figure?.commentary?.writtenBy];
    const nameOf = await this.pages.namesOf(people.filter((person) => person !== undefined));
    const { identity } = callerOf(request);
    const may = {
      correct: rolesFor(identity, 'corrections.propose').length > 0,
      override: rolesFor(identity, 'overrides.request').length > 0,
      target: rolesFor(identity, 'targets.set').length > 0 ? await this.targetChange(period) : undefined,
    };
    const auditId = rolesFor(identity, 'outturns.audit').length > 0 ? await this.auditable(key, period) : undefined;
    const input = { name, key, period, figure, query, time, may, auditId, nameOf };
    return this.pages.render(request, 'figure', figurePage(input));
  }

  @Get('history')
  @Page('figures.read')
  async history(
    @Param('indicator', IndicatorKeyPipe) key: string,
    @Param('period', PeriodPipe) period: string,
    @Query() query: StepQuery,
    @Req() request: PageRequest,
  ): Promise<string> {
    const { step, ...moment } = query;
    const question = await this.questions.open(moment);
    const { position } = question.asAt;
    const [name, card, page, shown] = await Promise.all([
      this.nameOf(key, question),
      this.parts.readModels.indicator(key, question.latest),
      this.parts.readModels.history(key, period, position, { limit: MOST_STEPS }),
      this.parts.readModels.shownFigures({ indicator: key, period }, position),
    ]);
    const time = timeControl(request.path, moment, question);
    const nameOf = await this.pages.namesOf(page.items.map(({ actor }) => actor));
    const definition = card?.definition;
    const input = { name, key, period, step, steps: page.items, shown, definition, query: moment, time, nameOf };
    return this.pages.render(request, 'figure-history', figureHistoryPage(input));
  }

  /** How the target of a period changes: of a closed one by a correction. */
  private async targetChange(period: string): Promise<'set' | 'correct'> {
    return (await this.streams.cycle(period)).entry?.state === 'closed' ? 'correct' : 'set';
  }

  /** Id of the approved figure that an auditor may audit now; undefined where there is none. */
  private async auditable(key: string, period: string): Promise<string | undefined> {
    const held = (await this.streams.indicator(key)).state.figures[period]?.held;
    return held?.maturity === 'approved' ? held.outturnId : undefined;
  }

  /** The name as it is now where there was none then; an indicator that has never been is not found. */
  private async nameOf(key: string, question: Question): Promise<string> {
    const { readModels } = this.parts;
    const card =
      (await readModels.indicator(key, question.asAt.position)) ?? (await readModels.indicator(key, question.latest));
    if (card === undefined) throw unknownInPath('indicator', key);
    return card.definition.name;
  }
}
