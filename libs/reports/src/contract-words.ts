import {
  decimalPlaces,
  displayStatedDate,
  displayTarget,
  displayValue,
  isTravelKnown,
  type ContractGovernance,
  type ContractNotice,
  type ContractTerms,
  type DataStanding,
  type KpiStanding,
  type MeetingStanding,
  type TermStanding,
  type Unit,
} from '@outturn/domain';
import { capitalised, counted, enumerated, periodInShort, periodsInShort, sentence } from './words';

// What is said of contracts, in the words of a report (its section 14).

/** What a contract is worth: `Circa £34,000,000 a year`. */
export function valueText({ pence, basis, qualifier, text }: NonNullable<ContractTerms['value']>): string {
  const words = text === undefined ? '' : ` ("${text}")`;
  const amount = `${qualified(qualifier)}${displayValue(pence, 'pence', 0)}`;
  return sentence(`${capitalised(amount)} ${basis === 'per-year' ? 'a year' : 'over the whole term'}${words}`);
}

/** A word such as "circa", to stand before an amount. */
export function qualified(qualifier: string | undefined): string {
  return qualifier === undefined ? '' : `${qualifier.replaceAll('-', ' ')} `;
}

const TERM_TEXTS: Readonly<Record<TermStanding['status'], string>> = {
  'not-started': 'Not started',
  running: 'Running',
  ended: 'Ended',
  'open-ended': 'Open-ended',
  'end-not-known': 'The end is not known',
};

/** From when to when a contract runs, and how much of it is left. */
export function termText({
  status,
  start,
  end,
  years,
  monthsRemaining,
  measuredOn,
  extensionDeclined,
}: TermStanding): string {
  const facts = [
    start !== undefined && `from ${displayStatedDate(start)}`,
    end !== undefined && `to ${displayStatedDate(end)}`,
    years !== undefined && counted(years, 'year', 'years'),
  ].filter((fact) => fact !== false);
  const left =
    monthsRemaining === undefined ? '' : ` ${monthsText(monthsRemaining)} remain on ${displayStatedDate(measuredOn)}.`;
  const declined = extensionDeclined === undefined ? '' : ` Not to be extended: ${sentence(extensionDeclined.reason)}`;
  return `${sentence([TERM_TEXTS[status], ...facts].join(', '))}${left}${declined}`;
}

function monthsText({ atLeast, atMost }: NonNullable<TermStanding['monthsRemaining']>): string {
  return atLeast === atMost ? `${atLeast} whole months` : `${atLeast} to ${atMost} whole months`;
}

const STATUS_TEXTS: Readonly<Record<KpiStanding['status'], string>> = {
  'not-due': 'not due',
  'data-not-available': 'data not available',
  'rag-not-applicable': 'RAG N/A',
  red: 'red',
  amber: 'amber',
  green: 'green',
};

type KpiTravel = NonNullable<KpiStanding['travel']>['previousPeriod'];

/** How a KPI stands: its value and colour with the inequality, how it moved or why that cannot be said, and its note. */
export function kpiText(kpi: KpiStanding): string {
  const { name, status, reason, period, value, unit, displayDecimals, target, inequality, travel, late } = kpi;
  const facts = [
    value && unit ? qualifiedValue(value.qualifier, value.shown, unit) : null,
    STATUS_TEXTS[status],
    target ? `target ${displayTarget(target, displayDecimals ?? 0)}` : null,
    inequality ?? null,
    period === undefined ? null : periodInShort(period),
    late === true ? 'recorded after the quarter was closed' : null,
    ...(travel && unit ? [travel.previousPeriod, travel.samePeriodLastYear].map((one) => earlierText(one, unit)) : []),
  ].filter((fact) => fact !== null && fact !== '');
  const texts = [
    `${name}: ${[...new Set(facts)].join(', ')}`,
    reason,
    value?.note,
    ...(travel
      ? [
          notComparableText(travel.previousPeriod, value?.note),
          notComparableText(travel.samePeriodLastYear, value?.note),
        ]
      : []),
  ].flatMap((text) => (text === undefined || text === '' ? [] : [sentence(periodsInShort(text))]));
  return [...new Set(texts)].join(' ');
}

function qualifiedValue(qualifier: string | undefined, value: string, unit: Unit): string {
  return `${qualified(qualifier)}${displayValue(value, unit, decimalPlaces(value))}`;
}

function earlierText({ direction, earlierPeriod, earlierValue, earlierQualifier }: KpiTravel, unit: Unit) {
  if (!isTravelKnown(direction) || earlierPeriod === undefined || earlierValue === undefined) return null;
  const earlier = qualifiedValue(earlierQualifier, earlierValue, unit);
  return `${direction.replaceAll('-', ' ')} from ${earlier} in ${periodInShort(earlierPeriod)}`;
}

/** That two figures do not compare, and why where the note of the value has not said so already. */
function notComparableText({ direction, earlierPeriod, reason }: KpiTravel, note?: string): string | undefined {
  if (direction !== 'not-comparable' || earlierPeriod === undefined) return undefined;
  const because = reason === undefined || reason === note ? '' : `: ${reason}`;
  return `Not comparable with ${periodInShort(earlierPeriod)}${because}`;
}

const TIMELINESS_TEXTS: Readonly<Record<DataStanding['timeliness'], string>> = {
  'on-time': 'received on time',
  late: 'received late',
  overdue: 'overdue',
  awaited: 'awaited',
  'not-known': 'received; whether on time is not known',
};

/** Whether data came, whether in time, and how far they have been checked. */
export function dataText({
  delivery,
  period,
  timeliness,
  dueOn,
  firstReceivedOn,
  complete,
  maturity,
  note,
}: DataStanding): string {
  const facts = [
    TIMELINESS_TEXTS[timeliness],
    dueOn !== undefined && `due on ${displayStatedDate(dueOn)}`,
    firstReceivedOn !== undefined && `first received on ${displayStatedDate(firstReceivedOn)}`,
    complete !== undefined && (complete ? 'complete' : 'not complete'),
    maturity !== undefined && maturity,
  ].filter((fact) => fact !== false);
  const text = `${capitalised(delivery.replaceAll('-', ' '))}, ${periodInShort(period)}: ${facts.join(', ')}.`;
  return note === undefined ? text : `${text} ${sentence(note)}`;
}

/** Which meetings were held, against how often it was agreed to meet. */
export function meetingText({ name, every, held, overdue, counted: isCounted, note }: MeetingStanding): string {
  const agreed = every === 'not-stated' ? 'how often is not stated' : `every ${every}`;
  const days = held.map(({ heldOn, period }) =>
    heldOn === undefined ? `for ${periodInShort(period)}, on a day that is not stated` : displayStatedDate(heldOn),
  );
  const facts = [
    days.length === 0 ? 'none is recorded in the quarter' : `held: ${enumerated(days)}`,
    ...(overdue.length > 0 ? [`overdue: ${enumerated(overdue.map(periodInShort))}`] : []),
    ...(isCounted ? [] : ['from when they are counted is not known, so none is called overdue']),
  ];
  const text = `${name}, ${agreed}: ${facts.join('; ')}.`;
  return note === undefined ? text : `${text} ${sentence(note)}`;
}

const NOTICE_NAMES: Readonly<Record<ContractNotice['kind'], string>> = {
  remediation: 'A remediation notice',
  improvement: 'An improvement notice',
  default: 'A default notice',
  termination: 'A termination notice',
  other: 'A notice',
};

/** A notice that is open: by whom it was served, when and why. */
export function noticeText({ kind, servedOn, servingParty, reason }: ContractNotice): string {
  const served = servedOn === undefined ? '' : ` of ${displayStatedDate(servedOn)}`;
  return `${NOTICE_NAMES[kind]}${served}, served by the ${servingParty}: ${sentence(reason)}`;
}

type Pending = ContractGovernance['pending'][number];

/** What somebody has proposed and nobody else has decided yet. */
export function pendingText(proposal: Pending): string {
  if (proposal.kind === 'rating') {
    const { kpi, rating, reason } = proposal.rating;
    return `${kpi ?? 'The contract'} to be rated ${rating.replaceAll('-', ' ')}, proposed by ${proposal.proposedBy}: ${sentence(reason)}`;
  }
  const { correction, justification, proposedBy } = proposal;
  return `A correction of ${correctedText(correction)}, proposed by ${proposedBy}: ${sentence(justification.reason)}`;
}

function correctedText(correction: Extract<Pending, { kind: 'correction' }>['correction']): string {
  switch (correction.subject) {
    case 'terms':
      return 'the terms of the contract';
    case 'finance-vintage':
      return `an amount, "${correction.from.text}" to "${correction.to.text}"`;
    case 'kpi-result': {
      const { from, to } = correction;
      return `a result, ${qualifiedValue(from.qualifier, from.value, from.unit)} to ${qualifiedValue(to.qualifier, to.value, to.unit)}`;
    }
  }
}
