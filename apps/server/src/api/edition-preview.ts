import { inflateRawSync } from 'node:zlib';
import { Inject, Injectable } from '@nestjs/common';
import {
  Refusal,
  publication,
  publicationStream,
  type ActorId,
  type PeriodKey,
  type PublishEdition,
} from '@outturn/domain';
import { EditionMaker, type EditionRequest } from '@outturn/editions';
import type { ReportContent } from '@outturn/reports';
import { Streams } from './streams';

/** An edition as it would be published, and what stands in its way. */
export interface EditionPreview {
  readonly edition: PublishEdition;
  readonly content: ReportContent;
  /** Why it would be refused; absent where it would be published. */
  readonly refusal?: Refusal;
}

/** Shows editions before they are published: made and decided about as they would be, and not recorded. */
@Injectable()
export class EditionPreviews {
  constructor(
    @Inject(EditionMaker) private readonly maker: EditionMaker,
    @Inject(Streams) private readonly streams: Streams,
  ) {}

  /** The edition that a request would publish now. */
  async of(period: PeriodKey, request: EditionRequest, actor: ActorId): Promise<EditionPreview> {
    const command = await this.maker.make(period, request, actor);
    if (command.type !== 'PublishEdition') throw new Error(`An edition is published, not a ${command.type}.`);
    const { state } = await this.streams.latest(publicationStream(period), publication);
    return {
      edition: command,
      content: contentOf(command),
      refusal: refusalOf(() => publication.decide(command, state)),
    };
  }
}

/** The content from its canonical form, which is one of the files. */
function contentOf({ files }: PublishEdition): ReportContent {
  const deflated = files.find(({ format }) => format === 'json')?.deflated ?? '';
  // It has just been made of a content.
  return JSON.parse(inflateRawSync(Buffer.from(deflated, 'base64')).toString('utf8')) as ReportContent;
}

function refusalOf(decide: () => unknown): Refusal | undefined {
  try {
    decide();
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}
