import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import { BASES } from '../api/common-answers';
import { Parameter } from '../api/fields';
import { localAddress, type PageRequest } from './browser';
import { readDay } from './day';
import { Page } from './page';
import { Pages } from './pages';

/** As people type it: whatever is wrong is said on the page, beside its field. */
const ANY_TEXT = /^[^\p{Cc}\p{Cs}]{0,200}$/u;
/** With whatever filters it has. */
const ANY_ADDRESS = /^[^\p{Cc}\p{Cs}]{0,2000}$/u;

class AsAtForm {
  @Parameter(ANY_ADDRESS, 'a text of one line', 'The page to come back to.', '/periods/2023-24-Q4')
  readonly to?: string;
  @Parameter(ANY_TEXT, 'a text of one line', 'Day of the month.', '31')
  readonly day?: string;
  @Parameter(ANY_TEXT, 'a text of one line', 'Month.', '7')
  readonly month?: string;
  @Parameter(ANY_TEXT, 'a text of one line', 'Year.', '2024')
  readonly year?: string;
  @Parameter(ANY_TEXT, `one of ${BASES.join(', ')}`, 'Whose colours.', 'known-then', BASES)
  readonly basis?: string;
}

/** Takes the day that somebody has chosen to the page that they were on. */
@Controller('as-at')
export class AsAtController {
  constructor(@Inject(Pages) private readonly pages: Pages) {}

  @Get()
  @Page('figures.read')
  async choose(@Query() form: AsAtForm, @Req() request: PageRequest, @Res({ passthrough: true }) response: Response) {
    const to = new URL(localAddress(form.to), 'http://local.invalid');
    const { day, month, year, basis } = form;
    const chosen = readDay(form, (part) => `as-at-${part}`);
    if (typeof chosen === 'object') {
      response.status(400);
      return this.pages.render(request, 'as-at', {
        title: 'Choose a day',
        ...{ form: { day, month, year, basis, to: to.pathname + to.search }, errors: [chosen] },
      });
    }
    for (const name of ['asAt', 'basis', 'rulesAt']) to.searchParams.delete(name);
    if (chosen !== '') to.searchParams.set('asAt', chosen);
    if (basis !== undefined && basis !== 'known-then') to.searchParams.set('basis', basis);
    response.redirect(303, to.pathname + to.search);
    return undefined;
  }
}
