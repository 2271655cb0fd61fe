import type { PeriodKey } from '@outturn/domain';
import type { EarlierFigure } from './facts';

/** What earlier editions showed, for the marker r: a figure that an edition had none of is late, not revised. */
export class EarlierEditions {
  private readonly figures = new Map<string, EarlierFigure[]>();

  constructor(figures: readonly EarlierFigure[]) {
    for (const figure of figures) {
      if (figure.value === undefined) continue;
      const key = keyOf(figure.indicator, figure.period);
      this.figures.set(key, [...(this.figures.get(key) ?? []), figure]);
    }
  }

  /** The values that editions showed of a figure, in the order of the editions. */
  valuesOf(indicator: string, period: PeriodKey): readonly EarlierFigure[] {
    return this.figures.get(keyOf(indicator, period)) ?? [];
  }
}

function keyOf(indicator: string, period: PeriodKey): string {
  return `${indicator} ${period}`;
}
