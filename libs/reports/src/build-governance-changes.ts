import type { DateText } from '@outturn/domain';
import type { ReportedGovernanceChange } from './content-governance';
import type { GovernanceEvent, GovernanceHistory, GovernanceFacts } from './facts';
import { governanceLinesOf, type GovernanceLine } from './governance-lines';
import { sentence } from './words';

/**
 * What a reader would see differ of contracts, actions, risks and programmes, with who did what and why in between. Both
 * sides are judged on one day, so that nothing differs because time has passed.
 */
export function governanceChangesOf(
  history: GovernanceHistory,
  facts: GovernanceFacts,
  today: DateText,
): readonly ReportedGovernanceChange[] {
  const before = byItem(governanceLinesOf(history.before, today));
  const after = byItem(governanceLinesOf(facts, today));
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((key) =>
    changeOf(before.get(key), after.get(key), history.events),
  );
}

function byItem(lines: readonly GovernanceLine[]): ReadonlyMap<string, GovernanceLine> {
  return new Map(lines.map((line) => [[line.subject, line.key, line.item].join('\n'), line]));
}

function changeOf(
  before: GovernanceLine | undefined,
  after: GovernanceLine | undefined,
  events: readonly GovernanceEvent[],
): ReportedGovernanceChange[] {
  const line = after ?? before;
  if (line === undefined || before?.text === after?.text) return [];
  const causes = causesOf(line, events);
  const last = causes.at(-1);
  if (last === undefined) return [];
  const reason = causes.findLast((event) => event.reason !== null)?.reason ?? null;
  return [
    {
      kind: before === undefined ? 'late' : last.approvedBy === null ? 'update' : 'correction',
      subject: line.subject,
      key: line.key,
      name: line.name,
      what: line.what,
      before: before?.text ?? null,
      after: after?.text ?? null,
      reason: reason === null ? null : sentence(reason),
      by: last.by,
      approvedBy: last.approvedBy,
      on: last.on,
    },
  ];
}

/** The events that touched what a line follows from; where none did so by itself, whatever happened to the same thing. */
function causesOf({ subject, key, parts }: GovernanceLine, events: readonly GovernanceEvent[]) {
  const own = events.filter((event) => event.subject === subject && event.key === key);
  const direct = own.filter((event) => event.parts.some((part) => parts.some((start) => part.startsWith(start))));
  return direct.length > 0 ? direct : own;
}
