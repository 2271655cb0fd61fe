import { Body, Controller, Get, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import {
  scoreVersion,
  versionsOf,
  type RegisterVersion,
  type RiskRegisterCommand,
  type RiskRegisterState,
} from '@outturn/domain';
import type { Request } from 'express';
import { SERVER_PARTS, type ServerParts } from '../parts';
import type { Unstamped } from './change-indicator';
import { ChangeRiskRegister } from './change-risk-register';
import { NamedKeyPipe } from './key-pipes';
import { plainOf, type Plain } from './plain';
import { VintageQuery } from './queries';
import { Questions, asAtAnswer, emptinessNote, permanentLink } from './question';
import type { Outcome } from './receipt-interceptor';
import {
  RisksAnswer,
  type LatestVersionAnswer,
  type RegisterVersionAnswer,
  type RiskRegisterAnswer,
} from './risk-answers';
import {
  RegisterPresentationBody,
  RegisterVersionBody,
  RiskMatrixChangeBody,
  RiskRegisterBody,
  matrixOf,
} from './risk-bodies';
import { Reads, Writes } from './route-decorators';
import { Context, type WriteContext } from './write-context';

const RISKS = 'api/v1/risks';

/** Registers of risks in the versions that were presented. */
@ApiTags('Risks')
@Controller(RISKS)
export class RisksController {
  constructor(
    @Inject(SERVER_PARTS) private readonly parts: ServerParts,
    @Inject(Questions) private readonly questions: Questions,
    @Inject(CommandBus) private readonly commands: CommandBus,
  ) {}

  @Get()
  @Reads(RisksAnswer, 'Shows the risk registers with the risks of their latest versions, scored and compared.')
  async list(@Query() query: VintageQuery, @Req() request: Request): Promise<Plain<RisksAnswer>> {
    const question = await this.questions.open(query);
    const registers = await this.parts.readModels.riskRegisters(question.asAt.position);
    return {
      asAt: asAtAnswer(question),
      links: { permanent: permanentLink(request.path, query, question) },
      note: emptinessNote(question),
      items: registers.map(answerOf),
    };
  }

  @Post()
  @Writes('risks.manage', 'Defines a risk register.')
  define(@Body() { register, name, committee }: RiskRegisterBody, @Context() context: WriteContext): Promise<Outcome> {
    return this.change(register, { type: 'DefineRiskRegister', register, name, committee }, context);
  }

  @Post(':register/matrices')
  @Writes('risks.manage', 'Sets the matrix by which the risks of later versions are scored.')
  setMatrix(
    @Param('register', new NamedKeyPipe('register')) register: string,
    @Body() body: RiskMatrixChangeBody,
    @Context() context: WriteContext,
  ): Promise<Outcome> {
    return this.change(register, { type: 'SetRiskMatrix', matrix: matrixOf(body), reason: body.reason }, context);
  }

  @Post(':register/versions')
  @Writes('risks.manage', 'Records a version as it was presented to a committee.')
  present(
    @Param('register', new NamedKeyPipe('register')) register: string,
    @Body() body: RegisterVersionBody,
    @Context() context: WriteContext,
  ): Promise<Outcome> {
    return this.change(register, { type: 'PresentRiskRegister', ...plainOf(body) }, context);
  }

  @Post(':register/presentations')
  @Writes('risks.manage', 'Records that a version is to be presented to a committee.')
  plan(
    @Param('register', new NamedKeyPipe('register')) register: string,
    @Body() { committee, due, source }: RegisterPresentationBody,
    @Context() context: WriteContext,
  ): Promise<Outcome> {
    return this.change(register, { type: 'PlanRiskRegisterPresentation', committee, due, source }, context);
  }

  private async change(
    register: string,
    command: Unstamped<RiskRegisterCommand>,
    context: WriteContext,
  ): Promise<Outcome> {
    const receipt = await this.commands.execute(new ChangeRiskRegister(register, command, context));
    return { receipt, location: `/${RISKS}` };
  }
}

function answerOf(state: RiskRegisterState): Plain<RiskRegisterAnswer> {
  const { register = '', name, committee, planned = null } = state;
  const versions = versionsOf(state);
  const [before, latest] = [versions.at(-2), versions.at(-1)];
  return {
    register,
    name,
    committee,
    latest: latest ? latestAnswer(latest, before) : null,
    versions: versions.map(versionAnswer),
    planned,
  };
}

function versionAnswer(version: RegisterVersion): Plain<RegisterVersionAnswer> {
  const { committee, presentedOn, label = null, source, eventId } = version;
  return { version: version.version, committee, presentedOn, label, source, eventId };
}

function latestAnswer(latest: RegisterVersion, before: RegisterVersion | undefined): Plain<LatestVersionAnswer> {
  const { risks = null, closed } = scoreVersion(latest, before);
  return { ...versionAnswer(latest), matrix: latest.matrix ?? null, risks, closed };
}
