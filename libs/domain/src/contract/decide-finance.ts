import { parsePeriod } from '../period';
import { conflict, invalid } from '../refusal';
import { parseStatedDateIfGiven } from '../stated-date';
import { requireKey, requireText, requireTextIfGiven } from '../text';
import { parseValue } from '../unit';
import { requireKeyed, requireNewKey, saysTheSameFact } from './checks';
import { ContractCommandOf } from './commands';
import { requireNotFuture } from './decide-terms';
import { ContractEvent } from './events';
import { FinanceVintage } from './facts';
import { ContractState } from './state';

// Money, and how what is known of it grows: each estimate is a vintage beside the earlier ones.

export function openFinanceLine(
  { line, actor }: ContractCommandOf<'OpenFinanceLine'>,
  state: ContractState,
): ContractEvent {
  requireKey(line.line, '/line', 'The key of a finance line');
  requireNewKey(state.finance, line.line, '/line', 'a finance line');
  requireText(line.name, '/name', 'The name');
  requireTextIfGiven(line.against, '/against', 'What it is a balance against');
  requireText(line.source, '/source', 'The source');
  if (line.direction !== 'balance' && line.against !== undefined) {
    throw invalid('not-a-balance', 'Only a balance is a balance against something.', '/against');
  }
  return { type: 'FinanceLineOpened', data: { line, openedBy: actor } };
}

export function recordFinanceVintage(
  { vintage, actor, today }: ContractCommandOf<'RecordFinanceVintage'>,
  state: ContractState,
): ContractEvent {
  const { vintages } = requireKeyed(state.finance, vintage.line, '/line', 'finance line');
  requireVintage(vintage, '');
  requireNotFuture(vintage.estimatedOn, today, '/estimatedOn');
  const ofPeriod = vintages.filter((held) => held.vintage.period === vintage.period);
  const final = ofPeriod.find((held) => held.vintage.kind === 'final');
  if (final !== undefined) {
    throw conflict(
      'already-final',
      `The final amount for ${vintage.period} is known. Propose a correction if it is wrong.`,
      { pointer: '/period', state: final },
    );
  }
  const latest = ofPeriod.findLast((held) => held.vintage.kind === vintage.kind);
  if (latest !== undefined && saysTheSameFact(latest.vintage, vintage)) {
    throw conflict('nothing-changes', `That is the latest ${vintage.kind} for ${vintage.period} already.`, {
      state: latest,
    });
  }
  const budget = ofPeriod.find((held) => held.vintage.kind === 'budget');
  if (vintage.kind === 'budget' && budget !== undefined) {
    throw conflict(
      'budget-exists',
      `The budget for ${vintage.period} is known, and everything is measured by it. Propose a correction to change it.`,
      { pointer: '/kind', state: budget },
    );
  }
  return { type: 'FinanceVintageRecorded', data: { vintage, recordedBy: actor } };
}

/**
 * Checks an estimate. Where the source gives no amount, its words alone are kept.
 *
 * @throws {Refusal} naming the field at fault.
 */
export function requireVintage(vintage: FinanceVintage, pointer: string): void {
  const { period, pence, text, estimator, estimatedOn, statedChange, source } = vintage;
  parsePeriod(period, `${pointer}/period`);
  if (pence !== undefined) parseValue(pence, 'pence', `${pointer}/pence`);
  requireText(text, `${pointer}/text`, 'The amount in the words of its source');
  requireTextIfGiven(estimator, `${pointer}/estimator`, 'Who estimated');
  parseStatedDateIfGiven(estimatedOn, `${pointer}/estimatedOn`);
  requireText(source, `${pointer}/source`, 'The source');
  if (statedChange === undefined) return;
  parseValue(statedChange.pence, 'pence', `${pointer}/statedChange/pence`);
  requireText(statedChange.since, `${pointer}/statedChange/since`, 'Since when');
}
