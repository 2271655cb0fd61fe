import busboy, { type Busboy } from 'busboy';
import { Refusal, parsePeriod } from '@outturn/domain';
import { FILE_LIMIT_BYTES, FileRefused, type Upload } from '@outturn/imports';
import type { Request } from 'express';
import { Problem, badRequest, refusalProblem } from './problem';

/** What stands around the file in a form. */
const FORM_BYTES = 16 * 1024;
const LONGEST_NAME = 200;

/** An upload with the other fields of its form. */
export interface UploadForm {
  readonly upload: Upload;
  readonly fields: ReadonlyMap<string, string>;
}

/**
 * Reads an upload: a form (`multipart/form-data`) with one file, and the period where its table does not say it.
 *
 * @throws {Problem} for a form that is none, or what it does not know.
 * @throws {FileRefused} for a file of more than 10 MB, which is not read on.
 */
export async function readUpload(request: Request): Promise<Upload> {
  return (await readUploadForm(request, [])).upload;
}

/** Reads an upload from a form that has other fields too, each at most once. */
export async function readUploadForm(request: Request, others: readonly string[]): Promise<UploadForm> {
  if (request.is('multipart/form-data') === false) throw notAForm(request);
  if (Number(request.get('content-length') ?? 0) > FILE_LIMIT_BYTES + FORM_BYTES) throw fileTooLarge();
  const form = openForm(request, others.length);
  try {
    return await gather(request, form, ['period', ...others]);
  } finally {
    request.unpipe(form);
    // What is still on its way is not kept; the server's time limit ends it.
    request.resume();
  }
}

function openForm(request: Request, others: number): Busboy {
  try {
    // One more of each than there may be, so that it is noticed.
    const parts = { files: 2, fields: 2 + others, parts: 4 + others };
    const limits = { fileSize: FILE_LIMIT_BYTES + 1, fieldSize: 100, headerPairs: 20, ...parts };
    return busboy({ headers: request.headers, limits, defParamCharset: 'utf8' });
  } catch (cause) {
    throw malformedForm(cause);
  }
}

function gather(request: Request, form: Busboy, names: readonly string[]): Promise<UploadForm> {
  return new Promise((resolve, reject) => {
    let file: Omit<Upload, 'period'> | undefined;
    // A second file can begin before what the first holds has been put together.
    let fileBegun = false;
    const fields = new Map<string, string>();
    form.on('file', (name, stream, { filename }) => {
      if (name !== 'file' || fileBegun) {
        stream.resume();
        reject(name === 'file' ? tooManyParts() : unknownPart(name));
        return;
      }
      fileBegun = true;
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('limit', () => {
        chunks.length = 0;
        reject(fileTooLarge());
      });
      stream.on('error', (cause) => {
        reject(malformedForm(cause));
      });
      stream.on('end', () => {
        file = { bytes: Buffer.concat(chunks), fileName: shownName(filename) };
      });
    });
    form.on('field', (name, value) => {
      if (name === 'file') reject(noFile());
      else if (!names.includes(name)) reject(unknownPart(name));
      else if (fields.has(name)) reject(tooManyParts());
      else fields.set(name, value);
    });
    for (const limit of ['partsLimit', 'filesLimit', 'fieldsLimit'] as const) {
      form.on(limit, () => {
        reject(tooManyParts());
      });
    }
    form.on('error', (cause) => {
      reject(malformedForm(cause));
    });
    form.on('close', () => {
      if (file === undefined) reject(badRequest('invalid-request', inBody('/file', '"file" is missing.')));
      else resolveUpload(file, fields, resolve, reject);
    });
    request.once('aborted', () => {
      reject(malformedForm());
    });
    request.pipe(form);
  });
}

function resolveUpload(
  file: Omit<Upload, 'period'>,
  fields: ReadonlyMap<string, string>,
  resolve: (form: UploadForm) => void,
  reject: (error: unknown) => void,
): void {
  try {
    const period = fields.get('period') ?? '';
    resolve({ upload: { ...file, period: period === '' ? undefined : parsePeriod(period).key }, fields });
  } catch (error) {
    reject(error instanceof Refusal ? refusalProblem(error) : error);
  }
}

/** The name as it may be shown: neither a path nor characters that cannot be seen. */
function shownName(name: string | undefined): string {
  const plain = (name ?? '').replace(/^.*[\\/]/, '').replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '');
  return plain === '' ? 'without a name' : plain.slice(0, LONGEST_NAME);
}

const inBody = (pointer: string, detail: string) => ({ in: 'body' as const, pointer, detail });

function noFile(): Problem {
  return badRequest(
    'invalid-request',
    inBody('/file', '"file" is no file, as it has no name. Send a spreadsheet with its file name.'),
  );
}

function unknownPart(name: string): Problem {
  const shown = name.slice(0, 60);
  return badRequest(
    'invalid-request',
    inBody(`/${shown}`, `There is no part "${shown}" here. Send "file" and "period".`),
  );
}

function tooManyParts(): Problem {
  return badRequest('invalid-request', inBody('', 'The form takes one "file" and at most one "period".'));
}

function fileTooLarge(): FileRefused {
  return new FileRefused('file-too-large', 'The file is larger than 10 MB. Split it.');
}

function malformedForm(cause?: unknown): Problem {
  const detail = 'The form did not arrive whole, or is no multipart/form-data. Send it again.';
  return new Problem({ status: 400, code: 'malformed-content', detail, errors: [inBody('', detail)], cause });
}

function notAForm(request: Request): Problem {
  const given = request.get('content-type')?.slice(0, 60) ?? 'nothing';
  const detail = `Send a form (multipart/form-data) with the spreadsheet as "file", not ${given}.`;
  return new Problem({
    status: 415,
    code: 'not-a-form',
    detail,
    errors: [{ in: 'header', pointer: '/content-type', detail }],
  });
}
