import { Controller, Get, Inject } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { NoConnection } from '@outturn/database';
import { SERVER_PARTS, type ServerParts } from '../parts';
import { Open } from '../security/guard';
import { unavailable } from './problem';
import { Standing } from './standing';

/**
 * The oldest event that the read models have not followed may be this old. It is a time and not a number of events: a
 * load of thousands is followed within it, and a follower that has died is told by its first missing event.
 */
export const LAG_LIMIT_MS = 5_000;

/** Whether the server runs, and whether it can be asked. Says nothing of what is recorded. */
@ApiExcludeController()
@Controller('health')
export class HealthController {
  constructor(
    @Inject(SERVER_PARTS) private readonly parts: ServerParts,
    @Inject(Standing) private readonly standing: Standing,
  ) {}

  @Get('live')
  @Open()
  live() {
    return { status: 'live' };
  }

  @Get('ready')
  @Open()
  async ready() {
    await this.parts.checkDatabase().catch((error: unknown) => {
      throw unavailable('database-not-ready', databaseProblem(error), error);
    });
    await this.parts.store.checkHealth().catch((error: unknown) => {
      throw unavailable('event-store-not-ready', messageOf(error), error);
    });
    await this.parts.readModels.checkStore().catch((error: unknown) => {
      throw unavailable('read-models-of-another-store', messageOf(error), error);
    });
    const failure = this.parts.followerError?.();
    if (failure !== undefined) {
      throw unavailable(
        'read-models-stopped',
        'The read models have stopped following the store: the log says why.',
        failure,
      );
    }
    const { position, lagEvents, lagMs } = await this.standing.lag();
    if (lagMs > LAG_LIMIT_MS) {
      throw unavailable(
        'read-models-behind',
        `The read models are ${lagEvents} events and ${Math.round(lagMs / 1000)} seconds behind the store; ${LAG_LIMIT_MS / 1000} seconds are the most.`,
      );
    }
    return { status: 'ready', position, lagEvents, lagMs: Math.round(lagMs) };
  }
}

/** Anybody may ask; why there is no connection is for those who read the log. */
function databaseProblem(error: unknown): string {
  return error instanceof NoConnection ? 'The database does not answer: the log says why.' : messageOf(error);
}

/** What these checks say is a sentence for people. */
function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
