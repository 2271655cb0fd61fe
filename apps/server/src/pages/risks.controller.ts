import { Controller, Get, Inject, Query, Req } from '@nestjs/common';
import { versionsOf } from '@outturn/domain';
import { VintageQuery } from '../api/queries';
import { Questions } from '../api/question';
import { SERVER_PARTS, type ServerParts } from '../parts';
import type { PageRequest } from './browser';
import { Page } from './page';
import { Pages } from './pages';
import { risksPage } from './risks';
import { vintageControl } from './time-control';

/** Registers of risks. */
@Controller('risks')
export class RiskPagesController {
  constructor(
    @Inject(SERVER_PARTS) private readonly parts: ServerParts,
    @Inject(Questions) private readonly questions: Questions,
    @Inject(Pages) private readonly pages: Pages,
  ) {}

  @Get()
  @Page('figures.read')
  async list(@Query() query: VintageQuery, @Req() request: PageRequest): Promise<string> {
    const question = await this.questions.open(query);
    const registers = await this.parts.readModels.riskRegisters(question.asAt.position);
    const owners = registers.flatMap((state) => (versionsOf(state).at(-1)?.risks ?? []).map(({ owner }) => owner));
    const nameOf = await this.pages.namesOf(owners);
    const time = vintageControl(request.path, query.asAt, {}, question);
    return this.pages.render(request, 'risks', risksPage({ time, registers, nameOf }));
  }
}
