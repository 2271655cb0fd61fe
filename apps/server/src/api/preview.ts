import { Inject, Injectable } from '@nestjs/common';
import {
  affectedPeriods,
  cellChanges,
  fold,
  indicator as indicatorDecider,
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
import { indicatorStream } from '@outturn/domain';
import { SERVER_PARTS, type ServerParts } from '../parts';
import { stampCommand, withinAreas, type Unstamped } from './change-indicator';
import type { PreviewAnswer, PreviewRowAnswer } from './change-answers';
import { figureDetail } from './figure-view';
import type { Plain } from './plain';
import { asAtAnswer, permanentLink, type Question } from './question';
import { Streams } from './streams';
import type { RollUpChangeAnswer } from './summary-answers';
import type { WriteContext } from './write-context';

type Proposal = Extract<Unstamped<IndicatorCommand>, { type: 'ProposeCorrection' }>;

const PROPOSAL_ID = 'preview-of-the-proposal';
const APPROVAL_ID = 'preview-of-the-approval';
/** Approval is by somebody else; this one exists only in memory. */
const SOMEBODY_ELSE = 'preview:somebody-else';

/** Works out what a correction would change. Records nothing. */
@Injectable()
export class Previews {
  constructor(
    @Inject(SERVER_PARTS) readonly parts: ServerParts,
    @Inject(Streams) readonly streams: Streams,
  ) {}

  /**
   * Proposes and approves a correction in memory, by the very decisions that would be taken, and compares.
   *
   * @throws {Refusal} whatever proposing it would be refused with.
   * @throws {StaleRevision} when the caller has seen another revision.
   */
  async ofCorrection(
    key: string,
    proposal: Proposal,
    context: WriteContext,
    question: Question,
  ): Promise<Plain<PreviewAnswer>> {
    const { state, revision } = await this.streams.indicator(key);
    const { expectedRevision } = context;
    if (expectedRevision !== undefined && expectedRevision !== revision) {
      throw new StaleRevision(indicatorStream(key), expectedRevision, revision, state);
    }
    const today = londonDate(this.parts.now?.() ?? new Date());
    const command = await stampCommand(proposal, context, today, this);
    const { after, approval } = approvedInMemory(state, command, context, today);
    const entries = await this.parts.readModels.reportingPeriods(question.latest);
    const calendar = new Map(entries.map((entry) => [entry.period, entry]));
    const changes = cellChanges(state, after, affectedPeriods(approval, after), calendar);
    return {
      asAt: asAtAnswer(question),
      links: { permanent: permanentLink(`/api/v1/indicators/${key}/figures/${proposal.period}`, {}, question) },
      note: 'Nothing has been recorded: this is what would change, were the correction approved.',
      indicator: key,
      period: proposal.period,
      figures: changes.map(({ period, before, after: changed }) => ({
        period,
        before: detailOf(before, state, question),
        after: detailOf(changed, after, question),
      })),
      summaries: await this.summaryChanges(changes, question),
      rollUps: changes.flatMap(rollUpChange),
      revision,
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

function approvedInMemory(
  state: IndicatorState,
  command: IndicatorCommand,
  context: WriteContext,
  today: string,
): { after: IndicatorState; approval: Recorded<IndicatorEvent> } {
  const proposed = withinAreas(context, today)
    .decide(command, state)
    .map((event) => ({ ...event, id: PROPOSAL_ID }));
  const pending = fold(indicatorDecider, state, proposed);
  const approve = { type: 'ApproveCorrection', actor: SOMEBODY_ELSE, today, correctionId: PROPOSAL_ID } as const;
  const [approved] = indicatorDecider.decide(approve, pending);
  if (approved === undefined) throw new Error('Approving a correction decided nothing.');
  const approval = { ...approved, id: APPROVAL_ID };
  return { after: indicatorDecider.evolve(pending, approval), approval };
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
