import type { Api } from './api-harness';

export const HOUSING = 'quality-homes';
export const CHILDREN = 'best-start';
export const FIRE = 'qh-fire-risk-assessments';
export const ATTENDANCE = 'bs-attendance';
export const QUARTER = '2023-24-Q4';

export const definition = {
  name: 'Fire risk assessments completed',
  kind: 'indicator',
  owner: 'post-asset-management',
  unit: 'percent',
  displayDecimals: 1,
  polarity: 'higher-is-better',
  frequency: 'quarterly',
  series: 'discrete',
  rollUp: 'ratio-of-sums',
  deadBand: '0',
  validFrom: '2020-04-01',
};

/** Green on target, amber within so many of the unit or so many per cent of the target, red below. */
export function threeColours(width: string, kind: 'absolute' | 'relative' = 'absolute') {
  const tolerance = kind === 'absolute' ? { kind, width } : { kind, percent: width };
  return {
    name: `Three colours, amber within ${width} (${kind})`,
    compare: 'full-precision',
    levels: [
      { key: 'green', label: 'Green', colour: 'green', group: 'good', when: { kind: 'meets', bound: 'target' } },
      {
        key: 'amber',
        label: 'Amber',
        colour: 'amber',
        group: 'middle',
        when: { kind: 'adverse-gap', bound: 'target', operator: '<=', tolerance },
      },
      { key: 'red', label: 'Red', colour: 'red', group: 'bad', when: { kind: 'otherwise' } },
    ],
  };
}

export const rule = { scheme: threeColours('5'), validFrom: '2020-04-01', reason: 'The tests’ own assumption.' };

export function outturn(value: string, period = QUARTER, extra: object = {}) {
  return { period, value, unit: 'percent', numerator: value, denominator: '100', ...extra };
}

export function correction(value: string, period = QUARTER, extra: object = {}) {
  return {
    ...outturn(value, period),
    reason: 'Two digits were exchanged.',
    cause: 'Typed from a paper return.',
    evidence: ['export-2024-08-02'],
    ...extra,
  };
}

export function target(value: string, period = QUARTER, extra: object = {}) {
  return { period, kind: 'target', operator: '>=', value, unit: 'percent', ...extra };
}

export const indicatorPath = (key: string) => `/api/v1/indicators/${key}`;
export const figurePath = (key: string, period = QUARTER) => `${indicatorPath(key)}/figures/${period}`;
export const summaryPath = (period = QUARTER) => `/api/v1/periods/${period}/summary`;

/** Two areas with an indicator each, its rule and its target, and an open quarter. */
export async function prepare(api: Api, quarter = QUARTER): Promise<void> {
  for (const [order, [area, name]] of [
    [CHILDREN, 'Best Start'],
    [HOUSING, 'Quality Homes'],
  ].entries()) {
    await api.write('performance', '/api/v1/areas', { area, name, aliases: [], order: order + 1 });
  }
  await defineIndicator(api, FIRE, HOUSING);
  await defineIndicator(api, ATTENDANCE, CHILDREN, { name: 'School attendance' });
  await api.write('performance', `/api/v1/periods/${quarter}/opening`, { coverage: 'full' });
}

/** An indicator with a rule, and a target of 95% for the quarter. */
export async function defineIndicator(api: Api, key: string, area: string, extra: object = {}): Promise<void> {
  const body = { indicator: key, area, definition: { ...definition, ...extra } };
  await api.write('performance', '/api/v1/indicators', body);
  await api.write('performance', `${indicatorPath(key)}/rules`, rule);
  await api.write('performance', `${indicatorPath(key)}/targets`, target('95'));
}
