import { Controller, Get, Inject, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { SERVER_PARTS, type ServerParts } from '../parts';
import { ChangesAnswer, RegisterAnswer } from './change-answers';
import { Changes } from './changes';
import type { Plain } from './plain';
import { Problem, badRequest } from './problem';
import { ChangesQuery, CorrectionsQuery, pageOf } from './queries';
import { Questions, asAtAnswer, emptinessNote, permanentLink, ratedAnswer, type Question } from './question';
import { periodIn, unknownInQuery } from './request-pipes';
import { Reads } from './route-decorators';

/** What has changed since it was reported. */
@ApiTags('Changes')
@Controller('api/v1')
export class RegisterController {
  constructor(
    @Inject(SERVER_PARTS) private readonly parts: ServerParts,
    @Inject(Questions) private readonly questions: Questions,
    @Inject(Changes) private readonly vintages: Changes,
  ) {}

  @Get('corrections')
  @Reads(RegisterAnswer, 'Lists corrections, revisions and restatements, the latest first.')
  async corrections(@Query() query: CorrectionsQuery, @Req() request: Request): Promise<Plain<RegisterAnswer>> {
    const question = await this.questions.open(query);
    const { indicator, state } = query;
    if (indicator !== undefined) await this.requireIndicator(indicator, question.latest);
    const period = query.period === undefined ? undefined : periodIn('query', query.period).key;
    const filter = { indicator, period, state };
    const page = await this.parts.readModels.corrections(filter, question.asAt.position, pageOf(query));
    return {
      asAt: asAtAnswer(question),
      links: { permanent: permanentLink(request.path, query, question) },
      note: emptinessNote(question),
      items: page.items,
      next: page.next,
    };
  }

  private async requireIndicator(key: string, latest: number): Promise<void> {
    if (await this.parts.readModels.indicator(key, latest)) return;
    throw unknownInQuery('indicator', key);
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
