import { Body, Controller, Get, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import {
  slippageOf,
  type DateText,
  type Milestone,
  type ProgrammeCommand,
  type ProgrammeState,
  londonDate,
} from '@outturn/domain';
import type { Request } from 'express';
import { SERVER_PARTS, type ServerParts } from '../parts';
import type { Unstamped } from './change-indicator';
import { ChangeProgramme } from './change-programme';
import { ReasonBody } from './figure-bodies';
import { NamedKeyPipe, unknownThing } from './key-pipes';
import { plainOf, type Plain } from './plain';
import { dayOfProgrammes } from './programme-day';
import {
  ProgrammeAnswer,
  ProgrammesAnswer,
  type MilestoneAnswer,
  type ProgrammeFactsAnswer,
} from './programme-answers';
import {
  MilestoneBody,
  MilestoneForecastBody,
  MilestonePlanBody,
  MilestoneReachedBody,
  ProgrammeBody,
} from './programme-bodies';
import { ProgrammesQuery } from './queries';
import { Questions, asAtAnswer, emptinessNote, permanentLink } from './question';
import type { Outcome } from './receipt-interceptor';
import { Reads, Writes } from './route-decorators';
import { Context, type WriteContext } from './write-context';

const PROGRAMMES = 'api/v1/programmes';

/** Programmes of change and their milestones. */
@ApiTags('Programmes')
@Controller(PROGRAMMES)
export class ProgrammesController {
  constructor(
    @Inject(SERVER_PARTS) private readonly parts: ServerParts,
    @Inject(Questions) private readonly questions: Questions,
    @Inject(CommandBus) private readonly commands: CommandBus,
  ) {}

  @Get()
  @Reads(ProgrammesAnswer, 'Lists the programmes with their milestones and how far they have slipped.')
  async list(@Query() query: ProgrammesQuery, @Req() request: Request): Promise<Plain<ProgrammesAnswer>> {
    const { common, states, on } = await this.ask(query, request);
    return { ...common, items: states.map((state) => answerOf(state, on)) };
  }

  @Get(':programme')
  @Reads(ProgrammeAnswer, 'Shows a programme with its milestones and how far they have slipped.')
  async one(
    @Param('programme', new NamedKeyPipe('programme')) key: string,
    @Query() query: ProgrammesQuery,
    @Req() request: Request,
  ): Promise<Plain<ProgrammeAnswer>> {
    const { common, states, on, now } = await this.ask(query, request, key);
    const [state] = states;
    if (!state && now) throw unknownThing('programme', key);
    const note = state ? null : `The programme ${key} was not known then.`;
    return { ...common, note: common.note ?? note, programme: state ? answerOf(state, on) : null };
  }

  @Post()
  @Writes('programmes.manage', 'Defines a programme.')
  define(@Body() body: ProgrammeBody, @Context() context: WriteContext): Promise<Outcome> {
    return this.change(body.programme, { type: 'DefineProgramme', ...plainOf(body) }, context);
  }

  @Post(':programme/milestones')
  @Writes('programmes.manage', 'Adds a milestone with its first plan.')
  add(
    @Param('programme', new NamedKeyPipe('programme')) programme: string,
    @Body() body: MilestoneBody,
    @Context() context: WriteContext,
  ): Promise<Outcome> {
    return this.change(programme, { type: 'AddMilestone', ...plainOf(body) }, context);
  }

  @Post(':programme/milestones/:milestone/plans')
  @Writes('programmes.manage', 'Plans a milestone anew; its first plan stays in sight.')
  replan(
    @Param('programme', new NamedKeyPipe('programme')) programme: string,
    @Param('milestone') milestone: string,
    @Body() body: MilestonePlanBody,
    @Context() context: WriteContext,
  ): Promise<Outcome> {
    return this.change(programme, { type: 'ReplanMilestone', milestone, ...plainOf(body) }, context);
  }

  @Post(':programme/milestones/:milestone/forecasts')
  @Writes('programmes.manage', 'Records when a milestone is expected, by whom and why.')
  forecast(
    @Param('programme', new NamedKeyPipe('programme')) programme: string,
    @Param('milestone') milestone: string,
    @Body() body: MilestoneForecastBody,
    @Context() context: WriteContext,
  ): Promise<Outcome> {
    return this.change(programme, { type: 'ForecastMilestone', milestone, ...plainOf(body) }, context);
  }

  @Post(':programme/milestones/:milestone/reaching')
  @Writes('programmes.manage', 'Records that a milestone is reached.')
  reach(
    @Param('programme', new NamedKeyPipe('programme')) programme: string,
    @Param('milestone') milestone: string,
    @Body() { reachedOn, evidence }: MilestoneReachedBody,
    @Context() context: WriteContext,
  ): Promise<Outcome> {
    return this.change(programme, { type: 'ReachMilestone', milestone, reachedOn, evidence }, context);
  }

  @Post(':programme/milestones/:milestone/dropping')
  @Writes('programmes.manage', 'Records that a milestone is given up.')
  drop(
    @Param('programme', new NamedKeyPipe('programme')) programme: string,
    @Param('milestone') milestone: string,
    @Body() { reason }: ReasonBody,
    @Context() context: WriteContext,
  ): Promise<Outcome> {
    return this.change(programme, { type: 'DropMilestone', milestone, reason }, context);
  }

  /** Whether a milestone is overdue depends on the day, so the permanent link names it. */
  private async ask(query: ProgrammesQuery, request: Request, key?: string) {
    const on = dayOfProgrammes(query) ?? londonDate(this.parts.now?.() ?? new Date());
    const question = await this.questions.open(query);
    const { position } = question.asAt;
    const states = await this.parts.readModels.programmes(position, key === undefined ? undefined : [key]);
    const common = {
      asAt: asAtAnswer(question),
      links: { permanent: permanentLink(request.path, { ...plainOf(query), on }, question) },
      note: emptinessNote(question),
      on,
    };
    return { common, states, on, now: question.now };
  }

  private async change(
    programme: string,
    command: Unstamped<ProgrammeCommand>,
    context: WriteContext,
  ): Promise<Outcome> {
    const receipt = await this.commands.execute(new ChangeProgramme(programme, command, context));
    return { receipt, location: `/${PROGRAMMES}/${programme}` };
  }
}

function answerOf(state: ProgrammeState, on: DateText): Plain<ProgrammeFactsAnswer> {
  const { programme = '', name, purpose, owner = null, area = null, source } = state;
  const milestones = Object.values(state.milestones)
    .map((milestone) => milestoneAnswer(milestone, on))
    .sort((a, b) => (`${a.expected} ${a.milestone}` < `${b.expected} ${b.milestone}` ? -1 : 1));
  return { programme, name, purpose, owner, area, source, milestones };
}

function milestoneAnswer(known: Milestone, on: DateText): Plain<MilestoneAnswer> {
  const { milestone, title, owner = null, forecasts, reached = null, dropped = null } = known;
  const plans = known.plans.map(({ planned, source, reason = null, eventId }) => ({
    planned,
    source,
    reason,
    eventId,
  }));
  return { milestone, title, owner, ...slippageOf(known, on), plans, forecasts, reached, dropped };
}
