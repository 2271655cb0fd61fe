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
import type { JobHandler, JobWorker, Jobs } from '@outturn/jobs';
import { ReadModelFollower } from '@outturn/read-models';
import type { Pool } from 'pg';

/** What the worker stands on. Whoever makes these closes them, after the worker. */
export interface WorkerParts {
  readonly store: EventStore;
  readonly pool: Pool;
  readonly jobs: Jobs;
  readonly handlers: readonly JobHandler[];
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

/** Does jobs for as long as the worker runs. */
@Injectable()
export class JobKeeper implements OnModuleInit, OnApplicationShutdown {
  private worker: JobWorker | undefined;

  constructor(@Inject(WORKER_PARTS) private readonly parts: WorkerParts) {}

  async onModuleInit(): Promise<void> {
    const { jobs, handlers, onError } = this.parts;
    this.worker = await jobs.work(handlers, {
      onError: (thrown) => {
        onError(thrown instanceof Error ? thrown : new Error(String(thrown)));
      },
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.worker?.close();
  }
}

@Module({ providers: [ReadModelKeeper, JobKeeper] })
export class WorkerModule {
  static on(parts: WorkerParts): DynamicModule {
    return { module: WorkerModule, providers: [{ provide: WORKER_PARTS, useValue: parts }] };
  }
}

/** A worker that runs. */
export interface RunningWorker {
  readonly follower: ReadModelFollower;
  /** Stops after the batch in hand, and lets jobs finish or hands them back. */
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
