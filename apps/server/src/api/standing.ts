import { Inject, Injectable } from '@nestjs/common';
import { SERVER_PARTS, type ServerParts } from '../parts';

/** How far the read models are behind the store. */
export interface Lag {
  /** Up to where they have followed. */
  readonly position: number;
  /** Where the store ends. */
  readonly head: number;
  readonly lagEvents: number;
  /** Age of the oldest event that they have not followed. */
  readonly lagMs: number;
}

/** Where the store and the read models stand. */
@Injectable()
export class Standing {
  constructor(@Inject(SERVER_PARTS) private readonly parts: ServerParts) {}

  /** How far the read models are behind the store. */
  async lag(): Promise<Lag> {
    const { store, readModels } = this.parts;
    const position = await readModels.followedTo();
    const head = await store.headPosition();
    if (head <= position) return { position, head, lagEvents: 0, lagMs: 0 };
    const recordedAt = await store.recordedAt(position + 1);
    const now = (this.parts.now?.() ?? new Date()).getTime();
    const lagMs = recordedAt === undefined ? 0 : Math.max(0, now - Date.parse(recordedAt));
    return { position, head, lagEvents: head - position, lagMs };
  }
}
