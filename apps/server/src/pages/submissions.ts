import { Inject, Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import {
  areaOn,
  cellOf,
  definitionFor,
  fold,
  indicator as indicatorDecider,
  indicatorStream,
  londonDate,
  parsePeriod,
  type CalendarEntry,
  type DefinitionVersion,
  type IndicatorCommand,
  type IndicatorState,
  type PeriodKey,
} from '@outturn/domain';
import { StaleRevision } from '@outturn/event-store';
import { ChangeIndicator, stampCommand, withinAreas, type Unstamped } from '../api/change-indicator';
import type { Figure } from '../api/figures';
import { figureDetail } from '../api/figure-view';
import { Problem, staleProblem } from '../api/problem';
import { unknownInPath } from '../api/request-pipes';
import { Streams } from '../api/streams';
import type { WriteContext } from '../api/write-context';
import type { Receipt } from '../api/writer';
import { SERVER_PARTS, type ServerParts } from '../parts';
import { roleInArea, type Identity } from '../security/permissions';

/** What somebody has to know to give a figure: the indicator as it stands at this very moment. */
export interface Standing {
  readonly key: string;
  readonly state: IndicatorState;
  readonly revision: number;
  /** Undefined where the indicator is not in force in the period. */
  readonly version: DefinitionVersion | undefined;
  /** The reporting period to which figures of the period belong; undefined where it was never opened. */
  readonly cycle: CalendarEntry | undefined;
  readonly figure: Figure | null;
}

/** What an officer asks to be recorded: at most one that is about the figure, and then the commentary on it. */
export type EntryCommand = Extract<
  Unstamped<IndicatorCommand>,
  { type: 'SubmitOutturn' | 'SubmitAnnualReturn' | 'DeclareUnavailable' | 'WriteCommentary' }
>;

const IN_MEMORY = 'check-of-a-submission';

/** Figures, given one at a time: looked at, checked, and recorded by the commands of the API. */
@Injectable()
export class Submissions {
  constructor(
    @Inject(SERVER_PARTS) readonly parts: ServerParts,
    @Inject(Streams) readonly streams: Streams,
    @Inject(CommandBus) private readonly commands: CommandBus,
  ) {}

  /** The day in London. */
  today(): string {
    return londonDate(this.parts.now?.() ?? new Date());
  }

  /**
   * A figure as it stands, for somebody who writes for its area.
   *
   * @throws {Problem} 404 where there is no such indicator, 403 where it belongs to another area.
   */
  async look(key: string, period: PeriodKey, identity: Identity): Promise<Standing> {
    const { state, revision } = await this.streams.indicator(key);
    if (state.key === undefined) throw unknownInPath('indicator', key);
    const area = areaOn(state, this.today());
    if (roleInArea(identity, 'figures.submit', area) === undefined) throw otherArea(state, area, identity);
    const { entry: cycle } = await this.streams.cycle(period);
    return { ...standing(state, period, cycle), key, revision, cycle };
  }

  /**
   * What the figure would be after some commands. Decides them in memory, as they would be decided, and records nothing.
   *
   * @throws {Refusal} whatever recording them would be refused with.
   * @throws {Problem} 412 where somebody has changed the indicator since it was seen.
   */
  async check(key: string, period: PeriodKey, commands: readonly EntryCommand[], context: WriteContext) {
    const { state, revision } = await this.streams.indicator(key);
    const { expectedRevision } = context;
    if (expectedRevision !== undefined && expectedRevision < revision) {
      const stale = new StaleRevision(indicatorStream(key), expectedRevision, revision, state);
      throw staleProblem(stale, { recordedSince: await this.recordedSince(key, expectedRevision) });
    }
    let after = state;
    for (const command of commands) {
      const stamped = await stampCommand(command, context, this.today(), this);
      const decided = withinAreas(context, this.today()).decide(stamped, after);
      const events = decided.map((event, index) => ({ ...event, id: `${IN_MEMORY}-${command.type}-${index}` }));
      after = fold(indicatorDecider, after, events);
    }
    const { entry: cycle } = await this.streams.cycle(period);
    return { before: standing(state, period, cycle).figure, after: standing(after, period, cycle).figure };
  }

  /** Records commands one after the other. Sent again with the same key, nothing is recorded twice. */
  async record(key: string, commands: readonly EntryCommand[], context: WriteContext): Promise<Receipt> {
    let receipt: Receipt | undefined;
    for (const command of commands) {
      const isFirst = receipt === undefined;
      const { idempotencyKey } = context;
      receipt = await this.commands.execute(
        new ChangeIndicator(key, command, {
          ...context,
          permission: command.type === 'WriteCommentary' ? 'commentary.write' : context.permission,
          // What comes second builds on the first, and not on what was seen.
          expectedRevision: isFirst ? context.expectedRevision : undefined,
          idempotencyKey: idempotencyKey && `${idempotencyKey}.${command.type}`,
        }),
      );
    }
    if (receipt === undefined) throw new Error('There was nothing to record.');
    return receipt;
  }

  private async recordedSince(key: string, seen: number) {
    const since = await this.parts.store.readStream(indicatorStream(key), { fromRevision: seen + 1 });
    return since.map(({ type, recordedAt, metadata }) => ({ type, recordedAt, actor: metadata.actor }));
  }
}

function standing(state: IndicatorState, period: PeriodKey, cycle: CalendarEntry | undefined) {
  const entry = cycle?.period === period ? cycle : undefined;
  const cell = cellOf(state, period, entry);
  const figure = cell === undefined ? null : figureDetail({ cell, fromPosition: 0 }, state.rules);
  return { state, version: definitionFor(state, parsePeriod(period)), figure };
}

function otherArea({ key = '' }: IndicatorState, area: string, { areas }: Identity): Problem {
  const mine = areas.length === 0 ? 'no area' : areas.join(', ');
  const detail = `${key} belongs to the area ${area}, and you write for ${mine}. Ask an officer of that area.`;
  return new Problem({ status: 403, code: 'other-area', detail });
}
