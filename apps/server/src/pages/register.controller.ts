import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import type { RegisterEntry } from '@outturn/read-models';
import type { Response } from 'express';
import { CorrectionsRegister } from '../api/corrections-register';
import { Parameter } from '../api/fields';
import { CorrectionsQuery } from '../api/queries';
import { Questions } from '../api/question';
import { SERVER_PARTS, type ServerParts } from '../parts';
import type { PageRequest } from './browser';
import { MAYBE_EMPTY } from './filters';
import { addressOf } from './links';
import { Page } from './page';
import { Pages } from './pages';
import { registerPage } from './register';
import { vintageControl } from './time-control';

/** Entries are read, not skimmed. */
const ENTRIES_A_PAGE = '20';

class RegisterForm {
  @Parameter(MAYBE_EMPTY, 'a text of one line', 'A period.', '2023-24-Q4')
  readonly period?: string;
  @Parameter(MAYBE_EMPTY, 'the key of an area', 'An area.', 'quality-homes')
  readonly area?: string;
  @Parameter(MAYBE_EMPTY, 'a kind of change', 'A kind.', 'correction')
  readonly kind?: string;
  @Parameter(MAYBE_EMPTY, 'a state', 'A state.', 'approved')
  readonly state?: string;
  @Parameter(MAYBE_EMPTY, 'an as-at', 'The moment to stay in.', '2024-07-31')
  readonly asAt?: string;
}

/** What has been changed since it was reported. */
@Controller('register')
export class RegisterPagesController {
  constructor(
    @Inject(SERVER_PARTS) private readonly parts: ServerParts,
    @Inject(Questions) private readonly questions: Questions,
    @Inject(CorrectionsRegister) private readonly register: CorrectionsRegister,
    @Inject(Pages) private readonly pages: Pages,
  ) {}

  @Get()
  @Page('figures.read')
  async list(@Query() query: CorrectionsQuery, @Req() request: PageRequest): Promise<string> {
    const question = await this.questions.open(query);
    const { position } = question.asAt;
    const { indicator, period, state, kind, area, after, limit = ENTRIES_A_PAGE } = query;
    const [page, areas, periods] = await Promise.all([
      this.register.of({ indicator, period, state, kind, area, after, limit }, question),
      this.parts.readModels.areas(position),
      this.parts.readModels.reportingPeriods(position),
    ]);
    const [cards, nameOf] = await Promise.all([
      this.cardsOf(page.items, position),
      this.pages.namesOf(page.items.flatMap(({ proposedBy, decidedBy }) => [proposedBy, decidedBy ?? ''])),
    ]);
    const time = vintageControl(request.path, query.asAt, { indicator, period, state, kind, area }, question);
    return this.pages.render(request, 'register', registerPage({ query, time, areas, periods, page, cards, nameOf }));
  }

  /** What the form asks for, without what was left empty. */
  @Get('find')
  @Page('figures.read')
  find(@Query() form: RegisterForm, @Res() response: Response): void {
    response.redirect(303, addressOf('/register', form));
  }

  private async cardsOf(entries: readonly RegisterEntry[], position: number) {
    const keys = [...new Set(entries.map(({ indicator }) => indicator))];
    const cards = await Promise.all(keys.map((key) => this.parts.readModels.indicator(key, position)));
    return new Map(cards.flatMap((card) => (card === undefined ? [] : [[card.indicator, card] as const])));
  }
}
