import { createHash } from 'node:crypto';
import { Body, Controller, Get, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import { canonicalJson, reconciliationKey, type AnsweredFinding, type ReconciliationState } from '@outturn/domain';
import type { Request } from 'express';
import { SERVER_PARTS, type ServerParts } from '../parts';
import { ChangeReconciliation } from './change-reconciliation';
import type { Plain } from './plain';
import { VintageQuery } from './queries';
import { Questions, asAtAnswer, emptinessNote, permanentLink } from './question';
import type { Outcome } from './receipt-interceptor';
import {
  ReconciliationAnswer,
  ReconciliationsAnswer,
  type FindingItemAnswer,
  type ReconciliationItemAnswer,
} from './reconciliation-answers';
import { FindingAnswerBody, PrintedDocumentBody } from './reconciliation-bodies';
import { ReconciliationPipe, unknownReconciliation } from './request-pipes';
import { Reads, Writes } from './route-decorators';
import { Context, type WriteContext } from './write-context';

const PATH = '/api/v1/reconciliations';

/** Published documents checked against themselves and the calendar, and what was answered to the findings. */
@ApiTags('Reconciliations')
@Controller('api/v1/reconciliations')
export class ReconciliationsController {
  constructor(
    @Inject(SERVER_PARTS) private readonly parts: ServerParts,
    @Inject(Questions) private readonly questions: Questions,
    @Inject(CommandBus) private readonly commands: CommandBus,
  ) {}

  @Get()
  @Reads(ReconciliationsAnswer, 'Lists the reconciliations of published documents.')
  async list(@Query() query: VintageQuery, @Req() request: Request): Promise<Plain<ReconciliationsAnswer>> {
    const question = await this.questions.open(query);
    const reconciliations = await this.parts.readModels.reconciliations(question.asAt.position);
    return {
      asAt: asAtAnswer(question),
      links: { permanent: permanentLink(request.path, query, question) },
      note: emptinessNote(question),
      items: reconciliations.map(itemOf),
    };
  }

  @Get(':reconciliation')
  @Reads(ReconciliationAnswer, 'Tells the findings in a published document, with their answers.')
  async get(
    @Param('reconciliation', ReconciliationPipe) key: string,
    @Query() query: VintageQuery,
    @Req() request: Request,
  ): Promise<Plain<ReconciliationAnswer>> {
    const question = await this.questions.open(query);
    const [reconciliation] = await this.parts.readModels.reconciliations(question.asAt.position, [key]);
    if (reconciliation === undefined) throw unknownReconciliation(key);
    const findings = Object.values(reconciliation.findings).sort((a, b) => a.order - b.order);
    return {
      asAt: asAtAnswer(question),
      links: { permanent: permanentLink(request.path, query, question) },
      note: null,
      reconciliation: itemOf(reconciliation),
      findings: findings.map(findingOf),
    };
  }

  @Post()
  @ApiBody({ type: PrintedDocumentBody })
  @Writes(
    'reconciliations.record',
    'Checks a published document and records the findings.',
    'The same document is the same reconciliation: nothing is recorded a second time.',
  )
  async record(@Body() document: object, @Context() context: WriteContext): Promise<Outcome> {
    const sha256 = createHash('sha256').update(canonicalJson(document)).digest('hex');
    const key = reconciliationKey(sha256);
    const command = { type: 'RecordReconciliation', document, sha256 } as const;
    const receipt = await this.commands.execute(new ChangeReconciliation(key, command, context));
    const repeated = receipt.repeated || receipt.eventIds.length === 0;
    return { receipt: { ...receipt, repeated }, location: `${PATH}/${key}` };
  }

  @Post(':reconciliation/findings/:finding/answers')
  @Writes('reconciliations.answer', 'Answers a finding; a later answer takes the place of an earlier one.')
  async answer(
    @Param('reconciliation', ReconciliationPipe) key: string,
    @Param('finding') finding: string,
    @Body() { answer, reason, erratum }: FindingAnswerBody,
    @Context() context: WriteContext,
  ): Promise<Outcome> {
    const command = { type: 'AnswerFinding', finding, answer, reason, erratum } as const;
    const receipt = await this.commands.execute(new ChangeReconciliation(key, command, context));
    return { receipt, location: `${PATH}/${key}` };
  }
}

function itemOf(state: ReconciliationState): Plain<ReconciliationItemAnswer> {
  const { reconciliation = '', document, rulesVersion = 0, recordedBy = '' } = state;
  const findings = Object.values(state.findings);
  return {
    reconciliation,
    document: document?.name ?? '',
    publishedOn: document?.publishedOn ?? '',
    sha256: document?.sha256 ?? '',
    rulesVersion,
    recordedBy,
    findingsTotal: findings.length,
    findingsOpen: findings.filter(({ answers }) => answers.length === 0).length,
    link: `${PATH}/${reconciliation}`,
  };
}

function findingOf(found: AnsweredFinding): Plain<FindingItemAnswer> {
  const { finding, rule, certainty, place, printed, expected, sentence, answers } = found;
  return { finding, rule, certainty, place, printed, expected, sentence, answers };
}
