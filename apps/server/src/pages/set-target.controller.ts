import { Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { definitionFor, dueness, parsePeriod, targetFor } from '@outturn/domain';
import { periodInShort } from '@outturn/reports';
import type { Response } from 'express';
import { ChangeIndicator } from '../api/change-indicator';
import { Parameter } from '../api/fields';
import { Problem } from '../api/problem';
import { Questions } from '../api/question';
import { IndicatorKeyPipe, PeriodPipe, unknownInPath } from '../api/request-pipes';
import { Streams } from '../api/streams';
import type { PageRequest } from './browser';
import { correctTargetHref } from './correct-target';
import { attempt, formContext, typedIn } from './form';
import { Page } from './page';
import { Pages } from './pages';
import { RefusedForms } from './refused-forms';
import { setTargetHref, setTargetPage } from './set-target';
import { SET_TARGET_FIELDS, TARGET_POINTERS, readSetTarget, targetToSet } from './target-form';

class SetTargetQuery {
  @Parameter(/^set$/, 'the word set', 'That the target has just been set.', 'set')
  readonly done?: string;
}

/** The target of a period that is not closed: set, or changed with a reason. */
@Controller('targets/:indicator/:period')
export class SetTargetController {
  constructor(
    @Inject(Questions) private readonly questions: Questions,
    @Inject(Streams) private readonly streams: Streams,
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(RefusedForms) private readonly refusedForms: RefusedForms,
    @Inject(Pages) private readonly pages: Pages,
  ) {}

  /** The form; that of a closed period is another one. */
  @Get()
  @Page('targets.set')
  async show(
    @Param('indicator', IndicatorKeyPipe) key: string,
    @Param('period', PeriodPipe) period: string,
    @Query() { done }: SetTargetQuery,
    @Req() request: PageRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string | undefined> {
    const { place, revision } = await this.placeOf(key, period);
    if (place.cycle?.state === 'closed') {
      response.redirect(303, correctTargetHref(key, period));
      return undefined;
    }
    const typed = targetToSet(revision, place.target, place.definition.unit);
    const page = setTargetPage({ ...place, typed, errors: [], isDone: done !== undefined });
    return this.pages.render(request, 'set-target', page);
  }

  @Post()
  @HttpCode(200)
  @Page('targets.set')
  async set(
    @Param('indicator', IndicatorKeyPipe) key: string,
    @Param('period', PeriodPipe) period: string,
    @Req() request: PageRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string | undefined> {
    const typed = typedIn(request, SET_TARGET_FIELDS);
    const { place } = await this.placeOf(key, period);
    const read = readSetTarget(typed, period, place);
    const outcome =
      'errors' in read
        ? read
        : await attempt(
            () => this.commands.execute(new ChangeIndicator(key, read.command, formContext(request, typed))),
            TARGET_POINTERS,
          );
    if (outcome.errors === undefined) {
      // Whoever goes on to the figure sees it against the new target.
      await this.questions.open({ minPosition: String(outcome.done.position) });
      response.redirect(303, `${setTargetHref(key, period)}?done=set`);
      return undefined;
    }
    const again = await this.refusedForms.showAgain(response, typed, outcome);
    return this.pages.render(request, 'set-target', setTargetPage({ ...place, ...again }));
  }

  /** @throws {Problem} 404 where the indicator is unknown, or has no target in such a period. */
  private async placeOf(key: string, period: string) {
    const [{ state, revision }, { entry: cycle }] = await Promise.all([
      this.streams.indicator(key),
      this.streams.cycle(period),
    ]);
    if (state.key === undefined) throw unknownInPath('indicator', key);
    const parsed = parsePeriod(period);
    const definition = definitionFor(state, parsed)?.definition;
    const due = definition && dueness(definition, parsed);
    if (definition === undefined || due === 'annual-only' || due === 'not-due') {
      const detail = `No figure of this indicator is due for ${periodInShort(period)}, so it has no target there.`;
      throw new Problem({ status: 404, code: 'no-target-due', detail });
    }
    const target = targetFor(state, period, definition.unit)?.target;
    const isSet = state.targets[period] !== undefined;
    return { place: { key, period, definition, target, isSet, cycle }, revision };
  }
}
