import {
  Injectable,
  ValidationPipe,
  type ArgumentMetadata,
  type PipeTransform,
  type ValidationError,
} from '@nestjs/common';
import { Refusal, editionId, parseEditionId, parsePeriod, type PeriodKey } from '@outturn/domain';
import { Problem, badRequest, refusalProblem, type ProblemPlace } from './problem';
import { isInherited, unknownName } from './unknown-names';

/** Checks bodies and queries against their classes: what a class does not name is refused. */
@Injectable()
export class RequestPipe implements PipeTransform {
  private readonly body = validation('body');
  private readonly query = validation('query');

  transform(value: unknown, metadata: ArgumentMetadata): unknown {
    if (metadata.type === 'body') return this.body.transform(value, metadata);
    if (metadata.type === 'query') {
      refuseInherited(value);
      return this.query.transform(value, metadata);
    }
    return value;
  }
}

/** The check looks parameters up by name and would take what every object has for known. */
function refuseInherited(query: unknown): void {
  const name = Object.keys(Object(query) as object).find(isInherited);
  if (name !== undefined) throw invalidRequest([unknownName(name, 'query', `/${name}`)]);
}

function validation(place: 'body' | 'query'): ValidationPipe {
  return new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    stopAtFirstError: true,
    validationError: { target: false, value: false },
    exceptionFactory: (errors) => invalidRequest(errors.flatMap((error) => placesOf(error, place, ''))),
  });
}

const MOST_PLACES = 50;

function invalidRequest(places: readonly ProblemPlace[]): Problem {
  const [first] = places;
  const detail =
    places.length === 1 && first !== undefined
      ? first.detail
      : `${places.length} things are wrong with the request; "errors" says which and where.`;
  return new Problem({ status: 400, code: 'invalid-request', detail, errors: places.slice(0, MOST_PLACES) });
}

function placesOf(error: ValidationError, place: 'body' | 'query', above: string): ProblemPlace[] {
  const pointer = `${above}/${error.property.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  const own = Object.entries(error.constraints ?? {}).map(([name, message]) => ({
    in: place,
    pointer,
    detail: name === 'whitelistValidation' ? unknownName(error.property, place, pointer).detail : message,
  }));
  // The field's own check has said it better than the check of what is in it.
  const said = own.filter((entry) => !entry.detail.startsWith('nested property'));
  return [...said.slice(0, 1), ...(error.children ?? []).flatMap((child) => placesOf(child, place, pointer))];
}

const KEY = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The key of an indicator in an address. */
@Injectable()
export class IndicatorKeyPipe implements PipeTransform<string, string> {
  transform(key: string): string {
    if (KEY.test(key) && key.length <= 80) return key;
    throw unknownInPath('indicator', key);
  }
}

/** The key of an area in an address. */
@Injectable()
export class AreaKeyPipe implements PipeTransform<string, string> {
  transform(key: string): string {
    if (KEY.test(key) && key.length <= 80) return key;
    throw unknownInPath('area', key);
  }
}

/** The key of a contract in an address. */
@Injectable()
export class ContractKeyPipe implements PipeTransform<string, string> {
  transform(key: string): string {
    if (KEY.test(key) && key.length <= 80) return key;
    throw unknownInPath('contract', key);
  }
}

/** The id of an event in an address. */
@Injectable()
export class EventIdPipe implements PipeTransform<string, string> {
  transform(id: string): string {
    if (UUID.test(id)) return id.toLowerCase();
    throw unknownInPath('id', id);
  }
}

/** Any period in an address. */
@Injectable()
export class PeriodPipe implements PipeTransform<string, string> {
  transform(text: string): string {
    return periodIn('path', text).key;
  }
}

/** A quarter or a year in an address. */
@Injectable()
export class ReportingPeriodPipe implements PipeTransform<string, string> {
  transform(text: string): string {
    return reportingPeriodIn('path', text);
  }
}

/** The name of an edition in an address. */
@Injectable()
export class EditionPipe implements PipeTransform<string, string> {
  transform(name: string): string {
    try {
      const { period, number } = parseEditionId(name, '/edition');
      return editionId(period, number);
    } catch (error) {
      throw error instanceof Refusal ? unknownEdition(name) : error;
    }
  }
}

/** Reads the name of a quarter or a year. */
export function reportingPeriodIn(place: ProblemPlace['in'], text: string): PeriodKey {
  const { key, kind } = periodIn(place, text);
  if (kind === 'quarter' || kind === 'year') return key;
  throw badRequest('not-a-reporting-period', {
    in: place,
    pointer: '/period',
    detail: `${key} is not reported on its own. Give a quarter (2023-24-Q4) or a financial year (2023-24).`,
  });
}

/** Reads the name of a period. */
export function periodIn(place: ProblemPlace['in'], text: string, pointer = '/period') {
  try {
    return parsePeriod(text, pointer);
  } catch (error) {
    throw error instanceof Refusal ? refusalProblem(error, place) : error;
  }
}

/** That an address names what does not exist. */
export function unknownInPath(what: 'indicator' | 'area' | 'contract' | 'id', name: string): Problem {
  const detail =
    what === 'id'
      ? `There is nothing with the id "${name.slice(0, 60)}". Take the id from the answer that made it.`
      : `There is no ${what} "${name.slice(0, 60)}". Look it up at /api/v1/${what}s.`;
  const code = what === 'id' ? 'unknown-id' : `unknown-${what}`;
  return new Problem({ status: 404, code, detail, errors: [{ in: 'path', pointer: `/${what}`, detail }] });
}

/** That an address names an edition which has not been published. */
export function unknownEdition(name: string): Problem {
  const detail = `There is no edition "${name.slice(0, 60)}". Look it up at /api/v1/publications.`;
  const errors = [{ in: 'path', pointer: '/edition', detail } as const];
  return new Problem({ status: 404, code: 'unknown-edition', detail, errors });
}

/** The key of a reconciliation in an address. */
@Injectable()
export class ReconciliationPipe implements PipeTransform<string, string> {
  transform(key: string): string {
    if (/^[0-9a-f]{16}-[1-9]\d{0,3}$/.test(key)) return key;
    throw unknownReconciliation(key);
  }
}

/** That an address names a reconciliation which is not recorded. */
export function unknownReconciliation(key: string): Problem {
  const detail = `There is no reconciliation "${key.slice(0, 60)}". Look it up at /api/v1/reconciliations.`;
  const errors = [{ in: 'path', pointer: '/reconciliation', detail } as const];
  return new Problem({ status: 404, code: 'unknown-reconciliation', detail, errors });
}

/** That a filter names what does not exist. */
export function unknownInQuery(what: 'indicator' | 'area', name: string): Problem {
  return unknownIn('query', what, name);
}

/** That a field names what does not exist. */
export function unknownIn(place: ProblemPlace['in'], what: 'indicator' | 'area', name: string): Problem {
  const detail = `There is no ${what} "${name.slice(0, 60)}". Look it up at /api/v1/${what}s.`;
  return badRequest(`unknown-${what}`, { in: place, pointer: `/${what}`, detail });
}
