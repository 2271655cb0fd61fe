/** Pages of a list that is known as a whole, as GOV.UK Frontend's pagination takes them. */
export interface PageNumbers {
  readonly items: readonly { readonly number: number; readonly href: string; readonly current: boolean }[];
  readonly previousHref?: string;
  readonly nextHref?: string;
}

/** A page of a list, and the way to the others; `numbers` is absent where there is one page only. */
export interface NumberedPage<T> {
  readonly items: readonly T[];
  readonly numbers?: PageNumbers;
}

/** What an address says of the page: a whole number from 1. */
export const PAGE_NUMBER = /^[1-9]\d{0,4}$/;

/**
 * The page of a list that is asked for; the last one where there are fewer.
 *
 * @param asked number of the page, as the address says it
 * @param hrefOf the address of another page
 */
export function numberedPage<T>(
  list: readonly T[],
  size: number,
  asked: string | undefined,
  hrefOf: (number: string) => string,
): NumberedPage<T> {
  const count = Math.max(1, Math.ceil(list.length / size));
  const number = Math.min(Number(asked ?? '1'), count);
  const items = list.slice((number - 1) * size, number * size);
  if (count === 1) return { items };
  const href = (other: number) => (other < 1 || other > count ? undefined : hrefOf(String(other)));
  return {
    items,
    numbers: {
      items: nearby(number, count).map((other) => ({
        number: other,
        href: hrefOf(String(other)),
        current: other === number,
      })),
      previousHref: href(number - 1),
      nextHref: href(number + 1),
    },
  };
}

/** The first, the last, and those next to the one that is shown. */
function nearby(number: number, count: number): number[] {
  const wanted = [1, number - 1, number, number + 1, count];
  return [...new Set(wanted)].filter((other) => other >= 1 && other <= count).sort((a, b) => a - b);
}
