import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import type { ContractGovernance, ContractState } from '@outturn/domain';
import type { Response } from 'express';
import { ContractGovernances, type ContractQuestion } from '../api/contract-governance';
import { Parameter } from '../api/fields';
import { ContractsQuery, HistoryQuery, pageOf } from '../api/queries';
import { Questions, permanentLink, type Question } from '../api/question';
import { ContractKeyPipe, unknownInPath } from '../api/request-pipes';
import { SERVER_PARTS, type ServerParts } from '../parts';
import type { PageRequest } from './browser';
import { latestReported } from './calendar';
import { contractPage } from './contract';
import { contractHistoryPage } from './contract-history';
import { contractsPage } from './contracts';
import { MAYBE_EMPTY } from './filters';
import { addressOf } from './links';
import { Page } from './page';
import { PAGE_NUMBER } from './page-numbers';
import { Pages } from './pages';
import { vintageControl } from './time-control';

const STEPS_A_PAGE = '25';

class ContractPagesQuery extends ContractsQuery {
  @Parameter(PAGE_NUMBER, 'a whole number from 1', 'Which page.', '2')
  readonly page?: string;
}

class QuarterForm {
  @Parameter(MAYBE_EMPTY, 'a quarter', 'The quarter.', '2023-24-Q4')
  readonly period?: string;
  @Parameter(MAYBE_EMPTY, 'an as-at', 'The moment to stay in.', '2024-07-31')
  readonly asAt?: string;
}

/** Contracts, and how they stood in a quarter. */
@Controller('contracts')
export class ContractPagesController {
  constructor(
    @Inject(SERVER_PARTS) private readonly parts: ServerParts,
    @Inject(Questions) private readonly questions: Questions,
    @Inject(ContractGovernances) private readonly governances: ContractGovernances,
    @Inject(Pages) private readonly pages: Pages,
  ) {}

  @Get()
  @Page('figures.read')
  async list(@Query() query: ContractPagesQuery, @Req() request: PageRequest): Promise<string> {
    const { asked, calendar } = await this.open(query);
    const found = await this.governances.of(asked);
    const time = timeOf(request, query, asked);
    return this.pages.render(request, 'contracts', contractsPage({ query, time, asked, calendar, found }));
  }

  /** The quarter that the form asks for. */
  @Get('find')
  @Page('figures.read')
  find(@Query() form: QuarterForm, @Res() response: Response): void {
    response.redirect(303, addressOf('/contracts', form));
  }

  @Get(':contract')
  @Page('figures.read')
  async show(
    @Param('contract', ContractKeyPipe) contract: string,
    @Query() query: ContractsQuery,
    @Req() request: PageRequest,
  ): Promise<string> {
    const { asked } = await this.open(query);
    const { position } = asked.question.asAt;
    const [[governance], states] = await Promise.all([
      this.governances.of(asked, [contract]),
      this.parts.readModels.contracts(position, [contract]),
    ]);
    if (governance === undefined) await this.requireKnown(contract, asked.question);
    const state = states.get(contract);
    const nameOf = await this.pages.namesOf(peopleOf(governance, state));
    const time = timeOf(request, query, asked);
    return this.pages.render(
      request,
      'contract',
      contractPage({ contract, query, time, period: asked.period, governance, state, nameOf }),
    );
  }

  @Get(':contract/history')
  @Page('figures.read')
  async history(
    @Param('contract', ContractKeyPipe) contract: string,
    @Query() query: HistoryQuery,
    @Req() request: PageRequest,
  ): Promise<string> {
    const question = await this.questions.open(query);
    const { position } = question.asAt;
    const { readModels } = this.parts;
    const [page, states] = await Promise.all([
      readModels.contractHistory(
        contract,
        position,
        pageOf({ after: query.after, limit: query.limit ?? STEPS_A_PAGE }),
      ),
      readModels.contracts(position, [contract]),
    ]);
    const name = states.get(contract)?.terms?.name;
    if (name === undefined) await this.requireKnown(contract, question);
    const nameOf = await this.pages.namesOf(page.items.map(({ actor }) => actor));
    const time = vintageControl(request.path, query.asAt, {}, question);
    return this.pages.render(
      request,
      'contract-history',
      contractHistoryPage({ contract, name: name ?? contract, query, time, page, nameOf }),
    );
  }

  /** Where no quarter is asked for, the latest reported one: it is the one that people have data of. */
  private async open(query: ContractsQuery) {
    const { asAt } = await this.questions.open(query);
    const calendar = await this.parts.readModels.reportingPeriods(asAt.position);
    const { period = latestReported(calendar), day, minPosition } = query;
    const asked = await this.governances.open({ asAt: query.asAt, period, day, minPosition });
    return { asked, calendar };
  }

  /** @throws {Problem} 404 when a contract is not known even now. */
  private async requireKnown(contract: string, { latest }: Question): Promise<void> {
    const known = await this.parts.readModels.contracts(latest, [contract]);
    if (known.size === 0) throw unknownInPath('contract', contract);
  }
}

/** The permanent link names the quarter and the day, which follow from today otherwise. */
function timeOf(request: PageRequest, query: ContractsQuery, { question, period, day }: ContractQuestion) {
  const control = vintageControl(request.path, query.asAt, { period: query.period, day: query.day }, question);
  return { ...control, permanentLink: permanentLink(request.path, { period, day }, question) };
}

function peopleOf(governance: ContractGovernance | undefined, state: ContractState | undefined): string[] {
  return [
    ...(governance?.pending ?? []).map(({ proposedBy }) => proposedBy),
    ...(governance?.ratings ?? []).flatMap(({ proposedBy, approvedBy }) => [proposedBy, approvedBy]),
    ...Object.values(state?.variations ?? {}).map(({ proposedBy }) => proposedBy),
  ];
}
