import { annualRollUps } from './annual-roll-ups';
import { areas } from './areas';
import { awaitedDecisions } from './awaited-decisions';
import { businessPlans } from './business-plans';
import { contracts } from './contracts';
import { corrections } from './corrections';
import { editions } from './editions';
import { figureHistory } from './figure-history';
import { figures } from './figures';
import { indicators } from './indicators';
import { periodSummaries } from './period-summaries';
import { programmes } from './programmes';
import type { ReadModel } from './projection';
import { publishedActions } from './published-actions';
import { reconciliations } from './reconciliations';
import { reportingPeriods } from './reporting-periods';
import { riskRegisters } from './risk-registers';

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
  awaitedDecisions,
  editions,
  publishedActions,
  businessPlans,
  riskRegisters,
  programmes,
  contracts,
  reconciliations,
];
