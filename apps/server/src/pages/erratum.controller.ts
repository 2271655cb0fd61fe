import { Controller, Get, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { parseEditionId } from '@outturn/domain';
import type { Response } from 'express';
import { ChangePublication } from '../api/change-publication';
import type { CorrelatedRequest } from '../api/correlation';
import { Editions } from '../api/editions';
import { Questions } from '../api/question';
import { EditionPipe } from '../api/request-pipes';
import type { PageRequest } from './browser';
import { ERRATUM_FIELDS, erratumPage } from './erratum';
import { attempt, formContext, newOnce, typedIn } from './form';
import { Page } from './page';
import { Pages } from './pages';

const NOTHING_TYPED = { place: '', printed: '', shouldRead: '', note: '' };
const POINTERS = {
  '': 'place',
  '/place': 'place',
  '/printed': 'printed',
  '/shouldRead': 'shouldRead',
  '/note': 'note',
} as const;

/** Records errors of editions as documents. */
@Controller('publications/:edition/errata')
export class ErratumController {
  constructor(
    @Inject(Questions) private readonly questions: Questions,
    @Inject(Editions) private readonly editions: Editions,
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(Pages) private readonly pages: Pages,
  ) {}

  @Get()
  @Page('publications.publish')
  async form(@Param('edition', EditionPipe) name: string, @Req() request: PageRequest): Promise<string> {
    const { edition } = await this.editions.find(name, await this.questions.open({}));
    const page = erratumPage({ edition, typed: NOTHING_TYPED, once: newOnce() });
    return this.pages.render(request, 'erratum', page);
  }

  @Post()
  @Page('publications.publish')
  async record(
    @Param('edition', EditionPipe) name: string,
    @Req() request: PageRequest & CorrelatedRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string | undefined> {
    const { edition } = await this.editions.find(name, await this.questions.open({}));
    const { once, ...typed } = typedIn(request, [...ERRATUM_FIELDS, 'once']);
    const { place, printed, shouldRead, note } = typed;
    const erratum = { place: place.trim(), printed: printed.trim(), shouldRead: shouldRead.trim() };
    const command = { type: 'RecordErratum', edition: name, ...erratum, note: note.trim() || undefined } as const;
    const { period } = parseEditionId(name, '/edition');
    const context = formContext(request, { once });
    const record = () => this.commands.execute(new ChangePublication(period, command, context));
    const attempted = await attempt(record, POINTERS);
    if (attempted.problem === undefined) {
      await this.questions.open({ minPosition: String(attempted.done.position) });
      response.redirect(303, `/publications/${name}?done=erratum`);
      return undefined;
    }
    response.status(attempted.problem.status);
    const page = erratumPage({ edition, typed, once: newOnce(), errors: attempted.errors });
    return this.pages.render(request, 'erratum', page);
  }
}
