import {
  Inject,
  Injectable,
  Module,
  type DynamicModule,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { EventStore } from '@outturn/event-store';
import { ReadModelFollower } from '@outturn/read-models';
import type { Pool } from 'pg';

/** What the worker stands on. Whoever makes these closes them, after the worker. */
export interface WorkerParts {
  readonly store: EventStore;
  readonly pool: Pool;
  /** Is told of errors after which the worker tries again. */
  readonly onError: (error: Error) => void;
  /** Is told of the error at which the worker has stopped: it goes no further by itself. */
  readonly onFailure: (error: Error) => void;
}

const WORKER_PARTS = Symbol('WorkerParts');

/** Keeps the read models up with the event store for as long as the worker runs. */
@Injectable()
export class ReadModelKeeper implements OnModuleInit, OnApplicationShutdown {
  readonly follower: ReadModelFollower;

  constructor(@Inject(WORKER_PARTS) parts: WorkerParts) {
    const { store, pool, onError, onFailure } = parts;
    this.follower = new ReadModelFollower({
      store,
      pool,
      onError: (thrown) => {
        const error = thrown instanceof Error ? thrown : new Error(String(thrown));
        // The follower decides whether it goes on right after it has told of the error.
        queueMicrotask(() => {
          if (this.follower.status().state === 'failed') onFailure(error);
          else onError(error);
        });
      },
    });
  }

  onModuleInit(): void {
    this.follower.start();
  }

  onApplicationShutdown(): Promise<void> {
    return this.follower.stop();
  }
}

@Module({ providers: [ReadModelKeeper] })
export class WorkerModule {
  static on(parts: WorkerParts): DynamicModule {
    return { module: WorkerModule, providers: [{ provide: WORKER_PARTS, useValue: parts }] };
  }
}

/** A worker that runs. */
export interface RunningWorker {
  readonly follower: ReadModelFollower;
  /** Stops after the batch in hand. */
  readonly close: () => Promise<void>;
}

/** Starts the worker in this process. */
export async function startWorker(parts: WorkerParts): Promise<RunningWorker> {
  // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- Nest means a plain object here.
  const context = await NestFactory.createApplicationContext(WorkerModule.on(parts), {
    logger: false,
    abortOnError: false,
  });
  return { follower: context.get(ReadModelKeeper).follower, close: () => context.close() };
}
