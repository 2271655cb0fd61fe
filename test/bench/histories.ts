import { createGeneratedDatabase } from './generated-database';

/** A generated history in a database of its own. */
export interface History {
  readonly url: string;
  readonly indicators: number;
  readonly contracts: number;
}

const YEARS = 10;
const EVENTS_OF_AN_INDICATOR = 167;
const INDICATORS_A_CONTRACT = 50;

/** Generated histories of about so many events; each is made when it is first asked for, and used by all measurements. */
export class Histories {
  private readonly made = new Map<number, Promise<History>>();

  constructor(private readonly serverUrl: string) {}

  of(events: number): Promise<History> {
    const history = this.made.get(events) ?? this.make(events);
    this.made.set(events, history);
    return history;
  }

  private async make(events: number): Promise<History> {
    console.log(`  a history of about ${events} events is made`);
    const indicators = Math.ceil(events / EVENTS_OF_AN_INDICATOR);
    const contracts = Math.ceil(indicators / INDICATORS_A_CONTRACT);
    const size = { indicators, contracts, years: YEARS, seed: 1 };
    return {
      url: await createGeneratedDatabase(this.serverUrl, `bench_history_${events}`, size),
      indicators,
      contracts,
    };
  }
}
