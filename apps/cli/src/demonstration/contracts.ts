import type { ReportContract } from './contract-facts';
import { communityContracts } from './contracts-community';
import { placesLeisure } from './contracts-places-leisure';
import { childrensTrust } from './contracts-sct';
import { serco } from './contracts-serco';
import { leisureTrust } from './contracts-slt';

/** The four contracts of section 14, and the two that the body of the report mentions (6.12, 11.1). */
export const reportContracts: readonly ReportContract[] = [
  childrensTrust,
  serco,
  placesLeisure,
  leisureTrust,
  ...communityContracts,
];
