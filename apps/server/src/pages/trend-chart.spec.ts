import type { Figure } from '../api/figures';
import { trendChart } from './trend-chart';

/** Only what a drawing looks at. */
function figure(period: string, value: string | undefined, more: Partial<Figure> = {}): Figure {
  const shown = value === undefined ? undefined : { value };
  return { period, unit: 'percent', value: shown, markers: [], benchmarks: [], ...more } as unknown as Figure;
}

const QUARTERS = [figure('2023-24-Q3', '92'), figure('2023-24-Q4', '84')];

describe('the drawing of a trend', () => {
  it('needs two figures', () => {
    expect(trendChart([figure('2023-24-Q3', '92'), figure('2023-24-Q4', undefined)], [])).toBeUndefined();
  });

  it('has no style and no script in it, and is hidden from screen readers, who have the table', () => {
    const svg = trendChart(QUARTERS, []);
    expect(svg).toMatch(/^<svg aria-hidden="true" focusable="false" viewBox="0 0 760 300" /);
    expect(svg).not.toMatch(/<style|<script|\sstyle=/);
    expect(svg).toContain('Q4 of 2023/24');
  });

  it('draws targets, benchmarks and breaks where there are some, and names them', () => {
    const target = { value: '90' } as unknown as Figure['target'];
    const benchmarks = [{ value: '88', unit: 'percent' }] as unknown as Figure['benchmarks'];
    const full = [QUARTERS[0] ?? figure('2023-24-Q3', '92'), figure('2023-24-Q4', '84', { target, benchmarks })];
    const breaks = [{ id: 'b', from: '2024-01-01', kind: 'definition' as const, reason: 'Counted otherwise.' }];
    const svg = trendChart(full, breaks);
    for (const name of ['Target', 'Benchmark', 'break']) expect(svg).toContain(`>${name}<`);
    const plain = trendChart(QUARTERS, []);
    for (const name of ['Target', 'Benchmark', 'break']) expect(plain).not.toContain(`>${name}<`);
  });

  it('draws both ends of a range, and amber on either side of it', () => {
    const target = { low: '80', high: '90' } as unknown as Figure['target'];
    const why = {
      boundaries: ['75', '95'].map((boundary) => ({ level: 'amber', boundary })),
    } as unknown as Figure['why'];
    const svg = trendChart(
      [figure('2023-24-Q3', '92', { target, why }), figure('2023-24-Q4', '84', { target, why })],
      [],
    );
    for (const name of ['Target from', 'Target to', 'Bound of amber', 'Other bound of amber']) {
      expect(svg).toContain(`>${name}<`);
    }
    expect(svg).not.toContain('>Target<');
  });
});
