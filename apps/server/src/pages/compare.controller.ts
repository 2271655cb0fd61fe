import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import type { CalendarEntry } from '@outturn/domain';
import type { Response } from 'express';
import { Changes } from '../api/changes';
import type { Basis } from '../api/common-answers';
import { badRequest } from '../api/problem';
import { Published } from '../api/published';
import { Questions, type Question } from '../api/question';
import { reportingPeriodIn } from '../api/request-pipes';
import { ratesAnew } from '../api/rules-at';
import { Summaries } from '../api/summary';
import { SERVER_PARTS, type ServerParts } from '../parts';
import type { PageRequest } from './browser';
import { comparePage } from './compare';
import { CompareForm, CompareQuery, FIELDS_OF_ADDRESS, readSide, typedMoment } from './compare-query';
import { FIGURES_ON_A_PAGE, comparisonView, type ComparisonView, type Side } from './comparison';
import { attempt } from './form';
import { addressOf } from './links';
import { Page } from './page';
import { numberedPage } from './page-numbers';
import { Pages } from './pages';

/** Two moments of a period side by side: only what differs. */
@Controller('compare')
export class CompareController {
  constructor(
    @Inject(SERVER_PARTS) private readonly parts: ServerParts,
    @Inject(Questions) private readonly questions: Questions,
    @Inject(Changes) private readonly changes: Changes,
    @Inject(Summaries) private readonly summaries: Summaries,
    @Inject(Published) private readonly published: Published,
    @Inject(Pages) private readonly pages: Pages,
  ) {}

  @Get()
  @Page('figures.read')
  async show(
    @Query() query: CompareQuery,
    @Req() request: PageRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string> {
    const { period, from, to, fromBasis, toBasis } = query;
    const typed = { from: typedMoment(from, fromBasis), to: typedMoment(to, toBasis) };
    const form = { calendar: await this.calendar(), period, ...typed };
    const asksNothing = [from, to, fromBasis, toBasis].every((given) => given === undefined);
    if (period === undefined || asksNothing) return this.pages.render(request, 'compare', comparePage(form));
    const compare = () => this.compare(reportingPeriodIn('query', period), query);
    const attempted = await attempt(compare, FIELDS_OF_ADDRESS);
    if (attempted.problem === undefined) {
      return this.pages.render(request, 'compare', comparePage({ ...form, comparison: attempted.done }));
    }
    response.status(attempted.problem.status);
    return this.pages.render(request, 'compare', comparePage({ ...form, errors: attempted.errors }));
  }

  /** Takes what was typed to the address of the comparison. */
  @Get('find')
  @Page('figures.read')
  async find(
    @Query() form: CompareForm,
    @Req() request: PageRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string | undefined> {
    const { period } = form;
    const [from, to] = [readSide(form, 'from'), readSide(form, 'to')];
    const errors = [
      ...(period === undefined || period === '' ? [{ field: 'period', text: 'Choose a quarter or a year.' }] : []),
      ...[from.moment, to.moment].filter((moment) => typeof moment === 'object'),
    ];
    if (typeof from.moment === 'string' && typeof to.moment === 'string' && errors.length === 0) {
      const bases = { fromBasis: from.basis, toBasis: to.basis };
      response.redirect(303, addressOf('/compare', { period, from: from.moment, to: to.moment, ...bases }));
      return undefined;
    }
    response.status(400);
    const calendar = await this.calendar();
    return this.pages.render(request, 'compare', comparePage({ calendar, period, from, to, errors }));
  }

  private async calendar(): Promise<readonly CalendarEntry[]> {
    const { asAt } = await this.questions.open({});
    return this.parts.readModels.reportingPeriods(asAt.position);
  }

  private async compare(period: string, query: CompareQuery): Promise<ComparisonView> {
    const [from, to] = await Promise.all([this.open('from', query), this.open('to', query)]);
    const [first, second] = await Promise.all([this.see(period, from), this.see(period, to)]);
    requireOrder(first.seen, second.seen);
    const { page, ...asked } = query;
    const [differing, areas] = await Promise.all([
      this.changes.differing(period, first.seen, second.seen),
      this.parts.readModels.areas(to.latest),
    ]);
    const { items, numbers } = numberedPage(differing, FIGURES_ON_A_PAGE, page, (number) =>
      addressOf('/compare', { ...asked, page: number }),
    );
    const changes = await this.changes.withEvents(items, period, first.seen, second.seen);
    const people = changes.flatMap(({ events }) => events.map(({ actor }) => actor));
    return comparisonView({
      period,
      from: { asked: query.from, question: from, ...first },
      to: { asked: query.to, question: to, ...second },
      count: differing.length,
      changes,
      numbers,
      areas,
      nameOf: await this.pages.namesOf([...new Set(people)]),
      permanentLink: permanentAddress(period, from, to),
    });
  }

  /** Rules are known as at one moment for both. */
  private open(id: 'from' | 'to', query: CompareQuery): Promise<Question> {
    const basis: Basis = query[`${id}Basis`] ?? 'known-then';
    const rulesAt = ratesAnew(basis) ? query.rulesAt : undefined;
    return this.questions.open({ asAt: query[id], basis, rulesAt }, `/${id}`);
  }

  /** The record as the question sees it: for what was published, as the latest edition saw it. */
  private async see(
    period: string,
    question: Question,
  ): Promise<Pick<Side, 'edition' | 'totals'> & { seen: Question }> {
    const published = question.basis === 'published' ? await this.published.seenBy(period, question) : undefined;
    const seen = published?.seen ?? question;
    const totals = await this.summaries.of(period, seen);
    return { seen, totals, edition: published && (published.edition ?? null) };
  }
}

function requireOrder(first: Question, second: Question): void {
  if (first.asAt.position <= second.asAt.position) return;
  const detail = 'The first moment shows what was recorded after the second. Exchange the two.';
  throw badRequest('vintages-reversed', { in: 'query', pointer: '/from', detail });
}

/** The address that gives the same comparison for ever. */
function permanentAddress(period: string, from: Question, to: Question): string {
  const rerated = [to, from].find(({ basis }) => ratesAnew(basis));
  return addressOf('/compare', {
    period,
    from: `position:${from.asAt.position}`,
    to: `position:${to.asAt.position}`,
    fromBasis: from.basis,
    toBasis: to.basis,
    rulesAt: rerated?.rules.link,
  });
}
