import { randomNumbers } from '../support/random-numbers';

/** Choices that only look random: the same seed makes the same ones. */
export class Chance {
  readonly number: () => number;

  constructor(seed: number) {
    this.number = randomNumbers(seed);
  }

  /** A whole number from 0 to just below the limit. */
  below(limit: number): number {
    return Math.floor(this.number() * limit);
  }

  /** True in that share of the cases. */
  happens(share: number): boolean {
    return this.number() < share;
  }

  oneOf<T>(items: readonly T[]): T {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new RangeError('There is nothing to choose from.');
    return item;
  }

  shuffled<T>(items: readonly T[]): T[] {
    return items
      .map((item) => ({ item, place: this.number() }))
      .sort((one, other) => one.place - other.place)
      .map(({ item }) => item);
  }
}
