import { HttpCode, UseInterceptors, applyDecorators, type Type } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBearerAuth,
  ApiCreatedResponse,
  ApiExtraModels,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiResponse,
  getSchemaPath,
} from '@nestjs/swagger';
import type { EditionFormat } from '@outturn/domain';
import { Permit } from '../security/guard';
import { PERMISSIONS, type Permission } from '../security/permissions';
import { ProblemAnswer, ReceiptAnswer } from './common-answers';
import { ReceiptInterceptor } from './receipt-interceptor';

const PROBLEMS: Readonly<Record<number, string>> = {
  400: 'Something in the request is not valid; "errors" says what and where.',
  401: 'No token, or one that does not hold.',
  403: 'The token does not allow this.',
  404: 'There is no such thing.',
  409: 'It conflicts with what has been recorded; "state" shows with what.',
  412: 'If-Match is another revision; "state" shows the current one and what was recorded since.',
  413: 'The body is larger than is taken: 1 MB, or 10 MB for a spreadsheet.',
  415: 'The body is not JSON, or not the form or the file that is asked for.',
  422: 'The Idempotency-Key was used for another request.',
  503: 'The database or the event store does not answer, or the read models have not got there yet; Retry-After says when to try again.',
};

function problems(statuses: readonly number[]) {
  return statuses.map((status) =>
    ApiResponse({
      status,
      description: PROBLEMS[status] ?? '',
      content: { 'application/problem+json': { schema: { $ref: getSchemaPath(ProblemAnswer) } } },
    }),
  );
}

function described(permission: Permission, summary: string, description: string | undefined) {
  const roles = `Roles: ${PERMISSIONS[permission].join(', ')}.`;
  return ApiOperation({ summary, description: description === undefined ? roles : `${description} ${roles}` });
}

/** A route that answers a question. */
export function Reads(answer: Type, summary: string, description?: string): MethodDecorator {
  return ReadsAs('figures.read', answer, summary, description);
}

/** A route that answers a question that not everybody may ask. */
export function ReadsAs(permission: Permission, answer: Type, summary: string, description?: string): MethodDecorator {
  return applyDecorators(
    Permit(permission),
    ApiBearerAuth(),
    described(permission, summary, description),
    ApiExtraModels(ProblemAnswer),
    ApiOkResponse({ type: answer }),
    ...problems([400, 401, 403, 404, 503]),
  );
}

const FILE_SCHEMAS = {
  json: { 'application/json': { schema: { type: 'object' as const, additionalProperties: true } } },
  html: { 'text/html': { schema: { type: 'string' as const } } },
  docx: {
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document': {
      schema: { type: 'string' as const, format: 'binary' },
    },
  },
};

/** A route that answers with a file of a report. */
export function ReadsFile(format: EditionFormat, summary: string, description?: string): MethodDecorator {
  return applyDecorators(
    Permit('figures.read'),
    ApiBearerAuth(),
    described('figures.read', summary, description),
    ApiExtraModels(ProblemAnswer),
    ApiOkResponse({
      description: 'The file.',
      content: FILE_SCHEMAS[format],
      headers: { ETag: { description: 'SHA-256 of the file.', schema: { type: 'string' } } },
    }),
    ApiResponse({ status: 304, description: 'The file is the one that `If-None-Match` names.' }),
    ...problems([400, 401, 403, 404, 503]),
  );
}

/** A route that works something out from a body and records nothing. */
export function WorksOut(permission: Permission, answer: Type, summary: string, description?: string): MethodDecorator {
  return applyDecorators(
    Permit(permission),
    ApiBearerAuth(),
    described(permission, summary, description),
    ApiExtraModels(ProblemAnswer),
    ApiOkResponse({ type: answer }),
    ...problems([400, 401, 403, 404, 409, 412, 413, 415, 503]),
  );
}

/** A route that answers with a file. */
export function Downloads(
  contentType: string | readonly string[],
  summary: string,
  description?: string,
): MethodDecorator {
  const content = [contentType].flat().map((type) => [type, { schema: { type: 'string', format: 'binary' } }] as const);
  return applyDecorators(
    Permit('figures.read'),
    ApiBearerAuth(),
    described('figures.read', summary, description),
    ApiExtraModels(ProblemAnswer),
    ApiOkResponse({
      description: 'The file.',
      content: Object.fromEntries(content),
    }),
    ...problems([400, 401, 403, 404, 503]),
  );
}

/** A route that answers with server-sent events, each of which holds an answer. */
export function ReadsEvents(permission: Permission, answer: Type, summary: string, description?: string) {
  return applyDecorators(
    Permit(permission),
    ApiBearerAuth(),
    described(permission, summary, description),
    ApiExtraModels(ProblemAnswer, answer),
    ApiOkResponse({
      description: 'The events, as they come.',
      content: { 'text/event-stream': { schema: { $ref: getSchemaPath(answer) } } },
    }),
    ...problems([400, 401, 403, 404, 503]),
  );
}

/** A route that makes something beside the ledger, or works through many rows, and answers what has become of it. */
export function Makes(permission: Permission, answer: Type, summary: string, description?: string): MethodDecorator {
  return applyDecorators(
    Permit(permission),
    ApiBearerAuth(),
    described(permission, summary, description),
    ApiExtraModels(ProblemAnswer),
    ApiCreatedResponse({ type: answer }),
    ...problems([400, 401, 403, 404, 409, 413, 415, 503]),
  );
}

const IDEMPOTENCY_KEY = ApiHeader({
  name: 'Idempotency-Key',
  required: false,
  description: 'Makes a repeat harmless: the same key and request answer the same again. 1 to 200 visible characters.',
  schema: { type: 'string', example: '0f8e7a3c-5d0f-4f3b-9b0e-2f6f2a0d7d11' },
});

/** A route that has long work done by a job. */
export function StartsJob(permission: Permission, job: Type, summary: string, description?: string): MethodDecorator {
  return applyDecorators(
    Permit(permission),
    HttpCode(202),
    ApiBearerAuth(),
    described(permission, summary, description),
    ApiExtraModels(ProblemAnswer),
    IDEMPOTENCY_KEY,
    ApiAcceptedResponse({
      type: job,
      description: 'The job that does it.',
      headers: { Location: { description: 'The job.', schema: { type: 'string' } } },
    }),
    ...problems([400, 401, 403, 404, 413, 415, 422, 429, 503]),
  );
}

/** A route that records something. */
export function Writes(permission: Permission, summary: string, description?: string): MethodDecorator {
  return applyDecorators(
    Permit(permission),
    ApiBearerAuth(),
    described(permission, summary, description),
    ApiExtraModels(ProblemAnswer),
    UseInterceptors(ReceiptInterceptor),
    IDEMPOTENCY_KEY,
    ApiHeader({
      name: 'If-Match',
      required: false,
      description: 'The revision that you have seen, in quotation marks; 412 when there is a later one.',
      schema: { type: 'string', example: '"12"' },
    }),
    ApiHeader({
      name: 'X-Correlation-Id',
      required: false,
      description: 'Your own id for this request; recorded, logged and given back.',
      schema: { type: 'string', example: 'import-2024-08-02.17' },
    }),
    ApiCreatedResponse({
      type: ReceiptAnswer,
      description: 'It has been recorded.',
      headers: {
        Location: { description: 'Where it can be read, where there is such a place.', schema: { type: 'string' } },
        ETag: { description: 'The revision, for If-Match.', schema: { type: 'string' } },
        'Idempotent-Replay': {
          description: 'true when the request had been carried out before and nothing was recorded now.',
          schema: { type: 'string' },
        },
      },
    }),
    ...problems([400, 401, 403, 404, 409, 412, 413, 415, 422, 503]),
  );
}
