import { Inject, Injectable } from '@nestjs/common';
import type { Response } from 'express';
import type { Problem } from '../api/problem';
import type { REVISION_FIELD, Typed } from './form';
import { missedView, recordedSince, type MissedView } from './missed';
import type { FieldError } from './page';
import { Pages } from './pages';

/** Why a form was not carried out: what its fields lack, or what the command was refused with. */
export interface Refused {
  readonly problem?: Problem;
  readonly errors: readonly FieldError[];
}

/** What a form is shown again with. */
export interface ShownAgain<Fields> {
  readonly typed: Fields;
  readonly errors: readonly FieldError[];
  readonly missed?: MissedView;
}

/** Forms that could not be carried out. */
@Injectable()
export class RefusedForms {
  constructor(@Inject(Pages) private readonly pages: Pages) {}

  /**
   * The form as it was typed, with what is wrong with it, under the status of the refusal. A stale one says what it has
   * missed, and goes on from there when it is sent again.
   */
  async showAgain<Fields extends Typed<typeof REVISION_FIELD>>(
    response: Response,
    typed: Fields,
    { problem, errors }: Refused,
  ): Promise<ShownAgain<Fields>> {
    response.status(problem?.status ?? 400);
    const since = problem && recordedSince(problem);
    if (since === undefined) return { typed, errors };
    const nameOf = await this.pages.namesOf(since.events.map(({ actor }) => actor));
    return { typed: { ...typed, revision: since.revision }, errors, missed: missedView(since, nameOf) };
  }
}
