import type { SuppliedValue, UnavailableReason } from '@outturn/domain';

/** Why a cell is not understood, as a stable code and a sentence that says what to do. */
export class CellRefused extends Error {
  override readonly name = 'CellRefused';
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** That a cell could be read in two ways, which is never guessed. */
export const ambiguous = (message: string): CellRefused => new CellRefused('ambiguous', message);

/** Five different things that a cell may say. That a figure is 0 is a value like another. */
export type Reading = { readonly warnings: readonly string[] } & (
  | { readonly kind: 'value'; readonly value: SuppliedValue; readonly provisional: boolean }
  | { readonly kind: 'blank' }
  | { readonly kind: 'no-data'; readonly reason: UnavailableReason; readonly note: string }
  /** The program has worked it out itself, and an export has brought it here. */
  | { readonly kind: 'rolled-up' }
  | { readonly kind: 'not-due' }
  | { readonly kind: 'not-applicable' }
);
