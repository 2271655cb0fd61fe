import { contractStream } from '@outturn/domain';
import type { ReportContract } from './contract-facts';
import { APPROVER, PERFORMANCE_TEAM } from './people';
import { eventIdOf, people, type Lane, type Step } from './step';

/** The record of a contract; its variations are agreed by somebody other than who proposes them. */
export function contractLane({ contract, steps }: ReportContract): Lane {
  const nameOf = (step: string) => `${contract} ${step}`;
  return steps.map(({ name, facts, agrees }): Step => ({
    kind: 'contract',
    name: nameOf(name),
    streamId: contractStream(contract),
    by: agrees === undefined ? PERFORMANCE_TEAM : APPROVER,
    command: (context) => {
      const about = agrees === undefined ? {} : { variationId: eventIdOf({ name: nameOf(agrees) }) };
      // The facts are those of one command, which the compiler cannot put together again.
      return { ...facts, ...about, ...people(context), cycle: context.cycle };
    },
  }));
}
