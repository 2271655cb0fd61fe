import { Body, Controller, Get, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { AreaCommand } from '@outturn/domain';
import type { Request } from 'express';
import { SERVER_PARTS, type ServerParts } from '../parts';
import { ChangeArea } from './change-area';
import type { Unstamped } from './change-indicator';
import { AreasAnswer } from './list-answers';
import { AreaBody, AreaNameBody, AreaPopulationBody } from './period-bodies';
import type { Plain } from './plain';
import { VintageQuery } from './queries';
import { Questions, asAtAnswer, emptinessNote, permanentLink } from './question';
import type { Outcome } from './receipt-interceptor';
import { AreaKeyPipe } from './request-pipes';
import { Reads, Writes } from './route-decorators';
import { Context, type WriteContext } from './write-context';

/** The areas of the corporate plan under which indicators are reported. */
@ApiTags('Areas')
@Controller('api/v1/areas')
export class AreasController {
  constructor(
    @Inject(SERVER_PARTS) private readonly parts: ServerParts,
    @Inject(Questions) private readonly questions: Questions,
    @Inject(CommandBus) private readonly commands: CommandBus,
  ) {}

  @Get()
  @Reads(AreasAnswer, 'Lists the areas.')
  async list(@Query() query: VintageQuery, @Req() request: Request): Promise<Plain<AreasAnswer>> {
    const question = await this.questions.open(query);
    const areas = await this.parts.readModels.areas(question.asAt.position);
    return {
      asAt: asAtAnswer(question),
      links: { permanent: permanentLink(request.path, query, question) },
      note: emptinessNote(question),
      items: areas.map(({ area, name, aliases, order, populations }) => ({
        area: area ?? '',
        name,
        aliases,
        order,
        populations,
      })),
    };
  }

  @Post()
  @Writes('areas.manage', 'Defines an area.')
  define(@Body() { area, name, aliases, order }: AreaBody, @Context() context: WriteContext): Promise<Outcome> {
    return this.change(area, { type: 'DefineArea', area, name, aliases, order }, context);
  }

  @Post(':area/names')
  @Writes('areas.manage', 'Renames an area.')
  rename(
    @Param('area', AreaKeyPipe) area: string,
    @Body() { name, aliases, reason }: AreaNameBody,
    @Context() context: WriteContext,
  ): Promise<Outcome> {
    return this.change(area, { type: 'RenameArea', name, aliases, reason }, context);
  }

  @Post(':area/populations')
  @Writes('areas.manage', 'Declares how many indicators an area is said to have in a period.')
  declarePopulation(
    @Param('area', AreaKeyPipe) area: string,
    @Body() { period, indicators, source }: AreaPopulationBody,
    @Context() context: WriteContext,
  ): Promise<Outcome> {
    return this.change(area, { type: 'DeclareAreaPopulation', period, indicators, source }, context);
  }

  private async change(area: string, command: Unstamped<AreaCommand>, context: WriteContext): Promise<Outcome> {
    const receipt = await this.commands.execute(new ChangeArea(area, command, context));
    return { receipt, location: '/api/v1/areas' };
  }
}
