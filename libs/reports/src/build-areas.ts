import type { AreaForImprovement, ReportedFigure } from './content';
import type { ReportFacts } from './facts';

/** Every red and amber figure by area (report sections 6 to 12), red first; areas without one are left out. */
export function areasForImprovement(
  figures: readonly ReportedFigure[],
  areas: ReportFacts['areas'],
): readonly AreaForImprovement[] {
  const worse = figures.filter(({ status }) => status === 'red' || status === 'amber');
  const known = areas.map(({ area }) => area);
  const order = [...known, ...new Set(worse.map(({ area }) => area).filter((area) => !known.includes(area)))];
  return order.flatMap((area) => {
    const own = worse.filter((figure) => figure.area === area);
    const [first] = own;
    if (first === undefined) return [];
    const redFirst = [
      ...own.filter(({ status }) => status === 'red'),
      ...own.filter(({ status }) => status === 'amber'),
    ];
    return [{ area, name: first.areaName, figures: redFirst }];
  });
}
