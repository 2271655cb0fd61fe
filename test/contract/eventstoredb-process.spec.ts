import { randomUUID } from 'node:crypto';
import { startChild } from '../support/child';
import { startEventStoreDbDouble, type EventStoreDbDouble } from '../support/eventstoredb-double';
import { until } from '../support/eventstoredb-world';

/** The double's URL has the client ask each of three nodes 20 times. */
const GOSSIPS_OF_A_SEARCH = 60;

// Where the client would end the process, which only a process of its own shows: jest hides it.

function anEvent() {
  const content = { contentType: 'application/json', data: Buffer.from('{}'), customMetadata: Buffer.alloc(0) };
  return { id: randomUUID(), type: 'outturn-submitted', ...content };
}

describe('a process that uses a cluster of EventStoreDB', () => {
  let double: EventStoreDbDouble;

  beforeEach(async () => {
    double = await startEventStoreDbDouble(3);
  });

  afterEach(() => double.stop());

  it('survives that a call breaks while no other node is found for the calls after it', async () => {
    const { leader, nodes } = double;
    const gossips = () => nodes.reduce((sum, node) => sum + node.calls.gossip, 0);
    leader.faults.failSubscriptions({ kind: 'drop', afterEvents: 1 });
    const child = startChild('eventstoredb-reading-child.ts', [double.url]);
    try {
      await child.until((lines) => lines.join() === 'read');
      await until(() => leader.subscriptions.size === 1);
      // From now on the nodes know of no cluster. A read that the leader turns away makes the client look for another.
      for (const node of nodes) node.members = [];
      const before = gossips();
      leader.faults.failReads({ kind: 'drop' });
      await until(() => gossips() > before);
      // The subscription breaks while the client looks in vain.
      double.log.append('s-2', [anEvent(), anEvent()], 'any');
      await child.until((lines) => lines.join() === 'read,failed');
      await until(() => gossips() > before + GOSSIPS_OF_A_SEARCH || child.process.exitCode !== null);
      for (const node of nodes) node.members = nodes;
      await child.until((lines) => lines.join() === 'read,failed,read');
    } finally {
      await child.killNine();
    }
  });
});
