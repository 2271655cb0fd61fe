import { Inject, Injectable } from '@nestjs/common';
import {
  comparePeriods,
  decimalPlaces,
  definitionFor,
  displayTarget,
  displayValue,
  dueness,
  parsePeriod,
  areaFor,
  type IndicatorState,
  type Period,
} from '@outturn/domain';
import { ImportStates, STREAMS_AT_ONCE, writeTemplate, type TemplateLine } from '@outturn/imports';
import { SERVER_PARTS, type ServerParts } from '../parts';

const INDICATOR_PREFIX = 'indicator-';

/** Workbooks to fill in and import. */
@Injectable()
export class ImportTemplates {
  constructor(
    @Inject(SERVER_PARTS) private readonly parts: ServerParts,
    @Inject(ImportStates) private readonly states: ImportStates,
  ) {}

  /** A workbook with the figures that are due for a period in some areas, as recorded up to now. */
  async workbook(period: Period, areas: readonly string[]): Promise<Buffer> {
    const lines = (await this.linesOf(period)).filter(({ area }) => areas.includes(area));
    lines.sort((a, b) => (a.line.indicator < b.line.indicator ? -1 : 1));
    return writeTemplate(
      `Figures for ${period.key}: ${areas.join(', ')}`,
      lines.map(({ line }) => line),
    );
  }

  private async linesOf(period: Period): Promise<{ readonly area: string; readonly line: TemplateLine }[]> {
    const { store } = this.parts;
    const position = await store.headPosition();
    const streams = await store.streamIds(INDICATOR_PREFIX, position);
    const lines: { area: string; line: TemplateLine }[] = [];
    for (let from = 0; from < streams.length; from += STREAMS_AT_ONCE) {
      const keys = streams.slice(from, from + STREAMS_AT_ONCE).map((stream) => stream.slice(INDICATOR_PREFIX.length));
      for (const [key, { state }] of await this.states.indicators(keys, position)) {
        const line = lineOf(key, state, period);
        if (line !== undefined) lines.push({ area: areaFor(state, period), line });
      }
    }
    return lines;
  }
}

function lineOf(indicator: string, state: IndicatorState, period: Period): TemplateLine | undefined {
  const definition = definitionFor(state, period)?.definition;
  if (definition === undefined || dueness(definition, period) !== 'due') return undefined;
  const { name, unit, displayDecimals } = definition;
  const target = state.targets[period.key]?.target;
  const held = state.figures[period.key]?.held?.supplied;
  return {
    indicator,
    name,
    unit,
    displayDecimals,
    period: period.key,
    target: target === undefined ? '' : displayTarget(target, displayDecimals),
    last: lastOf(state, period),
    // A qualifier does not fit into the number; the figure is left for whoever knows it.
    held: held?.qualifier === undefined ? held?.value : undefined,
  };
}

/** The latest figure before a period that is about as long a time. */
function lastOf({ figures }: IndicatorState, period: Period): string {
  const [last] = Object.values(figures)
    .flatMap(({ period: key, held }) => (held === undefined ? [] : [{ about: parsePeriod(key), held }]))
    .filter(({ about }) => about.kind === period.kind && about.start < period.start)
    .sort((a, b) => comparePeriods(b.about, a.about));
  if (last === undefined) return '';
  const { value, unit } = last.held.supplied;
  return `${displayValue(value, unit, decimalPlaces(value))} (${last.about.key})`;
}
