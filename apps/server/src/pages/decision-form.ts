import { Problem } from '../api/problem';
import type { Typed } from './form';
import type { FieldError } from './page';

/** The fields in which something is decided. */
export const DECISION_FIELDS = ['revision', 'once', 'decision', 'message'] as const;
export type DecisionTyped = Typed<(typeof DECISION_FIELDS)[number]>;

/** Where each thing that a decision may be refused for was typed. */
export const DECISION_POINTERS = { '': 'decision', '/note': 'message', '/reason': 'message' };

/** What is wrong with a decision as it was typed. */
export function decisionErrors({ decision }: DecisionTyped, message: string): FieldError[] {
  if (decision !== 'approve' && decision !== 'reject') {
    return [{ field: 'decision', text: 'Choose whether you approve or reject it.' }];
  }
  if (decision === 'approve' || message !== '') return [];
  return [{ field: 'message', text: 'Say why you reject it: whoever brought it needs to know.' }];
}

/**
 * What was decided meanwhile is not there to be decided, which the page then says beside the decision that was taken.
 *
 * @throws {Problem} 409 in the place of 404; whatever else it is given as it is.
 */
export function asConflict(error: unknown): never {
  if (!(error instanceof Problem) || error.status !== 404) throw error;
  throw new Problem({ status: 409, code: error.code, detail: error.message });
}
