import { Controller, Get, Inject, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { ChangesAnswer, RegisterAnswer } from './change-answers';
import { Changes } from './changes';
import { CorrectionsRegister } from './corrections-register';
import type { Plain } from './plain';
import { Problem, badRequest } from './problem';
import { ChangesQuery, CorrectionsQuery } from './queries';
import { Questions, asAtAnswer, emptinessNote, permanentLink, ratedAnswer, type Question } from './question';
import { periodIn } from './request-pipes';
import { Reads } from './route-decorators';

/** What has changed since it was reported. */
@ApiTags('Changes')
@Controller('api/v1')
export class RegisterController {
  constructor(
    @Inject(Questions) private readonly questions: Questions,
    @Inject(CorrectionsRegister) private readonly register: CorrectionsRegister,
    @Inject(Changes) private readonly vintages: Changes,
  ) {}

  @Get('corrections')
  @Reads(RegisterAnswer, 'Lists corrections, withdrawals, revisions, restatements and overrides, the latest first.')
  async corrections(@Query() query: CorrectionsQuery, @Req() request: Request): Promise<Plain<RegisterAnswer>> {
    const question = await this.questions.open(query);
    const page = await this.register.of(query, question);
    return {
      asAt: asAtAnswer(question),
      links: { permanent: permanentLink(request.path, query, question) },
      note: emptinessNote(question),
      items: page.items,
      next: page.next,
    };
  }

  @Get('changes')
  @Reads(ChangesAnswer, 'Shows what differs between two vintages of a period, figure by figure.')
  async changes(@Query() query: ChangesQuery, @Req() request: Request): Promise<Plain<ChangesAnswer>> {
    const { period: name, from: fromText } = query;
    if (name === undefined) throw missing('period');
    if (fromText === undefined) throw missing('from');
    if (query.basis === 'published') throw notOfEditions();
    const period = periodIn('query', name).key;
    const { from, to } = await this.openBoth(query, fromText);
    const items = await this.vintages.between(period, from, to);
    const asked = { period, from: `position:${from.asAt.position}`, basis: query.basis };
    return {
      ...ratedAnswer(request.path, asked, to),
      note: items.length > 0 ? null : `Nothing in ${period} differs between the two.`,
      period,
      from: asAtAnswer(from),
      to: asAtAnswer(to),
      items,
    };
  }

  /** `to` is the later vintage; what `asAt` says stands in for it. */
  private async openBoth(query: ChangesQuery, fromText: string): Promise<{ from: Question; to: Question }> {
    const { to: toText, asAt, basis, rulesAt, minPosition } = query;
    if (toText !== undefined && asAt !== undefined && toText !== asAt) {
      const detail = 'Both "to" and "asAt" name the later vintage. Leave one of them out.';
      throw badRequest('two-vintages', { in: 'query', pointer: '/to', detail });
    }
    const to = await this.questions.open(
      { asAt: toText ?? asAt, basis, rulesAt, minPosition },
      toText === undefined ? '/asAt' : '/to',
    );
    // Both are looked at through the same rules.
    const from = { ...(await this.questions.open({ asAt: fromText, basis }, '/from')), rules: to.rules };
    if (from.asAt.position <= to.asAt.position) return { from, to };
    const detail = `"from" (position ${from.asAt.position}) lies after "to" (position ${to.asAt.position}). Exchange them.`;
    throw badRequest('vintages-reversed', { in: 'query', pointer: '/from', detail });
  }
}

function notOfEditions(): Problem {
  const detail =
    '"basis" is published, and this compares what was known. Compare editions at /api/v1/publications/compare.';
  return badRequest('invalid-basis', { in: 'query', pointer: '/basis', detail });
}

function missing(name: string): Problem {
  return badRequest('invalid-request', { in: 'query', pointer: `/${name}`, detail: `"${name}" is missing.` });
}
