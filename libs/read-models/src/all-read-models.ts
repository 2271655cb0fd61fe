import { annualRollUps } from './annual-roll-ups';
import { areas } from './areas';
import { corrections } from './corrections';
import { figureHistory } from './figure-history';
import { figures } from './figures';
import { indicators } from './indicators';
import { periodSummaries } from './period-summaries';
import type { ReadModel } from './projection';
import { reportingPeriods } from './reporting-periods';

/** Every read model of the program. */
export const readModels: readonly ReadModel[] = [
  indicators,
  areas,
  reportingPeriods,
  figures,
  periodSummaries,
  annualRollUps,
  figureHistory,
  corrections,
];
