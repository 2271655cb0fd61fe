import { absoluteTolerance, financialYear, type ContractEvent, type Kpi, type PeriodKey } from '@outturn/domain';
import type { StoredEvent } from '@outturn/event-store';
import { APPROVER, OFFICER, type EventRecorder } from './event-recorder';

const SOURCE = 'Contract management system';
const KPI_SET = 'set-1';
const LINES = ['payment', 'utilities'];
const NOTICE_REASON = 'Staffing is below the acceptable threshold.';
const KPIS: readonly Kpi[] = ['response', 'completion', 'satisfaction', 'safety', 'attendance'].map((kpi) => ({
  kpi,
  name: `Share of ${kpi} in time`,
  unit: 'percent',
  displayDecimals: 1,
  polarity: 'higher-is-better',
  target: { kind: 'target', operator: '>=', value: '90', unit: 'percent' },
}));

/** What is known of a contract from its beginning: terms, KPIs, meetings, and lines of money. */
export function* contractTerms(contract: string, year: number, recorder: EventRecorder): Generator<StoredEvent> {
  const start = `${year}-04-01`;
  const events: ContractEvent[] = [
    {
      type: 'ContractRecorded',
      data: {
        contract,
        terms: {
          name: `Services of ${contract}`,
          parties: [{ role: 'supplier', name: 'Supplier' }],
          services: ['Maintenance'],
          places: [],
          term: { start, years: 25, openEnded: false },
          procurementAct2023: 'does-not-apply',
        },
        source: SOURCE,
        recordedBy: OFFICER,
      },
    },
    {
      type: 'KpiSetAdopted',
      data: {
        set: {
          kpiSet: KPI_SET,
          name: 'KPIs of the contract',
          validFrom: start,
          scheme: absoluteTolerance('5'),
          kpis: KPIS,
          source: SOURCE,
        },
        adoptedBy: APPROVER,
      },
    },
    {
      type: 'MeetingRhythmAgreed',
      data: {
        rhythm: { rhythm: 'board', name: 'Contract board', every: 'quarter', countedFrom: start, source: SOURCE },
        recordedBy: OFFICER,
      },
    },
    ...LINES.map((line): ContractEvent => {
      const opened = { line, name: `Cost of ${line}`, direction: 'paid-by-council', source: SOURCE } as const;
      return { type: 'FinanceLineOpened', data: { line: opened, openedBy: APPROVER } };
    }),
  ];
  for (const event of events) yield recorder.contract(contract, event);
}

/** What comes of a contract in a quarter: results, forecasts, mostly a meeting, and now and then a notice. */
export function* contractQuarter(
  contract: string,
  quarter: PeriodKey,
  random: () => number,
  recorder: EventRecorder,
): Generator<StoredEvent> {
  for (const { kpi } of KPIS) {
    const value = { value: (80 + random() * 20).toFixed(1), unit: 'percent', observationStatus: ['A'] } as const;
    const result = { kpiSet: KPI_SET, kpi, period: quarter, value, source: SOURCE };
    yield recorder.contract(contract, {
      type: 'KpiResultRecorded',
      data: { result, late: random() < 0.05, recordedBy: OFFICER },
    });
  }
  const year = financialYear(Number(quarter.slice(0, 4))).key;
  for (const line of LINES) {
    const pence = String(Math.floor(random() * 10_000_000));
    const text = `Forecast of ${quarter}`;
    const vintage = { line, period: year, kind: 'forecast', pence, text, source: SOURCE } as const;
    yield recorder.contract(contract, { type: 'FinanceVintageRecorded', data: { vintage, recordedBy: OFFICER } });
  }
  if (random() < 0.9) {
    const meeting = { rhythm: 'board', period: quarter, source: SOURCE };
    yield recorder.contract(contract, { type: 'MeetingHeld', data: { meeting, recordedBy: OFFICER } });
  }
  if (random() < 0.05) {
    const notice = { kind: 'improvement', servingParty: 'authority', reason: NOTICE_REASON, source: SOURCE } as const;
    yield recorder.contract(contract, { type: 'NoticeServed', data: { notice, recordedBy: OFFICER } });
  }
}
