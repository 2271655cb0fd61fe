import { Inject, Injectable } from '@nestjs/common';
import type { Page, RegisterEntry } from '@outturn/read-models';
import { SERVER_PARTS, type ServerParts } from '../parts';
import type { Plain } from './plain';
import { pageOf, type CorrectionsQuery } from './queries';
import type { Question } from './question';
import { periodIn, unknownInQuery } from './request-pipes';

/** Reads the register of corrections. */
@Injectable()
export class CorrectionsRegister {
  constructor(@Inject(SERVER_PARTS) private readonly parts: ServerParts) {}

  /**
   * Entries of the register, the latest first.
   *
   * @throws {Problem} 400 when the query names an indicator, an area or a period that does not exist.
   */
  async of(query: Plain<CorrectionsQuery>, { asAt, latest }: Question): Promise<Page<RegisterEntry>> {
    const { indicator, area, state, kind } = query;
    const { readModels } = this.parts;
    if (indicator !== undefined && (await readModels.indicator(indicator, latest)) === undefined) {
      throw unknownInQuery('indicator', indicator);
    }
    if (area !== undefined && !(await readModels.areas(latest)).some((known) => known.area === area)) {
      throw unknownInQuery('area', area);
    }
    const period = query.period === undefined ? undefined : periodIn('query', query.period).key;
    return readModels.corrections({ indicator, period, state, kind, area }, asAt.position, pageOf(query));
  }
}
