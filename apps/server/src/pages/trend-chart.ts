import { lastDay, parsePeriod } from '@outturn/domain';
import type { IndicatorCard } from '@outturn/read-models';
import { capitalised, periodInShort } from '@outturn/reports';
import * as echarts from 'echarts';
import type { Figure } from '../api/figures';

const WIDTH = 760;
const HEIGHT = 300;
const BLUE = '#1d70b8';
const DARK = '#0b0c0c';
const GREY = '#505a5f';
const AMBER = '#7a5a00';
const FONT = 'Arial, Helvetica, sans-serif';

/**
 * The trend of an indicator as a drawing (SVG): its figures, targets, the bounds of amber, benchmarks, breaks and
 * restated points, each by its shape and not by its colour alone. The table beside it has the numbers.
 *
 * @param figures of one kind of period, by time
 * @returns undefined where there are fewer than two figures
 */
export function trendChart(figures: readonly Figure[], breaks: IndicatorCard['breaks']): string | undefined {
  const drawn = figures.filter(({ value }) => value !== undefined);
  if (drawn.length < 2) return undefined;
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height: HEIGHT });
  try {
    chart.setOption({ ...layout(figures), series: seriesOf(figures, breaks) });
    return withoutStyles(chart.renderToSVGString());
  } finally {
    chart.dispose();
  }
}

function layout(figures: readonly Figure[]): echarts.EChartsCoreOption {
  const label = { fontFamily: FONT, fontSize: 14, color: DARK };
  return {
    animation: false,
    textStyle: { fontFamily: FONT },
    grid: { left: 70, right: 20, top: 45, bottom: 35 },
    legend: { top: 0, left: 0, itemGap: 24, itemWidth: 28, textStyle: label },
    xAxis: {
      type: 'category',
      data: figures.map(({ period }) => capitalised(periodInShort(period))),
      axisLabel: { ...label, hideOverlap: true },
      axisLine: { lineStyle: { color: GREY } },
    },
    yAxis: { type: 'value', scale: true, axisLabel: label, splitLine: { lineStyle: { color: '#cecece' } } },
  };
}

function seriesOf(figures: readonly Figure[], breaks: IndicatorCard['breaks']): echarts.SeriesOption[] {
  const line = (name: string, values: readonly (number | null)[], type: 'dashed' | 'dotted', color: string) =>
    values.every((value) => value === null)
      ? []
      : [
          {
            name,
            type: 'line' as const,
            data: [...values],
            // A bar at each period, as one alone would have no line.
            symbol: 'rect',
            symbolSize: [28, 3],
            lineStyle: { type, color, width: 2 },
            itemStyle: { color },
          },
        ];
  return [
    {
      name: 'Figure',
      type: 'line',
      data: figures.map((figure) => ({
        value: numberOf(figure.value?.value) ?? '-',
        symbol: isRestated(figure) ? 'diamond' : 'circle',
        symbolSize: isRestated(figure) ? 14 : 9,
      })),
      lineStyle: { color: BLUE, width: 3 },
      itemStyle: { color: BLUE },
      markLine: {
        silent: true,
        symbol: 'none',
        label: { formatter: 'break', fontFamily: FONT, fontSize: 14, color: DARK },
        lineStyle: { color: DARK, type: 'solid', width: 2 },
        data: breaks.flatMap(({ from }) => breakAt(figures, from)),
      },
    },
    ...line(
      'Target',
      drawn(figures, ({ target }) => target?.value),
      'dashed',
      DARK,
    ),
    ...line(
      'Target from',
      drawn(figures, ({ target }) => target?.low),
      'dashed',
      DARK,
    ),
    ...line(
      'Target to',
      drawn(figures, ({ target }) => target?.high),
      'dashed',
      DARK,
    ),
    ...line(
      'Bound of amber',
      drawn(figures, (figure) => amberBounds(figure)[0]?.boundary),
      'dotted',
      AMBER,
    ),
    ...line(
      'Other bound of amber',
      drawn(figures, (figure) => amberBounds(figure)[1]?.boundary),
      'dotted',
      AMBER,
    ),
    ...benchmarksOf(figures),
  ];
}

function benchmarksOf(figures: readonly Figure[]): echarts.SeriesOption[] {
  const data = figures.flatMap((figure, index) =>
    figure.benchmarks.flatMap(({ value, unit }) =>
      value !== undefined && unit === figure.unit ? [[index, Number(value)]] : [],
    ),
  );
  const look = { symbol: 'triangle', symbolSize: 11, itemStyle: { color: '#54319f', opacity: 1 } };
  return data.length === 0 ? [] : [{ name: 'Benchmark', type: 'scatter', ...look, data }];
}

/** A drawing has the precision of its pixels: here, and only here, a decimal becomes a number. */
function numberOf(decimal: string | undefined): number | null {
  return decimal === undefined ? null : Number(decimal);
}

function drawn(figures: readonly Figure[], decimalOf: (figure: Figure) => string | undefined): (number | null)[] {
  return figures.map((figure) => numberOf(decimalOf(figure)));
}

/** Where amber ends: one boundary, or one on either side of a range. */
export function amberBounds({ why }: Pick<Figure, 'why'>) {
  return (why?.boundaries ?? []).filter(({ level }) => level === 'amber');
}

function isRestated({ markers }: Figure): boolean {
  return ['restated', 'corrected', 'revised'].some((marker) => markers.includes(marker));
}

/** A break stands at the first period that lies behind it. */
function breakAt(figures: readonly Figure[], from: string): { xAxis: number }[] {
  const index = figures.findIndex(({ period }, at) => {
    const previous = figures[at - 1];
    return previous !== undefined && breakBefore(period, previous.period, from);
  });
  return index < 0 ? [] : [{ xAxis: index }];
}

/** Whether a break from a day on lies between a period and the one before it. */
export function breakBefore(period: string, previous: string, from: string): boolean {
  return lastDay(parsePeriod(period)) >= from && lastDay(parsePeriod(previous)) < from;
}

/** The drawing stands in the page, whose policy takes no styles: each attribute of style becomes the attribute of its name. */
function withoutStyles(svg: string): string {
  return svg
    .replace(/ style="([^"]*)"/g, (_, style: string) =>
      style
        .split(';')
        .map((declaration) => /^\s*([a-z-]+)\s*:\s*(.+?)\s*$/.exec(declaration))
        .map((found) => (found === null || found[1] === 'position' ? '' : ` ${found[1] ?? ''}="${found[2] ?? ''}"`))
        .join(''),
    )
    .replace(/<style[^>]*>.*?<\/style>/gs, '')
    .replace('<svg ', '<svg aria-hidden="true" focusable="false" viewBox="0 0 760 300" ')
    .replace(/ (width|height)="(760|300)"/, '')
    .replace(/<\?xml[^>]*>/, '');
}
