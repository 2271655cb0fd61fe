import type { IndicatorEvent, IndicatorState, PeriodKey, Recorded } from '@outturn/domain';

/** The periods that an event is about by its own words; none where it is about the indicator. */
export function namedPeriods(event: Recorded<IndicatorEvent>, before: IndicatorState): readonly PeriodKey[] {
  const { type, data } = event;
  if (type === 'RestatementOpened') return listedPeriods(data);
  if (type === 'RestatementApproved' || type === 'RestatementRejected') {
    return before.pendingRestatement ? listedPeriods(before.pendingRestatement) : [];
  }
  if ('period' in data) return [data.period];
  if ('target' in data) return [data.target.period];
  return 'benchmark' in data ? [data.benchmark.shownWith] : [];
}

type Listed = readonly { readonly period: PeriodKey }[];

function listedPeriods({ restated, notRestated }: { readonly restated: Listed; readonly notRestated: Listed }) {
  return [...restated, ...notRestated].map(({ period }) => period);
}
