import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { NextFunction, Request, Response } from 'express';

interface Asset {
  readonly type: string;
  readonly content: Buffer;
}

const GOVUK = dirname(require.resolve('govuk-frontend/package.json')) + '/dist/govuk';
const OWN = join(__dirname, 'assets');
const YEAR_SECONDS = 365 * 24 * 60 * 60;

const files: ReadonlyMap<string, Asset> = new Map([
  [
    'govuk-frontend.css',
    { type: 'text/css; charset=utf-8', content: withCouncilFont(read(GOVUK, 'govuk-frontend.min.css')) },
  ],
  ['outturn.css', { type: 'text/css; charset=utf-8', content: read(OWN, 'outturn.css') }],
  ['govuk-frontend.min.js', { type: 'text/javascript; charset=utf-8', content: read(GOVUK, 'govuk-frontend.min.js') }],
  ['outturn.js', { type: 'text/javascript; charset=utf-8', content: read(OWN, 'outturn.js') }],
  ['favicon.svg', { type: 'image/svg+xml', content: read(OWN, 'favicon.svg') }],
]);

/** Where the shared files of all pages are. Their content is part of it, so a browser may keep them for a year. */
export const ASSETS_PATH = `/assets/${hashOf(files)}`;

/** Answers for the shared files: style, script and icon. */
export function serveAssets(request: Request, response: Response, next: NextFunction): void {
  const asset = request.path.startsWith(`${ASSETS_PATH}/`)
    ? files.get(request.path.slice(ASSETS_PATH.length + 1))
    : undefined;
  if (asset === undefined || (request.method !== 'GET' && request.method !== 'HEAD')) {
    next();
    return;
  }
  response
    .set('Cache-Control', `public, max-age=${YEAR_SECONDS}, immutable`)
    .set('Content-Type', asset.type)
    .send(asset.content);
}

/** GDS Transport may be used on GOV.UK only, so its files are left out and Arial stands in its place. */
function withCouncilFont(css: Buffer): Buffer {
  const text = css.toString('utf8');
  return Buffer.from(
    text
      .replaceAll(/@font-face\{[^}]*\}/g, '')
      .replaceAll(/"?GDS Transport"?,arial,sans-serif/g, 'Arial,Helvetica,sans-serif'),
  );
}

function read(folder: string, name: string): Buffer {
  return readFileSync(join(folder, name));
}

function hashOf(assets: ReadonlyMap<string, Asset>): string {
  const digest = createHash('sha256');
  for (const { content } of assets.values()) digest.update(content);
  return digest.digest('hex').slice(0, 16);
}
