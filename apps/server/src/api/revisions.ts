import { Inject, Injectable } from '@nestjs/common';
import { indicatorStream } from '@outturn/domain';
import { LRUCache } from 'lru-cache';
import type { Response } from 'express';
import { SERVER_PARTS, type ServerParts } from '../parts';
import type { Question } from './question';
import { unknownInPath } from './request-pipes';

const REMEMBERED = 5_000;

interface Seen {
  readonly revision: number;
  readonly position: number;
}

/** The revisions that readers have seen: what they say in If-Match when they write. */
@Injectable()
export class Revisions {
  private readonly seen = new LRUCache<string, Seen>({ max: REMEMBERED });

  constructor(@Inject(SERVER_PARTS) private readonly parts: ServerParts) {}

  /**
   * The revision of an indicator as the answer shows it, also as its ETag; null for an answer about the past, on which
   * nobody can build.
   */
  async announce(key: string, question: Question, response: Response): Promise<number | null> {
    if (!question.now) return null;
    const revision = await this.at(indicatorStream(key), question.asAt.position);
    if (revision < 0) return null;
    response.setHeader('ETag', `"${revision}"`);
    return revision;
  }

  /** @throws {Problem} 404 when an indicator is not known even now. */
  async requireKnown(key: string, question: Question): Promise<void> {
    if (await this.parts.readModels.indicator(key, question.latest)) return;
    throw unknownInPath('indicator', key);
  }

  /** Never later than the position: who has not seen an event must not be taken to have. */
  private async at(streamId: string, position: number): Promise<number> {
    const seen = this.seen.get(streamId);
    const from = seen !== undefined && seen.position <= position ? seen : { revision: -1, position: 0 };
    const options = { fromRevision: from.revision + 1, untilPosition: position };
    const last = (await this.parts.store.readStream(streamId, options)).at(-1);
    if (last === undefined) return from.revision;
    this.seen.set(streamId, { revision: last.revision, position: last.position });
    return last.revision;
  }
}
