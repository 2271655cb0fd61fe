import type { Job, JobState } from '@outturn/jobs';
import type { ReadModelStanding } from '@outturn/read-models';
import { capitalised, counted, sentence } from '@outturn/reports';
import type { Lag } from '../api/standing';
import type { PageModel } from './page';

interface SystemInput {
  /** What keeps the events. */
  readonly product: string;
  /** Version of Node.js. */
  readonly node: string;
  readonly lag: Lag;
  readonly standings: readonly ReadModelStanding[];
  readonly underWay: readonly Job[];
  readonly failed: readonly Job[];
  /** What stopped the read models from following, where something has. */
  readonly stopped: string | undefined;
}

/** The page that says where the store and the read models stand. */
export interface SystemPage extends PageModel {
  readonly stopped?: string;
  readonly facts: readonly { readonly key: string; readonly value: string }[];
  readonly readModels: readonly {
    readonly name: string;
    readonly version: string;
    readonly position: string;
    readonly behind: string;
  }[];
}

/** Puts the page about the system together. */
export function systemPage(input: SystemInput): SystemPage {
  const { product, node, lag, standings, underWay, failed, stopped } = input;
  const { head, lagEvents, lagMs } = lag;
  const count = (wanted: JobState) => underWay.filter(({ state }) => state === wanted).length;
  return {
    title: 'System',
    ...(stopped !== undefined && { stopped: sentence(stopped) }),
    facts: [
      { key: 'Event store', value: product },
      { key: 'Last event', value: `Position ${head}` },
      { key: 'Read models', value: behindText(lagEvents, lagMs) },
      {
        key: 'Jobs',
        value: `${count('waiting')} waiting, ${count('running')} running, ${count('retrying')} to be tried again, ${failed.length} failed`,
      },
      { key: 'Node.js', value: node },
    ],
    readModels: standings.map(({ name, version, position }) => ({
      name: capitalised(name.replace(/[-_]/g, ' ')),
      version: String(version),
      position: String(position),
      behind: position >= head ? 'Up to date' : counted(head - position, 'event behind', 'events behind'),
    })),
  };
}

function behindText(events: number, milliseconds: number): string {
  if (events === 0) return 'They have followed every event';
  const seconds = counted(Math.round(milliseconds / 1000), 'second', 'seconds');
  return `They are ${counted(events, 'event', 'events')} and ${seconds} behind the store`;
}
