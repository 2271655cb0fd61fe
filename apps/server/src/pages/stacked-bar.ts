/** How many indicators have each colour. */
export interface ColourCounts {
  readonly red: number;
  readonly amber: number;
  readonly green: number;
}

/** One part of a bar, in the units of its drawing. */
export interface BarPart {
  readonly colour: keyof ColourCounts;
  readonly x: number;
  readonly width: number;
  readonly labelX: number;
  /** Letter and count, so that the colour is not the only sign; empty where there is no room for it. */
  readonly label: string;
  /** Where a line separates it from the part before. */
  readonly isFirst: boolean;
}

export const BAR_WIDTH = 480;
const NARROWEST_LABEL = 34;
const COLOURS = ['red', 'amber', 'green'] as const;

/** A bar of all rated indicators, each colour as long as its count. Drawing only: the numbers stand in a table. */
export function stackedBar(counts: ColourCounts): BarPart[] {
  const rated = counts.red + counts.amber + counts.green;
  const parts: BarPart[] = [];
  let before = 0;
  for (const colour of COLOURS) {
    const count = counts[colour];
    if (count === 0) continue;
    const x = Math.round((before * BAR_WIDTH) / rated);
    before += count;
    const width = Math.round((before * BAR_WIDTH) / rated) - x;
    const label = width < NARROWEST_LABEL ? '' : `${colour.slice(0, 1).toUpperCase()} ${count}`;
    parts.push({ colour, x, width, labelX: x + width / 2, label, isFirst: parts.length === 0 });
  }
  return parts;
}
