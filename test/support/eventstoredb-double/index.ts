import { Log } from './log';
import { Node } from './node';

export type { AppendFault, ReadFault } from './faults';
export { Log, type LoggedEvent } from './log';
export { Node } from './node';

/**
 * An EventStoreDB in this process, for tests: speaks gRPC to the real client from the client's own service definitions.
 * One node, or a cluster whose nodes share one log.
 */
export interface EventStoreDbDouble {
  readonly log: Log;
  readonly nodes: readonly Node[];
  /** The leader: where faults are set unless a test is about the others. */
  readonly leader: Node;
  /** For one node `esdb://`, for several `esdb+discover://`. */
  readonly url: string;
  /** Makes another node the leader, as an election does. */
  elect(node: Node): void;
  stop(): Promise<void>;
}

/** Starts a double with so many nodes; the first leads. */
export async function startEventStoreDbDouble(nodeCount = 1): Promise<EventStoreDbDouble> {
  const log = new Log();
  const nodes = await Promise.all(Array.from({ length: nodeCount }, () => Node.start(log)));
  let leader = firstOf(nodes);
  const elect = (node: Node) => {
    leader = node;
    for (const member of nodes) member.leaderId = node.id;
  };
  for (const node of nodes) node.members = nodes;
  elect(leader);
  return {
    log,
    nodes,
    get leader() {
      return leader;
    },
    url: urlOf(nodes),
    elect,
    stop: async () => {
      await Promise.all(nodes.map((node) => node.stop()));
    },
  };
}

function firstOf(nodes: readonly Node[]): Node {
  const [first] = nodes;
  if (!first) throw new RangeError('A double has at least one node.');
  return first;
}

function urlOf(nodes: readonly Node[]): string {
  const hosts = nodes.map(({ endpoint }) => `${endpoint.host}:${endpoint.port}`);
  if (hosts.length === 1) return `esdb://${hosts.join()}?tls=false`;
  return `esdb://${hosts.join()}?tls=false&discoveryInterval=20&maxDiscoverAttempts=20`;
}
