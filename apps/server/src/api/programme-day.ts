import { Refusal, parseDate, type DateText } from '@outturn/domain';
import { refusalProblem } from './problem';
import type { ProgrammesQuery } from './queries';

/**
 * The day from which a query looks at milestones; undefined where it does not say.
 *
 * @throws {Problem} 400 for a day that does not exist.
 */
export function dayOfProgrammes({ on }: Pick<ProgrammesQuery, 'on'>): DateText | undefined {
  try {
    return on === undefined ? undefined : parseDate(on, '/on');
  } catch (error) {
    throw error instanceof Refusal ? refusalProblem(error, 'query') : error;
  }
}
