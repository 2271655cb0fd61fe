import fc from 'fast-check';
import {
  CalendarEntry,
  Frequency,
  IndicatorState,
  PeriodKey,
  Recorded,
  Refusal,
  ReportingPeriodCommand,
  ReportingPeriodState,
  RollUpMethod,
  area,
  cycleOf,
  indicator,
  initialIndicator,
  initialReportingPeriod,
  parsePeriod,
  reportingPeriod,
} from '@outturn/domain';
import type { StoredEvent } from '@outturn/event-store';
import { INDICATOR, OFFICER, PERFORMANCE, TODAY, definition, scheme } from './domain-examples';
import { asStored } from './given';
import { Draw, PERIODS, commandOf, decideOrRefuse, draws } from './random-history';

// Random histories of a few indicators and the reporting periods about them, as a store would hold them.

export const COUNCIL_INDICATORS: readonly { key: string; area: string; frequency: Frequency; rollUp: RollUpMethod }[] =
  [
    { key: INDICATOR, area: 'quality-homes', frequency: 'quarterly', rollUp: 'sum' },
    { key: 'bs-attendance', area: 'best-start', frequency: 'monthly', rollUp: 'ratio-of-sums' },
    { key: 'bs-attainment', area: 'best-start', frequency: 'termly', rollUp: 'ratio-of-sums' },
    { key: 'qh-satisfaction', area: 'quality-homes', frequency: 'quarterly', rollUp: 'count-met' },
  ];

/** A draw, and which of the indicators it is about. */
export interface CouncilDraw {
  readonly draw: Draw;
  readonly who: number;
}

/** Draws of which many fall on the same few periods. */
export function councilDraws(): fc.Arbitrary<CouncilDraw[]> {
  const periods = ['2023-24-Q3', '2023-24-Q4', '2023-24-Q4', '2022-23-Q4', '2023-24', '2022-23', '2024-01', '2024-03'];
  const who = fc.array(fc.nat(COUNCIL_INDICATORS.length - 1), { minLength: 7, maxLength: 7 });
  return fc
    .tuple(draws(periods), draws(['2023-24-Q4', '2023-24-Q3']), draws([...periods, ...PERIODS]), who)
    .map(([here, most, anywhere, about]) =>
      [...here, ...most, ...anywhere].map((draw, index) => ({ draw, who: about[index % about.length] ?? 0 })),
    );
}

/** The reporting periods that are opened at the beginning, or hardly anything could come to pass. */
const OPENED = [
  { period: '2023-24-Q4', full: true },
  { period: '2022-23', full: false },
  { period: '2023-24', full: true },
  { period: '2022-23-Q4', full: false },
  { period: '2023-24-Q3', full: true },
];

/** The events of a council's history, in the order in which they were stored. */
export function playCouncil(moves: readonly CouncilDraw[]): StoredEvent[] {
  const council = new Council();
  council.defineArea('quality-homes', 2);
  for (const [index, { draw, who }] of moves.entries()) {
    const opened = OPENED[index];
    if (opened) council.turn(opened.period, opened.full);
    // One after another, so that some reporting periods are opened before an indicator exists and some after.
    if (index % 3 === 0) council.define(index / 3);
    if (draw.type === 'TurnCycle') council.turn(draw.period, draw.flag);
    else council.command(draw, who);
    if (index === 10) council.defineArea('best-start', 1);
  }
  return council.events;
}

/** Every other command on an indicator of which something awaits a decision takes that decision: chance hardly ever would. */
function deciding(draw: Draw, state: IndicatorState): Draw {
  const corrected = Object.values(state.figures).some((figure) => figure.pendingCorrection !== undefined);
  if (draw.pick < 3 || (!corrected && !state.pendingRestatement)) return draw;
  if (corrected) return { ...draw, type: draw.flag ? 'ApproveCorrection' : 'RejectCorrection' };
  return { ...draw, type: draw.pick === 3 ? 'RejectRestatement' : 'ApproveRestatement' };
}

class Council {
  readonly events: StoredEvent[] = [];
  private readonly revisions = new Map<string, number>();
  private readonly states = new Map<string, IndicatorState>();
  private readonly periods = new Map<PeriodKey, ReportingPeriodState>();

  define(number: number): void {
    const drawn = COUNCIL_INDICATORS[number];
    if (!drawn) return;
    const { key, area: itsArea, frequency, rollUp } = drawn;
    const described = definition({ frequency, rollUp, unit: rollUp === 'sum' ? 'number' : 'percent' });
    const by = { actor: PERFORMANCE, today: TODAY };
    this.decide(key, { type: 'DefineIndicator', ...by, indicator: key, area: itsArea, definition: described });
    const rule = { scheme: scheme(), validFrom: '2022-04-01', reason: 'As agreed.' };
    this.decide(key, { type: 'SetRatingRule', ...by, ...rule });
  }

  command(draw: Draw, who: number): void {
    const key = COUNCIL_INDICATORS[who]?.key ?? '';
    const state = this.states.get(key);
    const command = state && commandOf(deciding(draw, state), state, this.calendar());
    if (command) this.decide(key, command);
  }

  /** Opens a cycle that was never opened, closes an open one, reopens a value of a closed one. */
  turn(drawn: PeriodKey, full: boolean): void {
    const period = cycleOf(parsePeriod(drawn)).key;
    const entry = this.periods.get(period)?.entry;
    const by = { actor: PERFORMANCE, period };
    if (!entry) {
      this.decidePeriod({ ...by, type: 'OpenReportingPeriod', coverage: full ? 'full' : 'comparators-only' });
    } else if (entry.state === 'open') this.decidePeriod({ ...by, type: 'CloseReportingPeriod' });
    else this.decidePeriod({ ...by, type: 'ReopenFigure', indicator: INDICATOR, reason: 'It came late.' });
  }

  defineArea(key: string, order: number): void {
    const command = { type: 'DefineArea', actor: PERFORMANCE, area: key, name: key, aliases: [], order } as const;
    for (const event of area.decide(command, area.initialState)) this.store(`area-${key}`, event);
  }

  private decide(key: string, command: Parameters<typeof decideOrRefuse>[0]): void {
    for (const decided of decideOrRefuse(command, this.states.get(key) ?? initialIndicator)) {
      const event = this.store(`indicator-${key}`, decided);
      this.states.set(key, indicator.evolve(this.states.get(key) ?? initialIndicator, event));
    }
  }

  private decidePeriod(command: ReportingPeriodCommand): void {
    const state = this.periods.get(command.period) ?? initialReportingPeriod;
    try {
      for (const decided of reportingPeriod.decide(command, state)) {
        const event = this.store(`period-${command.period}`, decided);
        this.periods.set(command.period, reportingPeriod.evolve(state, event));
      }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }

  private calendar(): Map<PeriodKey, CalendarEntry> {
    return new Map([...this.periods].flatMap(([period, { entry }]) => (entry ? [[period, entry]] : [])));
  }

  private store<Event extends { readonly type: string; readonly data: object }>(
    streamId: string,
    event: Event,
  ): Recorded<Event> {
    const position = this.events.length + 1;
    const revision = (this.revisions.get(streamId) ?? -1) + 1;
    this.revisions.set(streamId, revision);
    const recorded = { ...asStored(event), id: `00000000-0000-4000-8000-${String(position).padStart(12, '0')}` };
    this.events.push({
      id: recorded.id,
      type: event.type,
      data: recorded.data,
      schemaVersion: 1,
      metadata: { actor: OFFICER, role: 'officer', correlationId: 'c-1', causationId: 'd-1' },
      streamId,
      revision,
      position,
      recordedAt: new Date(Date.UTC(2024, 3, 1) + position * 60_000).toISOString().replace('Z', '000Z'),
    });
    return recorded;
  }
}
