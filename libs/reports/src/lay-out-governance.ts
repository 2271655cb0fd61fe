import { displayStatedDate } from '@outturn/domain';
import type {
  ReportedContract,
  ReportedFinanceLine,
  ReportedMilestone,
  ReportedProgramme,
  ReportedRisk,
  ReportedRiskRegister,
  ReportedStatement,
} from './content-governance';
import { heading, list, paragraph, row, table, words, type Block, type NotedRow } from './document';
import { enumerated, sentence } from './words';

/** A contract: how it is governed, its amounts over time, and what needs attention and why. */
export function contractBlocks({ name, parties, statements, finance, needsAttention }: ReportedContract): Block[] {
  return [
    heading(3, name),
    ...(parties.length === 0 ? [] : [paragraph(`Between ${enumerated(parties)}.`, 'aside')]),
    ...statementBlocks(`${name}: governance`, statements),
    ...financeBlocks(name, finance),
    ...(needsAttention.length === 0
      ? [paragraph('Nothing needs attention.')]
      : [paragraph('Needs attention:'), list(needsAttention.map(({ what, why }) => `${what} (${why}.)`))]),
  ];
}

function statementBlocks(caption: string, statements: readonly ReportedStatement[]): Block[] {
  if (statements.length === 0) return [];
  const columns = [words('Aspect', 2), words('What is recorded', 6)];
  return [
    table(
      caption,
      columns,
      statements.map(({ aspect, text, source }) => sourced([aspect, text], source)),
    ),
  ];
}

/** A row whose first cell has its source as a note. */
function sourced(texts: readonly (string | null)[], source: string | null): NotedRow {
  const { style, cells } = row(texts);
  const notes = source === null ? [] : [`Source: ${sentence(source)}`];
  return { style, cells: cells.map((cell, index) => (index === 0 ? { ...cell, notes } : cell)) };
}

function financeBlocks(name: string, lines: readonly ReportedFinanceLine[]): Block[] {
  if (lines.length === 0) return [];
  const differences = lines.flatMap(({ line, differences }) => differences.map((text) => `${line}: ${text}.`));
  return [
    table(
      `${name}: amounts, each estimate of each line`,
      [words('Line', 4), words('Estimate', 2), words('Amount', 3), words('By', 3), words('On', 2)],
      lines.flatMap(({ line, vintages }) =>
        vintages.map(({ kind, amount, estimatedBy, estimatedOn, source }) =>
          sourced([line, kind, amount, estimatedBy, estimatedOn], source),
        ),
      ),
    ),
    ...(differences.length === 0 ? [] : [list(differences)]),
  ];
}

/** A risk register as it was last presented. */
export function riskBlocks({ name, statements, risks }: ReportedRiskRegister): Block[] {
  return [
    heading(3, name),
    ...statementBlocks(`${name}: versions`, statements),
    ...(risks.length === 0 ? [paragraph('No single risk is recorded.')] : [riskTable(name, risks)]),
  ];
}

function riskTable(name: string, risks: readonly ReportedRisk[]): Block {
  return table(
    `${name}: risks with likelihood × impact`,
    [
      words('Risk', 4),
      words('Owner', 2),
      words('Inherent'),
      words('Current'),
      words('Target'),
      words('Movement', 2),
      words('Controls', 4),
    ],
    risks.map(({ title, owner, inherent, current, target, movement, controls }) =>
      row([title, owner, inherent, current, target, movement, controls.length === 0 ? null : controls.join('; ')]),
    ),
  );
}

/** A programme with its milestones. */
export function programmeBlocks({ name, statements, milestones }: ReportedProgramme): Block[] {
  return [
    heading(3, name),
    ...statementBlocks(`${name}: what is recorded`, statements),
    ...(milestones.length === 0 ? [] : [milestoneTable(name, milestones)]),
  ];
}

function milestoneTable(programme: string, milestones: readonly ReportedMilestone[]): Block {
  const day = (date: string | null) => date && displayStatedDate(date);
  return table(
    `${programme}: milestones`,
    [words('Milestone', 4), words('Planned'), words('Forecast'), words('Actual'), words('Slippage', 3)],
    milestones.map(({ name, planned, forecast, actual, slippage }) =>
      row([name, day(planned), day(forecast), day(actual), slippage]),
    ),
  );
}
