import { Log } from './log';
import { Node, type Certificate } from './node';

export type { AppendFault, ReadFault } from './faults';
export { Log, type LoggedEvent } from './log';
export { Node, type Certificate } from './node';

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

/** Starts a double with so many nodes; the first leads. With a certificate, all of them speak TLS only. */
export async function startEventStoreDbDouble(nodeCount = 1, certificate?: Certificate): Promise<EventStoreDbDouble> {
  const log = new Log();
  const nodes = await Promise.all(Array.from({ length: nodeCount }, () => Node.start(log, certificate)));
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
    url: urlOf(nodes, certificate !== undefined),
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

function urlOf(nodes: readonly Node[], isTls: boolean): string {
  // Names of servers in TLS may not be addresses.
  const hosts = nodes.map(({ endpoint }) => `${isTls ? 'localhost' : endpoint.host}:${endpoint.port}`);
  if (hosts.length === 1) return `esdb://${hosts.join()}?tls=${isTls}`;
  return `esdb://${hosts.join()}?tls=${isTls}&discoveryInterval=20&maxDiscoverAttempts=20`;
}
