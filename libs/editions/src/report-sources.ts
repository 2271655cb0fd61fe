import { sameCell, type Cell, type DateText, type LaterDecision, type PeriodKey, londonDate } from '@outturn/domain';
import type { EditionView, RegisterEntry } from '@outturn/read-models';
import {
  comparedPeriods,
  quarterOfReport,
  reportedPeriods,
  type EarlierFigure,
  type EditionContracts,
  type EditionInProgress,
  type FigureChangeFacts,
  type PeriodFacts,
  type PreviousEdition,
  type RegisterChange,
  type RegisterEntry as ReportedEntry,
  type ReportedErratum,
  type ReportFacts,
  type ReportMoment,
} from '@outturn/reports';
import { eventsBetween } from './events-between';
import { GovernanceSources } from './governance-sources';
import { RULES_KNOWN_THEN, momentAt, type EditionParts } from './moment';
import { summaryOf } from './summary';

const PAGE = 500;

/** Gathers what a report is made from, all of it as known at one moment. */
export class ReportSources {
  private readonly governance: GovernanceSources;

  constructor(private readonly parts: EditionParts) {
    this.governance = new GovernanceSources(parts);
  }

  /**
   * The facts of the report on a quarter or a year.
   *
   * @param edition which is about to be published; a draft when absent, which is compared with the latest edition
   */
  async of(period: PeriodKey, moment: ReportMoment, edition?: EditionInProgress): Promise<ReportFacts> {
    const { readModels } = this.parts;
    const { position, recordedAt } = moment;
    const editions = (await readModels.editions(position)).filter((published) => published.period === period);
    const previous = edition ? edition.previous : previousOf(editions.at(-1));
    const reported = reportedPeriods(period);
    const shown = [...new Set([...reported, ...comparedPeriods(period)])];
    const day = recordedAt === null ? null : londonDate(new Date(recordedAt));
    const quarter = quarterOfReport(period);
    const [periods, areas, calendar, register, earlierEditions, earlierContracts, governance, closed] =
      await Promise.all([
        Promise.all(reported.map((key) => this.period(key, position, previous))),
        readModels.areas(position),
        readModels.reportingPeriods(position),
        this.register(shown, position),
        this.earlierEditions(shown, position),
        this.earlierContracts(quarter, editions, day),
        this.governance.at(quarter, position, day),
        this.governance.closedAt(quarter, position),
      ]);
    const since = previous?.position ?? closed;
    const indicators = new Set(periods.flatMap(({ cells }) => cells.map(({ indicator }) => indicator)));
    return {
      council: null,
      period,
      asAt: moment,
      day,
      rulesText: RULES_KNOWN_THEN,
      edition,
      previous,
      periods,
      areas: areas.map(({ area = '', name }) => ({ area, name })),
      calendar,
      register: register.filter(({ indicator }) => indicators.has(indicator)),
      earlierEditions,
      earlierContracts,
      governanceHistory:
        since === undefined ? null : await this.governance.history(quarter, since, position, governance, day),
      errata: errataSince(editions, previous),
      ...governance,
    };
  }

  private async period(period: PeriodKey, position: number, previous: PreviousEdition | null): Promise<PeriodFacts> {
    const [found, summary, earlier] = await Promise.all([
      this.parts.readModels.cellsOfPeriod(period, position),
      summaryOf(this.parts.readModels, period, position),
      previous === null ? [] : this.parts.readModels.cellsOfPeriod(period, previous.position),
    ]);
    const cells = found.map(({ cell }) => cell);
    if (previous === null) return { period, cells, summary, changes: [] };
    const before = earlier.map(({ cell }) => cell);
    return { period, cells, summary, changes: await this.figureChanges(before, cells, previous.position, position) };
  }

  private async figureChanges(
    earlier: readonly Cell[],
    later: readonly Cell[],
    from: number,
    to: number,
  ): Promise<FigureChangeFacts[]> {
    const before = new Map(earlier.map((cell) => [cell.indicator, cell]));
    const after = new Map(later.map((cell) => [cell.indicator, cell]));
    const period = (later[0] ?? earlier[0])?.period ?? '';
    const changed = [...new Set([...after.keys(), ...before.keys()])].filter(
      (indicator) => !sameCell(before.get(indicator), after.get(indicator)),
    );
    return Promise.all(
      changed.map(async (indicator) => {
        const events = await eventsBetween(this.parts.readModels, indicator, period, from, to);
        return {
          indicator,
          before: before.get(indicator) ?? null,
          after: after.get(indicator) ?? null,
          events: events.map(({ eventType, actor, reason, recordedAt }) => ({
            type: eventType,
            actor,
            reason,
            on: londonDate(new Date(recordedAt)),
          })),
        };
      }),
    );
  }

  /** What holds of the register about some periods, the earliest first. */
  private async register(periods: readonly PeriodKey[], position: number): Promise<ReportedEntry[]> {
    const found = await Promise.all(periods.map((period) => this.registerOf(period, position)));
    const entries = new Map(found.flat().map((entry) => [entry.id, entry]));
    return [...entries.values()]
      .filter(({ state }) => state === 'approved' || state === 'recorded')
      .sort((a, b) => a.fromPosition - b.fromPosition)
      .map(reportedEntry);
  }

  /** What was decided about figures and contracts of a report after one position, up to and with another. */
  async decisionsAfter(period: PeriodKey, from: number, to: number): Promise<LaterDecision[]> {
    const shown = [...new Set([...reportedPeriods(period), ...comparedPeriods(period)])];
    const figures = (await this.register(shown, to)).filter(({ position }) => position > from);
    const { recordedAt } = await momentAt(this.parts, to);
    const day = londonDate(new Date(recordedAt ?? 0));
    const governance = await this.governance.changes(quarterOfReport(period), from, to, day);
    return [
      ...figures.map(({ kind, indicator, on }) => ({ kind, about: indicator, decidedOn: on })),
      ...governance
        .filter(({ approvedBy }) => approvedBy !== null)
        .map(({ kind, key, on }) => ({ kind, about: key, decidedOn: on })),
    ];
  }

  private async registerOf(period: PeriodKey, position: number): Promise<RegisterEntry[]> {
    const entries: RegisterEntry[] = [];
    let after: string | undefined;
    do {
      const page = await this.parts.readModels.corrections({ period }, position, { limit: PAGE, after });
      entries.push(...page.items);
      after = page.next ?? undefined;
    } while (after !== undefined);
    return entries;
  }

  private async earlierEditions(periods: readonly PeriodKey[], position: number): Promise<EarlierFigure[]> {
    const shown = await Promise.all(periods.map((period) => this.parts.readModels.shownFigures({ period }, position)));
    return shown.flat();
  }

  /** Contracts as the editions of a period showed them. */
  private earlierContracts(
    quarter: PeriodKey,
    editions: readonly EditionView[],
    day: DateText | null,
  ): Promise<EditionContracts[]> {
    return Promise.all(
      editions.map(async ({ edition, position }) => {
        const { contracts } = await this.governance.at(quarter, position, day);
        return { edition, contracts };
      }),
    );
  }
}

/** The errata of all editions that the previous edition could not list, as they were recorded after it. */
function errataSince(editions: readonly EditionView[], previous: PreviousEdition | null): ReportedErratum[] {
  if (previous === null) return [];
  return editions.flatMap(({ edition, errata }) =>
    errata
      .filter(({ position }) => position > previous.position)
      .map(({ place, printed, shouldRead, recordedAt }) => {
        return { edition, place, printed, shouldRead, recordedOn: londonDate(new Date(recordedAt)) };
      }),
  );
}

function previousOf(latest: EditionView | undefined): PreviousEdition | null {
  return latest ? { edition: latest.edition, number: latest.number, position: latest.position } : null;
}

function reportedEntry(entry: RegisterEntry): ReportedEntry {
  const { kind, indicator, changes, justification, proposedBy, proposedAt, decidedBy, decidedAt, fromPosition } = entry;
  return {
    kind,
    indicator,
    // The register keeps what stood and what was to stand as it was recorded: a value, a target, a basis or a withdrawal.
    changes: changes as readonly RegisterChange[],
    reason: justification.reason,
    proposedBy,
    decidedBy,
    on: londonDate(new Date(decidedAt ?? proposedAt)),
    position: fromPosition,
  };
}
