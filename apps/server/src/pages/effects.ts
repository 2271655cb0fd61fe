import { Inject, Injectable } from '@nestjs/common';
import type { Effect } from '../api/preview';
import type { Question } from '../api/question';
import { Streams } from '../api/streams';
import { SERVER_PARTS, type ServerParts } from '../parts';
import { effectView, type EffectView } from './effect';

/** Looks up what the words about an effect need. */
@Injectable()
export class Effects {
  constructor(
    @Inject(SERVER_PARTS) private readonly parts: ServerParts,
    @Inject(Streams) private readonly streams: Streams,
  ) {}

  /** What a change of an indicator would do, with the editions that have shown what it changes. */
  async inWords(key: string, effect: Effect, question: Question): Promise<EffectView> {
    const [areas, shown, { state }] = await Promise.all([
      this.parts.readModels.areas(question.latest),
      this.parts.readModels.shownFigures({ indicator: key }, question.latest),
      this.streams.indicator(key),
    ]);
    const unit = state.definitions.at(-1)?.definition.unit ?? 'number';
    return effectView({ indicator: key, unit, effect, areas, shown });
  }
}
