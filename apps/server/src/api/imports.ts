import { Inject, Injectable } from '@nestjs/common';
import type { Period } from '@outturn/domain';
import {
  ImportAcceptances,
  ImportChecks,
  type Acceptance,
  type ImportRecord,
  type Upload,
  type Uploader,
} from '@outturn/imports';
import type { Job } from '@outturn/jobs';
import { SERVER_PARTS, type ServerParts } from '../parts';
import { ROLES_OF_AREAS, rolesFor, type Identity, type Permission } from '../security/permissions';
import { enqueueAcceptance, isLong } from './import-jobs';
import { ImportTemplates } from './import-templates';
import { unknownInPath, unknownInQuery } from './request-pipes';

/** Who asks, and by which permission. */
interface Caller {
  readonly identity: Identity;
  readonly permission: Permission;
}

/** Figures by the spreadsheet, for API and pages: templates, checks, acceptances. */
@Injectable()
export class Imports {
  constructor(
    @Inject(SERVER_PARTS) private readonly parts: ServerParts,
    @Inject(ImportChecks) private readonly checks: ImportChecks,
    @Inject(ImportAcceptances) private readonly acceptances: ImportAcceptances,
    @Inject(ImportTemplates) private readonly templates: ImportTemplates,
  ) {}

  /** A workbook with what is due for a period in an area; in those of the caller, or in all, where none is named. */
  async template(period: Period, area: string | undefined, { identity }: Caller): Promise<Buffer> {
    return this.templates.workbook(period, await this.areasOf(area, identity));
  }

  /** Says of every row of a file what accepting it would do. */
  check(upload: Upload, caller: Caller): Promise<ImportRecord> {
    return this.checks.check(upload, uploaderOf(caller));
  }

  /**
   * A checked file. Who writes for areas only sees their own: what was not taken may hold what is nobody else's business.
   *
   * @throws {Problem} 404 where there is none that the caller may see.
   */
  async find(id: string, { identity }: Caller): Promise<ImportRecord> {
    const record = await this.parts.imports.find(id);
    const seesAll = rolesFor(identity, 'imports.read').some((role) => !ROLES_OF_AREAS.has(role));
    if (record === undefined || (!seesAll && record.uploadedBy !== identity.actor)) throw unknownInPath('id', id);
    return record;
  }

  /**
   * Carries out the rows of a file, as who uploaded it; of a long one as a job.
   *
   * @throws {Problem} 404 where the caller has uploaded no such file.
   */
  async accept(id: string, acceptance: Acceptance, caller: Caller): Promise<{ record: ImportRecord } | { job: Job }> {
    const uploader = uploaderOf(caller);
    const record = await this.parts.imports.find(id);
    if (record?.uploadedBy !== uploader.actor) throw unknownInPath('id', id);
    if (!isLong(record)) return { record: await this.acceptances.accept(record, acceptance, uploader) };
    await this.acceptances.refuseInVain(record, acceptance);
    return { job: await enqueueAcceptance(this.parts.jobs, record, acceptance, uploader) };
  }

  private async areasOf(asked: string | undefined, { areas }: Identity): Promise<readonly string[]> {
    if (asked === undefined && areas.length > 0) return areas;
    const known = await this.parts.readModels.areas(await this.parts.readModels.followedTo());
    if (asked === undefined) return known.flatMap(({ area }) => area ?? []);
    if (!known.some(({ area }) => area === asked)) throw unknownInQuery('area', asked);
    return [asked];
  }
}

/** Who submits for some areas, in the role that is bound to them. */
function uploaderOf({ identity, permission }: { identity: Identity; permission: Permission }): Uploader {
  const { actor, areas } = identity;
  return { actor, role: rolesFor(identity, permission).at(-1) ?? '', areas };
}
