import {
  REVISED_MARKER,
  canonicalJson,
  editionId,
  fold,
  invalid,
  latestEdition,
  publication,
  publicationStream,
  type ActorId,
  type CalendarEntry,
  type Cell,
  type EditionFigure,
  type EditionId,
  type Maturity,
  type NewEditionFile,
  type PeriodKey,
  type PublicationCommand,
  type PublicationEvent,
  type PublicationState,
  type UnapprovedFigure,
} from '@outturn/domain';
import {
  buildReport,
  renderDocx,
  renderHtml,
  type ReportChanges,
  type ReportContent,
  type ReportedFigure,
} from '@outturn/reports';
import { toRecorded } from '@outturn/event-store';
import { eventTypes } from '@outturn/read-models';
import { newEditionFile, sha256 } from './edition-file';
import { momentAt, requireFollowedTo, type EditionParts } from './moment';
import { ReportSources } from './report-sources';

/** What is asked of an edition. */
export interface EditionRequest {
  /** The latest edition that whoever publishes has seen. */
  readonly previous?: EditionId;
  /** As at which the edition is made; the end of the ledger when absent. */
  readonly position?: number;
  readonly note?: string;
}

/** A value that somebody else than its submitter stands by. */
const APPROVED: ReadonlySet<Maturity> = new Set<Maturity>(['approved', 'audited']);

/** Makes editions: the report as at one position, in all its formats, and what the domain has to know to let it be published. */
export class EditionMaker {
  private readonly sources: ReportSources;

  constructor(private readonly parts: EditionParts) {
    this.sources = new ReportSources(parts);
  }

  /**
   * The command that publishes the report of a period. Everything in it is as at one position, so that nothing which is
   * recorded while it is made can be in it.
   *
   * @throws {Refusal} for a position that does not exist or is older than the edition before.
   * @throws {NotFollowedYet} when the read models do not get to the end of the ledger in time.
   */
  async make(period: PeriodKey, request: EditionRequest, actor: ActorId): Promise<PublicationCommand> {
    const { previous, note } = request;
    const { state, position: published } = await this.published(period);
    const head = await this.parts.store.headPosition();
    const { position = head } = request;
    requireWithin(position, published, head);
    await requireFollowedTo(this.parts.readModels, head);
    const latest = latestEdition(state);
    const number = state.editions.length + 1;
    const sources = await this.sources.of(period, await momentAt(this.parts, position), {
      edition: editionId(period, number),
      number,
      previous: latest ? { edition: latest.edition, number: latest.number, position: latest.position } : null,
      note: note ?? null,
    });
    const content = buildReport(sources);
    const cells = sources.periods.flatMap((reported) => reported.cells);
    const { reportedPeriods } = content.title;
    const ofReport = ({ period: key }: CalendarEntry) => reportedPeriods.includes(key);
    const calendar = await this.parts.readModels.reportingPeriods(position);
    const calendarNow = await this.parts.readModels.reportingPeriods(head);
    return {
      type: 'PublishEdition',
      actor,
      period,
      number,
      previous,
      position,
      rules: { basis: 'known-then', position },
      note,
      calendar: calendar.filter(ofReport),
      calendarNow: calendarNow.filter(ofReport),
      decidedLater: position === head ? [] : await this.sources.decisionsAfter(period, position, head),
      unapproved: await this.unapproved(cells, position),
      ...(await pinned(content)),
    };
  }

  /** The editions of a period, and the position of the latest of them or of its errata. */
  private async published(period: PeriodKey): Promise<{ state: PublicationState; position: number }> {
    const stored = await this.parts.store.readStream(publicationStream(period));
    const events = stored.map((event) => toRecorded<PublicationEvent>(eventTypes, event));
    return { state: fold(publication, publication.initialState, events), position: stored.at(-1)?.position ?? 0 };
  }

  /** The figures of an edition that nobody has approved: those it shows, and those of which it shows the roll-up. */
  private async unapproved(cells: readonly Cell[], position: number): Promise<UnapprovedFigure[]> {
    const parts = new Map<PeriodKey, Set<string>>();
    for (const { indicator, value, rollUp } of cells) {
      if (value?.source !== 'roll-up' || rollUp?.result.state !== 'computed') continue;
      for (const part of rollUp.result.periods) parts.set(part, (parts.get(part) ?? new Set()).add(indicator));
    }
    const partCells = await Promise.all(
      [...parts].map(async ([period, indicators]) => {
        const found = await this.parts.readModels.cellsOfPeriod(period, position);
        return found.map(({ cell }) => cell).filter(({ indicator }) => indicators.has(indicator));
      }),
    );
    const unapproved = new Map<string, UnapprovedFigure>();
    for (const { indicator, period, value } of [...cells, ...partCells.flat()]) {
      const maturity = value?.maturity;
      if (maturity === undefined || APPROVED.has(maturity)) continue;
      unapproved.set(`${indicator} ${period}`, { indicator, period, maturity });
    }
    return [...unapproved.values()];
  }
}

/** The content without what tells editions apart: which edition it is, as at when, and what changed since another. */
function substanceOf(content: ReportContent): string {
  return canonicalJson({ ...content, edition: undefined, changes: undefined });
}

/** What the edition says, in all its forms. */
async function pinned(content: ReportContent) {
  const { title, reportedPeriods, roundingText } = content.title;
  const canonical = canonicalJson(content);
  return {
    title,
    reportedPeriods,
    rounding: roundingText,
    contentSha256: sha256(canonical),
    substanceSha256: sha256(substanceOf(content)),
    changes: countOf(content.changes),
    figures: content.figures.map(figureOf),
    files: await filesOf(content, canonical),
  };
}

function countOf({ entries, governance, errata }: ReportChanges): number {
  return entries.length + governance.length + errata.length;
}

async function filesOf(content: ReportContent, canonical: string): Promise<NewEditionFile[]> {
  return [
    newEditionFile('json', Buffer.from(canonical)),
    newEditionFile('html', Buffer.from(renderHtml(content))),
    newEditionFile('docx', await renderDocx(content)),
  ];
}

function figureOf(figure: ReportedFigure): EditionFigure {
  const { indicator, period, area, kind, status, exactValue, value, target, markers, revised } = figure;
  return {
    indicator,
    period,
    area,
    kind,
    status,
    value: exactValue ?? undefined,
    shown: value ?? undefined,
    target: target ?? undefined,
    markers: revised ? [...markers, REVISED_MARKER] : markers,
  };
}

/** An edition knows all that was published of its period before it. */
function requireWithin(position: number, published: number, head: number): void {
  if (position > head) {
    const detail = `Position ${position} lies beyond the last event, which is at ${head}. Give an earlier one, or none.`;
    throw invalid('invalid-position', detail, '/position');
  }
  if (position < published) {
    const detail = `Position ${position} lies before ${published}, where the latest edition and its errata were recorded. Give a later one, or none.`;
    throw invalid('position-before-latest-edition', detail, '/position');
  }
}
