import {
  displayValue,
  decimalPlaces,
  equal,
  type ContractGovernance,
  type HeldVintage,
  type KpiStanding,
} from '@outturn/domain';
import { EarlierEditions } from './earlier-editions';
import type { EarlierFigure, EditionContracts } from './facts';

interface ShownVintage {
  readonly edition: string;
  readonly vintage: HeldVintage['vintage'];
}

/** What earlier editions showed of contracts, for the marker r. */
export class EarlierContracts {
  private readonly figures: EarlierEditions;

  constructor(
    private readonly editions: readonly EditionContracts[],
    figures: readonly EarlierFigure[],
  ) {
    this.figures = new EarlierEditions(figures);
  }

  /** A sentence for each edition that showed another value of a KPI for the same period. */
  textsOfKpi(contract: string, kpi: KpiStanding): readonly string[] {
    const { period, value } = kpi;
    if (period === undefined) return [];
    return this.valuesOf(contract, kpi, period)
      .filter((earlier) => value === undefined || !equal(earlier.value, value.value))
      .map(({ edition, shown }) => `Revised (r): edition ${edition} showed ${shown}.`);
  }

  /** What editions showed of an estimate, in their order. */
  vintagesOf(contract: string, id: string): readonly ShownVintage[] {
    return this.governances(contract).flatMap(({ edition, governance }) => {
      const held = governance.finance
        .flatMap(({ vintages, lastYear }) => [...vintages, ...(lastYear ? [lastYear] : [])])
        .find((vintage) => vintage.id === id);
      return held ? [{ edition, vintage: held.vintage }] : [];
    });
  }

  private valuesOf(contract: string, { kpi, indicatorKey }: KpiStanding, period: string) {
    if (indicatorKey !== undefined) {
      return this.figures
        .valuesOf(indicatorKey, period)
        .flatMap(({ edition, value, shown }) =>
          value === undefined ? [] : [{ edition, value, shown: shown ?? value }],
        );
    }
    return this.governances(contract).flatMap(({ edition, governance }) =>
      governance.kpis.flatMap(({ kpi: other, period: of, value, unit }) =>
        other === kpi && of === period && value !== undefined && unit !== undefined
          ? [{ edition, value: value.value, shown: displayValue(value.shown, unit, decimalPlaces(value.shown)) }]
          : [],
      ),
    );
  }

  private governances(contract: string): { edition: string; governance: ContractGovernance }[] {
    return this.editions.flatMap(({ edition, contracts }) =>
      contracts.filter((other) => other.contract === contract).map((governance) => ({ edition, governance })),
    );
  }
}
