import { Body, Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { displayTarget, type IndicatorCommand } from '@outturn/domain';
import type { IndicatorCard } from '@outturn/read-models';
import type { Request, Response } from 'express';
import { SERVER_PARTS, type ServerParts } from '../parts';
import { TargetBody, targetOf } from './change-bodies';
import { ChangeIndicator, type Unstamped } from './change-indicator';
import {
  BreakBody,
  BridgeBody,
  DefineIndicatorBody,
  MoveBody,
  RatingRuleBody,
  RedefineIndicatorBody,
  RetirementBody,
  definitionOf,
} from './definition-bodies';
import { BenchmarkBody } from './figure-bodies';
import { IndicatorAnswer, IndicatorsAnswer, type IndicatorCardAnswer, type IndicatorItemAnswer } from './list-answers';
import { plainOf, type Plain } from './plain';
import { definitionPointer, targetPointer } from './pointers';
import { IndicatorsQuery, VintageQuery, pageOf } from './queries';
import { Questions, asAtAnswer, emptinessNote, permanentLink } from './question';
import type { Outcome } from './receipt-interceptor';
import { IndicatorKeyPipe, unknownInQuery } from './request-pipes';
import { Revisions } from './revisions';
import { Reads, Writes } from './route-decorators';
import { Context, type WriteContext } from './write-context';

const INDICATORS = '/api/v1/indicators';

/** What is measured: definitions, areas, targets, rules. */
@ApiTags('Indicators')
@Controller('api/v1/indicators')
export class IndicatorsController {
  constructor(
    @Inject(SERVER_PARTS) private readonly parts: ServerParts,
    @Inject(Questions) private readonly questions: Questions,
    @Inject(Revisions) private readonly revisions: Revisions,
    @Inject(CommandBus) private readonly commands: CommandBus,
  ) {}

  @Get()
  @Reads(IndicatorsAnswer, 'Lists the indicators.')
  async list(@Query() query: IndicatorsQuery, @Req() request: Request): Promise<Plain<IndicatorsAnswer>> {
    const question = await this.questions.open(query);
    const { area, search } = query;
    if (area !== undefined) await this.requireArea(area, question.latest);
    const page = await this.parts.readModels.indicators({ area, search }, question.asAt.position, pageOf(query));
    return {
      asAt: asAtAnswer(question),
      links: { permanent: permanentLink(request.path, query, question) },
      note: emptinessNote(question),
      items: page.items.map(itemOf),
      next: page.next,
    };
  }

  private async requireArea(key: string, latest: number): Promise<void> {
    const areas = await this.parts.readModels.areas(latest);
    if (!areas.some(({ area }) => area === key)) throw unknownInQuery('area', key);
  }

  @Get(':indicator')
  @Reads(IndicatorAnswer, 'Shows an indicator with everything that is set for it.')
  async show(
    @Param('indicator', IndicatorKeyPipe) key: string,
    @Query() query: VintageQuery,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Plain<IndicatorAnswer>> {
    const question = await this.questions.open(query);
    const card = await this.parts.readModels.indicator(key, question.asAt.position);
    if (card === undefined) await this.revisions.requireKnown(key, question);
    const revision = await this.revisions.announce(key, question, response);
    return {
      asAt: asAtAnswer(question),
      links: { permanent: permanentLink(request.path, query, question) },
      note: card ? null : (emptinessNote(question) ?? `${key} had not been defined then.`),
      indicator: key,
      card: card ? cardOf(card) : null,
      revision,
    };
  }

  @Post()
  @Writes('indicators.manage', 'Defines an indicator.')
  async define(@Body() body: DefineIndicatorBody, @Context() context: WriteContext): Promise<Outcome> {
    const { indicator: key, area } = body;
    const definition = definitionOf(body.definition);
    const receipt = await this.commands.execute(
      new ChangeIndicator(
        key,
        { type: 'DefineIndicator', indicator: key, area, definition },
        context,
        definitionPointer,
      ),
    );
    return { receipt, location: `${INDICATORS}/${key}` };
  }

  @Post(':indicator/definitions')
  @Writes('indicators.manage', 'Sets a new version of the definition.')
  redefine(
    @Param('indicator', IndicatorKeyPipe) key: string,
    @Body() { definition, comparable, reason }: RedefineIndicatorBody,
    @Context() context: WriteContext,
  ): Promise<Outcome> {
    const command = { type: 'RedefineIndicator' as const, definition: definitionOf(definition), comparable, reason };
    return this.change(key, command, context, definitionPointer);
  }

  @Post(':indicator/retirement')
  @Writes('indicators.manage', 'Ends the indicator from a day on.')
  retire(
    @Param('indicator', IndicatorKeyPipe) key: string,
    @Body() { from, reason }: RetirementBody,
    @Context() context: WriteContext,
  ): Promise<Outcome> {
    return this.change(key, { type: 'RetireIndicator', from, reason }, context);
  }

  @Post(':indicator/moves')
  @Writes('indicators.manage', 'Moves the indicator to another area from a day on.')
  move(
    @Param('indicator', IndicatorKeyPipe) key: string,
    @Body() { area, from, reason }: MoveBody,
    @Context() context: WriteContext,
  ): Promise<Outcome> {
    return this.change(key, { type: 'MoveIndicator', area, from, reason }, context);
  }

  @Post(':indicator/breaks')
  @Writes('comparability.manage', 'Declares a boundary across which no change may be computed.')
  async declareBreak(
    @Param('indicator', IndicatorKeyPipe) key: string,
    @Body() { from, kind, reason }: BreakBody,
    @Context() context: WriteContext,
  ): Promise<Outcome> {
    const outcome = await this.change(key, { type: 'DeclareComparabilityBreak', from, kind, reason }, context);
    return { ...outcome, made: true };
  }

  @Post(':indicator/bridges')
  @Writes('comparability.manage', 'Records what makes both sides of a break comparable.')
  bridge(
    @Param('indicator', IndicatorKeyPipe) key: string,
    @Body() { breakId, method, reason }: BridgeBody,
    @Context() context: WriteContext,
  ): Promise<Outcome> {
    return this.change(key, { type: 'RecordBridge', breakId, method, reason }, context);
  }

  @Post(':indicator/targets')
  @Writes('targets.set', 'Sets or changes the target of a period that is not closed.')
  async setTarget(
    @Param('indicator', IndicatorKeyPipe) key: string,
    @Body() body: TargetBody,
    @Context() context: WriteContext,
  ): Promise<Outcome> {
    const command = { type: 'SetTarget' as const, target: plainOf(targetOf(body.period, body)), reason: body.reason };
    const { receipt } = await this.change(key, command, context, targetPointer);
    return { receipt, location: figureLink(key, body.period) };
  }

  @Post(':indicator/rules')
  @Writes('rules.set', 'Sets the rating rule from a day on.')
  setRule(
    @Param('indicator', IndicatorKeyPipe) key: string,
    @Body() { scheme, validFrom, appliesTo, reason }: RatingRuleBody,
    @Context() context: WriteContext,
  ): Promise<Outcome> {
    return this.change(key, { type: 'SetRatingRule', scheme, validFrom, appliesTo, reason }, context);
  }

  @Post(':indicator/benchmarks')
  @Writes('benchmarks.record', 'Records somebody else’s figure, to stand beside one’s own.')
  async recordBenchmark(
    @Param('indicator', IndicatorKeyPipe) key: string,
    @Body() body: BenchmarkBody,
    @Context() context: WriteContext,
  ): Promise<Outcome> {
    const { receipt } = await this.change(key, { type: 'RecordBenchmark', benchmark: plainOf(body) }, context);
    return { receipt, location: figureLink(key, body.shownWith) };
  }

  private async change(
    key: string,
    command: Unstamped<IndicatorCommand>,
    context: WriteContext,
    pointerOf?: (pointer: string) => string,
  ): Promise<Outcome> {
    const receipt = await this.commands.execute(new ChangeIndicator(key, command, context, pointerOf));
    return { receipt, location: `${INDICATORS}/${key}` };
  }
}

/** Where a figure can be read. */
export function figureLink(key: string, period: string): string {
  return `${INDICATORS}/${key}/figures/${encodeURIComponent(period)}`;
}

function itemOf(card: IndicatorCard): Plain<IndicatorItemAnswer> {
  const { indicator, area, definition, definitionVersion, retired } = card;
  const { name, kind, unit, polarity, frequency, owner } = definition;
  const link = `${INDICATORS}/${indicator}`;
  return {
    indicator,
    area,
    name,
    kind,
    unit,
    polarity,
    frequency,
    owner,
    definitionVersion,
    retiredFrom: retired?.from,
    link,
  };
}

function cardOf(card: IndicatorCard): Plain<IndicatorCardAnswer> {
  const { displayDecimals } = card.definition;
  return {
    ...card,
    targets: card.targets.map(({ target, version }) => ({
      ...target,
      version,
      display: displayTarget(target, displayDecimals),
    })),
  };
}
