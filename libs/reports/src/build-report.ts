import { lastDay, parsePeriod, previousPeriod, samePeriodLastYear, yearOf, type PeriodKey } from '@outturn/domain';
import { actionsOf } from './build-actions';
import { areasForImprovement } from './build-areas';
import { changesOf } from './build-changes';
import { comparabilityOf } from './build-comparability';
import { figuresOf } from './build-figures';
import { keyMessagesOf } from './build-key-messages';
import { contractOf } from './build-contracts';
import { ragTableOf } from './build-rag-table';
import { programmeOf, riskRegisterOf } from './build-registers';
import { EarlierContracts } from './earlier-contracts';
import type { ReportContent, ReportEdition, ReportTitle } from './content';
import type { ReportFacts } from './facts';
import { capitalised, periodInWords } from './words';

/** What every draft says of itself. */
export const DRAFT_TEXT = 'Draft: not a published edition';

const ROUNDING_TEXT =
  'Figures are rounded half away from zero, once, for display; they are rated at full precision unless their rule says otherwise. Shares are of the indicators that are rated, each rounded by itself to one decimal, so they need not add up to 100.';

/**
 * The periods of which a report on a quarter or a year has tables: a fourth quarter is reported with its year (report 4.2, 4.3).
 *
 * @throws {Refusal} where the text is no period.
 */
export function reportedPeriods(key: PeriodKey): readonly PeriodKey[] {
  const period = parsePeriod(key);
  return period.kind === 'quarter' && key.endsWith('-Q4') ? [key, yearOf(period).key] : [key];
}

/** The quarter whose actions and contracts a report shows: its own, or the fourth of its year. */
export function quarterOfReport(key: PeriodKey): PeriodKey {
  const period = parsePeriod(key);
  return period.kind === 'year' ? `${key}-Q4` : key;
}

/** The periods with which the figures of a report are compared (report 2.2): the one before, and the same of last year. */
export function comparedPeriods(key: PeriodKey): readonly PeriodKey[] {
  const compared = reportedPeriods(key).flatMap((reported) => {
    const period = parsePeriod(reported);
    return [previousPeriod(period)?.key, samePeriodLastYear(period)?.key];
  });
  return [...new Set(compared)].filter((other) => other !== undefined);
}

/** The report on a period, from what was known at one position. The same facts give the same report. */
export function buildReport(facts: ReportFacts): ReportContent {
  const figures = figuresOf(facts);
  const actions = actionsOf(facts.actions, facts.areas);
  const today = facts.day ?? lastDay(parsePeriod(facts.period));
  const ragTables = facts.periods.map((period) => ragTableOf(period, facts));
  const earlierContracts = new EarlierContracts(facts.earlierContracts, facts.earlierEditions);
  return {
    version: 1,
    title: titleOf(facts),
    edition: editionOf(facts),
    keyMessages: keyMessagesOf(ragTables, figures, actions),
    ragTables,
    actions,
    areasForImprovement: areasForImprovement(figures, facts.areas),
    programmes: facts.programmes.map((programme) => programmeOf(programme, today)),
    contracts: facts.contracts.map((governance) => contractOf(governance, earlierContracts)),
    riskRegisters: facts.riskRegisters.map(riskRegisterOf),
    changes: changesOf(facts, today),
    comparability: comparabilityOf(facts, ragTables),
    figures,
  };
}

function titleOf({ council, period, rulesText }: ReportFacts): ReportTitle {
  return {
    council,
    title: 'Performance monitoring report',
    period,
    periodText: capitalised(periodInWords(period)),
    reportedPeriods: reportedPeriods(period),
    rulesText,
    roundingText: ROUNDING_TEXT,
  };
}

function editionOf({ edition, previous, asAt }: ReportFacts): ReportEdition {
  if (edition === undefined) return { edition: null, number: null, text: DRAFT_TEXT, asAt, previous, note: null };
  const { number, note } = edition;
  const text = previous === null ? `Edition ${number}` : `Edition ${number}, which follows edition ${previous.number}`;
  return { edition: edition.edition, number, text, asAt, previous, note };
}
