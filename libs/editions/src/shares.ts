import { decimalPlaces, divideAndRound, equal, multiply, sharePercent, type PublishedSummary } from '@outturn/domain';

const COLOURS = ['red', 'amber', 'green'] as const;

/** Per cent of the rated indicators; null where none is rated. */
export interface Shares {
  readonly red: string | null;
  readonly amber: string | null;
  readonly green: string | null;
  readonly note: string | null;
}

/** What the printed row of totals comes to, and the colours whose printed share is another. */
export interface ComputedShares {
  readonly rated: number;
  readonly computedShares: Shares;
  readonly differs: readonly (typeof COLOURS)[number][];
}

/** How many are rated, and how. */
type RatedCounts = Readonly<Record<(typeof COLOURS)[number] | 'rated', number>>;

/** The shares of the rated indicators. */
export function sharesOf({ red, amber, green, rated }: RatedCounts): Shares {
  return {
    red: sharePercent(red, rated) ?? null,
    amber: sharePercent(amber, rated) ?? null,
    green: sharePercent(green, rated) ?? null,
    note: rated === 0 ? 'no rated indicators' : null,
  };
}

/** A summary as printed, with the shares that its printed row of totals comes to. */
export function withComputedShares<Printed extends PublishedSummary & { readonly eventId: string }>(
  printed: Printed,
): Printed & ComputedShares {
  const { red, amber, green } = printed.total;
  const counts = { red, amber, green, rated: red + amber + green };
  const differs = COLOURS.filter((colour) => isOther(printed.printedShares[colour], counts[colour], counts.rated));
  return { ...printed, rated: counts.rated, computedShares: sharesOf(counts), differs };
}

/**
 * Whether a printed share is another than its count comes to. Compared with as many decimals as are printed; what is not
 * printed as a number cannot be compared.
 */
export function isOther(printed: string | undefined, count: number, rated: number): boolean {
  const share = /^\s*(\d{1,3}(?:\.\d{1,9})?)\s*%?\s*$/.exec(printed ?? '')?.[1];
  if (share === undefined) return false;
  if (rated === 0) return true;
  return !equal(share, divideAndRound(multiply(String(count), '100'), String(rated), decimalPlaces(share)));
}
