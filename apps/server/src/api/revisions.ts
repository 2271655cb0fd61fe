import { Inject, Injectable } from '@nestjs/common';
import { indicatorStream } from '@outturn/domain';
import type { Response } from 'express';
import { SERVER_PARTS, type ServerParts } from '../parts';
import type { Question } from './question';
import { unknownInPath } from './request-pipes';

/** The revisions that readers have seen: what they say in If-Match when they write. */
@Injectable()
export class Revisions {
  constructor(@Inject(SERVER_PARTS) private readonly parts: ServerParts) {}

  /**
   * The revision of an indicator as the answer shows it, also as its ETag; null for an answer about the past, on which
   * nobody can build.
   */
  announce(key: string, question: Question, response: Response): Promise<number | null> {
    return this.announceStream(indicatorStream(key), question, response);
  }

  /** The same for whatever a stream holds. */
  async announceStream(streamId: string, question: Question, response: Response): Promise<number | null> {
    if (!question.now) return null;
    // Never later than the position: who has not seen an event must not be taken to have.
    const revision = await this.parts.store.revisionAt(streamId, question.asAt.position);
    if (revision < 0) return null;
    response.setHeader('ETag', `"${revision}"`);
    return revision;
  }

  /** @throws {Problem} 404 when an indicator is not known even now. */
  async requireKnown(key: string, question: Question): Promise<void> {
    if (await this.parts.readModels.indicator(key, question.latest)) return;
    throw unknownInPath('indicator', key);
  }
}
