import { Inject, Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { Response } from 'express';
import { ChangeIndicator } from '../api/change-indicator';
import { Previews, type Proposal } from '../api/preview';
import { Questions } from '../api/question';
import type { WriteContext } from '../api/write-context';
import type { EffectView } from './effect';
import { Effects } from './effects';

/** Changes of an indicator that one person proposes and another decides. */
@Injectable()
export class Proposing {
  constructor(
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(Previews) private readonly previews: Previews,
    @Inject(Questions) private readonly questions: Questions,
    @Inject(Effects) private readonly effects: Effects,
  ) {}

  /**
   * What a proposal would change were it approved, in words. Nothing is recorded.
   *
   * @throws whatever proposing it would be refused with
   */
  async effectOf(key: string, proposal: Proposal, context: WriteContext): Promise<EffectView> {
    const question = await this.questions.open({});
    const { effect } = await this.previews.ofProposal(key, proposal, context, question);
    return this.effects.inWords(key, effect, question);
  }

  /**
   * Proposes, and goes on to the page that says so.
   *
   * @throws whatever it is refused with
   */
  async propose(
    key: string,
    proposal: ChangeIndicator['command'],
    context: WriteContext,
    response: Response,
  ): Promise<undefined> {
    const { eventIds } = await this.commands.execute(new ChangeIndicator(key, proposal, context));
    response.redirect(303, `/correct/${key}/proposals/${eventIds[0] ?? ''}`);
    return undefined;
  }
}
