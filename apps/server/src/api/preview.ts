import { Inject, Injectable } from '@nestjs/common';
import {
  Refusal,
  affectedPeriods,
  cellChanges,
  fold,
  indicator as indicatorDecider,
  indicatorStream,
  summaryColumn,
  londonDate,
  type Cell,
  type CellChange,
  type IndicatorCommand,
  type IndicatorEvent,
  type IndicatorState,
  type Recorded,
} from '@outturn/domain';
import { NO_COUNTS, counted, countsOf, type Counts } from '@outturn/editions';
import type { SummaryRow } from '@outturn/read-models';
import { StaleRevision } from '@outturn/event-store';
import { SERVER_PARTS, type ServerParts } from '../parts';
import { stampCommand, withinAreas, type Unstamped } from './change-indicator';
import type { PreviewAnswer, PreviewRowAnswer } from './change-answers';
import { figureDetail } from './figure-view';
import type { Plain } from './plain';
import { staleProblem } from './problem';
import { asAtAnswer, permanentLink, type Question } from './question';
import { Streams } from './streams';
import type { RollUpChangeAnswer } from './summary-answers';
import type { WriteContext } from './write-context';
import { recordedSince } from './writer';

/** A change that one person proposes and another decides. */
export type Proposal = Extract<Unstamped<IndicatorCommand>, { type: 'ProposeCorrection' | 'OpenRestatement' }>;
type ProposedCorrection = Extract<Proposal, { type: 'ProposeCorrection' }>;
type Decision = Extract<IndicatorCommand, { type: `${'Approve' | 'Reject'}${string}` }>;

/** What a change would do to figures, summaries and roll-ups. */
export type Effect = Pick<Plain<PreviewAnswer>, 'figures' | 'summaries' | 'rollUps'>;

/** An effect, and the revision of the indicator on which it was worked out. */
export interface ProposalEffect {
  readonly effect: Effect;
  readonly revision: number;
}

const PROPOSAL_ID = 'preview-of-the-proposal';
const DECISION_ID = 'preview-of-the-decision';
/** Decisions are by somebody else; this one exists only in memory. */
const SOMEBODY_ELSE = 'preview:somebody-else';

/** Works out what a change would do. Records nothing. */
@Injectable()
export class Previews {
  constructor(
    @Inject(SERVER_PARTS) readonly parts: ServerParts,
    @Inject(Streams) readonly streams: Streams,
  ) {}

  /** What a correction would change, as the API answers it: see `ofProposal`. */
  async ofCorrection(
    key: string,
    proposal: ProposedCorrection,
    context: WriteContext,
    question: Question,
  ): Promise<Plain<PreviewAnswer>> {
    const { effect, revision } = await this.ofProposal(key, proposal, context, question);
    return {
      asAt: asAtAnswer(question),
      links: { permanent: permanentLink(`/api/v1/indicators/${key}/figures/${proposal.period}`, {}, question) },
      note: 'Nothing has been recorded: this is what would change, were the correction approved.',
      indicator: key,
      period: proposal.period,
      ...effect,
      revision,
    };
  }

  /**
   * Proposes and approves a change in memory, by the very decisions that would be taken, and compares.
   *
   * @throws {Refusal} whatever proposing it would be refused with.
   * @throws {Problem} 412 when the caller has seen another revision.
   */
  async ofProposal(
    key: string,
    proposal: Proposal,
    context: WriteContext,
    question: Question,
  ): Promise<ProposalEffect> {
    const { state, revision } = await this.streams.indicator(key);
    const { expectedRevision } = context;
    if (expectedRevision !== undefined && expectedRevision !== revision) {
      const stale = new StaleRevision(indicatorStream(key), expectedRevision, revision, state);
      throw staleProblem(stale, { current: state, recordedSince: await recordedSince(stale, this.parts.store) });
    }
    const command = await stampCommand(proposal, context, this.today(), this);
    const proposed = withinAreas(context, this.today())
      .decide(command, state)
      .map((event) => ({ ...event, id: PROPOSAL_ID }));
    const pending = fold(indicatorDecider, state, proposed);
    const outcome = decided(pending, this.inMemory(approvalOf(proposal)));
    return { effect: await this.effectOf(state, outcome, question), revision };
  }

  /** What a decision on something that awaits one would change; undefined where it could not be taken any more. */
  async ofDecision(key: string, decision: Unstamped<Decision>, question: Question): Promise<Effect | undefined> {
    const { state } = await this.streams.indicator(key);
    try {
      return await this.effectOf(state, decided(state, this.inMemory(decision)), question);
    } catch (error) {
      if (error instanceof Refusal) return undefined;
      throw error;
    }
  }

  private inMemory(decision: Unstamped<Decision>): IndicatorCommand {
    return { ...decision, actor: SOMEBODY_ELSE, today: this.today() };
  }

  private today(): string {
    return londonDate(this.parts.now?.() ?? new Date());
  }

  private async effectOf(state: IndicatorState, { after, event }: Outcome, question: Question): Promise<Effect> {
    const entries = await this.parts.readModels.reportingPeriods(question.latest);
    const calendar = new Map(entries.map((entry) => [entry.period, entry]));
    const changes = cellChanges(state, after, affectedPeriods(event, after), calendar);
    return {
      figures: changes.map(({ period, before, after: changed }) => ({
        period,
        before: detailOf(before, state, question),
        after: detailOf(changed, after, question),
      })),
      summaries: await this.summaryChanges(changes, question),
      rollUps: changes.flatMap(rollUpChange),
    };
  }

  private async summaryChanges(changes: readonly CellChange[], question: Question): Promise<Plain<PreviewRowAnswer>[]> {
    const moves = changes.filter(({ before, after }) => columnOf(before) !== columnOf(after));
    const rows = await Promise.all(
      moves.map(async (move) => rowChanges(move, await this.parts.readModels.summary(move.period, question.latest))),
    );
    return rows.flat();
  }
}

interface Outcome {
  readonly after: IndicatorState;
  readonly event: Recorded<IndicatorEvent>;
}

function approvalOf({ type }: Proposal): Unstamped<Decision> {
  return type === 'OpenRestatement'
    ? { type: 'ApproveRestatement', restatementId: PROPOSAL_ID }
    : { type: 'ApproveCorrection', correctionId: PROPOSAL_ID };
}

function decided(pending: IndicatorState, decision: IndicatorCommand): Outcome {
  const [made] = indicatorDecider.decide(decision, pending);
  if (made === undefined) throw new Error(`${decision.type} decided nothing.`);
  const event = { ...made, id: DECISION_ID };
  return { after: indicatorDecider.evolve(pending, event), event };
}

function detailOf(cell: Cell | undefined, state: IndicatorState, question: Question) {
  return cell === undefined ? null : figureDetail({ cell, fromPosition: question.latest }, state.rules);
}

function columnOf(cell: Cell | undefined): string | undefined {
  const column = cell && summaryColumn(cell);
  return column && `${cell.area} ${column}`;
}

function rowChanges({ period, before, after }: CellChange, rows: readonly SummaryRow[]): Plain<PreviewRowAnswer>[] {
  const areas = [...new Set([before?.area, after?.area])].filter((area) => area !== undefined);
  return areas.map((area) => {
    const row = rows.find((candidate) => candidate.area === area);
    const standing = row ? countsOf(row) : NO_COUNTS;
    const without = before?.area === area ? adjusted(standing, before, -1) : standing;
    return { period, area, before: standing, after: after?.area === area ? adjusted(without, after, 1) : without };
  });
}

function adjusted(counts: Counts, cell: Cell, by: 1 | -1): Counts {
  const column = summaryColumn(cell);
  return column === undefined ? counts : counted(counts, column, by);
}

function rollUpChange({ period, before, after }: CellChange): Plain<RollUpChangeAnswer>[] {
  const [was, is] = [computedOf(before), computedOf(after)];
  if (was === is) return [];
  return [{ period, before: was, after: is, returned: after?.value !== undefined && after.value.source !== 'roll-up' }];
}

function computedOf(cell: Cell | undefined): string | null {
  const result = cell?.rollUp?.result;
  return result?.state === 'computed' ? result.value : null;
}
