import { Inject, Injectable } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import { SERVER_PARTS, type ServerParts } from '../parts';

const DURATION_BUCKETS_SECONDS = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** What Prometheus reads. Labels never hold an id of a person, an indicator or a request. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();

  private readonly requests = new Histogram({
    name: 'outturn_http_request_duration_seconds',
    help: 'How long requests took, by method, route and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: DURATION_BUCKETS_SECONDS,
    registers: [this.registry],
  });

  private readonly appended = new Counter({
    name: 'outturn_events_recorded_total',
    help: 'Events that this server has recorded, by type.',
    labelNames: ['type'],
    registers: [this.registry],
  });

  private readonly writes = new Histogram({
    name: 'outturn_command_duration_seconds',
    help: 'How long commands took from loading the stream to the commit.',
    buckets: DURATION_BUCKETS_SECONDS,
    registers: [this.registry],
  });

  private readonly head = new Gauge({
    name: 'outturn_event_store_head_position',
    help: 'Position of the last event in the store.',
    registers: [this.registry],
  });

  private readonly followed = new Gauge({
    name: 'outturn_read_models_position',
    help: 'Position up to which the read models have followed the store.',
    registers: [this.registry],
  });

  private readonly lag = new Gauge({
    name: 'outturn_read_models_lag_events',
    help: 'How many events the read models are behind the store.',
    registers: [this.registry],
  });

  constructor(@Inject(SERVER_PARTS) private readonly parts: ServerParts) {
    collectDefaultMetrics({ register: this.registry });
  }

  /** Counts what a command has recorded. */
  recorded(events: readonly { readonly type: string }[], seconds: number): void {
    for (const { type } of events) this.appended.inc({ type });
    this.writes.observe(seconds);
  }

  /** Measures every request from its arrival to the end of its answer. */
  measure(request: Request, response: Response, next: NextFunction): void {
    const stop = this.requests.startTimer();
    response.once('finish', () => {
      stop({ method: methodOf(request), route: routeOf(request), status: String(response.statusCode) });
    });
    next();
  }

  /** The text that Prometheus reads. The gauges stay as they were when the database does not answer. */
  async text(): Promise<string> {
    const [head, followed] = await Promise.all([
      this.parts.store.headPosition(),
      this.parts.readModels.followedTo(),
    ]).catch(() => [undefined, undefined]);
    if (head !== undefined && followed !== undefined) {
      this.head.set(head);
      this.followed.set(followed);
      this.lag.set(Math.max(0, head - followed));
    }
    return this.registry.metrics();
  }
}

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** A label for every word that somebody sends would fill the memory. */
function methodOf(request: Request): string {
  return METHODS.has(request.method) ? request.method : 'other';
}

function routeOf(request: Request): string {
  // Express types the route as any; it is set once a route took the request.
  const route = request.route as { path?: unknown } | undefined;
  return typeof route?.path === 'string' && !route.path.includes('*') ? route.path : 'none';
}
