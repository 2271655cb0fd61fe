import { randomUUID } from 'node:crypto';
import { Server, ServerCredentials, type handleUnaryCall } from '@grpc/grpc-js';
import { GossipService } from '@eventstore/db-client/generated/gossip_grpc_pb';
import { ClusterInfo, EndPoint, MemberInfo } from '@eventstore/db-client/generated/gossip_pb';
import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb';
import { SupportedMethod, SupportedMethods } from '@eventstore/db-client/generated/serverfeatures_pb';
import { UUID, type Empty } from '@eventstore/db-client/generated/shared_pb';
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb';
import { append } from './appends';
import { batchAppend } from './batch-appends';
import { Door } from './door';
import { Faults } from './faults';
import type { Log } from './log';
import { read } from './reads';
import type { ServedNode } from './served-node';
import type { Endpoint } from './statuses';

const HOST = '127.0.0.1';
/** As the real server has it up to version 24.10. */
const APPEND_LIMIT_BYTES = 1024 * 1024;

/** What a node shows to those who connect, and its key; both as PEM. */
export interface Certificate {
  readonly chain: Buffer;
  readonly key: Buffer;
}

/** One server of the double: a node of a cluster, or the only one. */
export class Node implements ServedNode {
  readonly faults = new Faults();
  readonly calls = { append: 0, batchAppend: 0, read: 0, subscribe: 0, features: 0, gossip: 0 };
  readonly subscriptions = new Set<unknown>();
  readonly subscribedAfter: bigint[] = [];
  readonly id = randomUUID();
  appendLimitBytes = APPEND_LIMIT_BYTES;
  /** Whether it does not tell where the events of a stream lie in the log, as servers before 22.6. */
  isOld = false;
  /** All nodes of the cluster, this one among them. */
  members: readonly Node[] = [this];
  leaderId = this.id;

  private constructor(
    readonly log: Log,
    private readonly server: Server,
    private readonly door: Door,
  ) {
    server.addService(StreamsService, { append: append(this), batchAppend: batchAppend(this), read: read(this) });
    server.addService(ServerFeaturesService, { getSupportedMethods: this.answerFeatures });
    server.addService(GossipService, { read: this.answerGossip });
  }

  static async start(log: Log, certificate?: Certificate): Promise<Node> {
    const server = new Server({ 'grpc.max_receive_message_length': 64 * 1024 * 1024 });
    const credentials = certificate
      ? ServerCredentials.createSsl(null, [{ cert_chain: certificate.chain, private_key: certificate.key }])
      : ServerCredentials.createInsecure();
    const port = await new Promise<number>((resolve, reject) => {
      server.bindAsync(`${HOST}:0`, credentials, (error, bound) => {
        if (error) reject(error);
        else resolve(bound);
      });
    });
    return new Node(log, server, await Door.open(port));
  }

  get endpoint(): Endpoint {
    return { host: HOST, port: this.door.port };
  }

  isLeader(): boolean {
    return this.leaderId === this.id;
  }

  leader(): Endpoint {
    return (this.members.find((node) => node.id === this.leaderId) ?? this).endpoint;
  }

  cutConnections(): void {
    this.door.cut();
  }

  /** `refusing`: the node is down. `swallowing`: connections stand and nothing comes through. */
  become(state: 'open' | 'refusing' | 'swallowing'): void {
    this.door.become(state);
  }

  async stop(): Promise<void> {
    this.server.forceShutdown();
    await this.door.close();
  }

  private readonly answerFeatures: handleUnaryCall<Empty, SupportedMethods> = (_call, answer) => {
    this.calls.features += 1;
    const features = new SupportedMethods().setEventStoreServerVersion('24.10.0');
    for (const method of ['append', 'batchappend', 'read']) {
      const supported = new SupportedMethod()
        .setServiceName('event_store.client.streams.streams')
        .setMethodName(method)
        .setFeaturesList(method === 'read' ? ['position', 'events'] : []);
      features.addMethods(supported);
    }
    answer(null, features);
  };

  private readonly answerGossip: handleUnaryCall<Empty, ClusterInfo> = (_call, answer) => {
    this.calls.gossip += 1;
    const info = new ClusterInfo();
    for (const node of this.members) {
      const { LEADER, FOLLOWER } = MemberInfo.VNodeState;
      const member = new MemberInfo()
        .setInstanceId(new UUID().setString(node.id))
        .setTimeStamp(String(Date.now()))
        .setState(node.isLeader() ? LEADER : FOLLOWER)
        .setIsAlive(true)
        .setHttpEndPoint(new EndPoint().setAddress(node.endpoint.host).setPort(node.endpoint.port));
      info.addMembers(member);
    }
    answer(null, info);
  };
}
