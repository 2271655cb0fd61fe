import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import ts from 'typescript';
import { eventTypes } from '@outturn/read-models';

// Style that a linter cannot see, as an ordinary test.

const ROOT = join(__dirname, '..');
const NOT_SOURCE = new Set(['node_modules', 'dist', 'data', 'coverage', '.git']);
const MAXIMUM_FUNCTION_LINES = 70;
const MAXIMUM_FILE_LINES = 300;
/** Files that may be longer, each with its reason. */
const LONGER_FILES: Readonly<Record<string, string>> = {};

interface SourceFile {
  readonly path: string;
  readonly text: string;
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (NOT_SOURCE.has(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

const everyFile: readonly SourceFile[] = filesBelow(ROOT)
  .filter((path) => /\.(ts|mjs|cjs|json|md|yml|sh)$|(^|\/)(run|Dockerfile|\.[a-z]+(rc|ignore))$/.test(path))
  .map((path) => ({ path: relative(ROOT, path).split(sep).join('/'), text: readFileSync(path, 'utf8') }));
const programs = everyFile.filter(({ path }) => /\.(ts|mjs|cjs)$/.test(path));
const specs = programs.filter(({ path }) => path.endsWith('.spec.ts') || path.endsWith('.contract.ts'));
/** What the programs consist of; tests may be as long as their cases are many. */
const sources = programs.filter((file) => /^(apps|libs|scripts)\//.test(file.path) && !specs.includes(file));
const written = everyFile.filter(({ path }) => path !== 'package-lock.json');

function offenders(files: readonly SourceFile[], pattern: RegExp): string[] {
  return files.flatMap(({ path, text }) =>
    text
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}: ${line.trim().slice(0, 120)}`] : [])),
  );
}

function dependenciesOfProject(): Readonly<Record<string, string>> {
  const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    readonly dependencies: Readonly<Record<string, string>>;
    readonly devDependencies: Readonly<Record<string, string>>;
  };
  return { ...manifest.dependencies, ...manifest.devDependencies };
}

/** Licences under which anybody may use a program and pass it on, with no more than a notice. */
const FREE_LICENCES = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'MIT/X11',
  'PostgreSQL',
  'Python-2.0',
  'Unlicense',
  'Zlib',
]);
/** What ExcelJS brings along, for the reading of workbooks, which is never called: no release states a licence. */
const WITHOUT_LICENCE = ['buffers'];

/** The licence that an installed package states, as an SPDX expression; older packages list theirs. */
function licenceOf(path: string): string | undefined {
  const { license, licenses } = JSON.parse(readFileSync(join(ROOT, path, 'package.json'), 'utf8')) as {
    readonly license?: string;
    readonly licenses?: readonly { readonly type: string }[];
  };
  return license ?? licenses?.map(({ type }) => type).join(' OR ');
}

/** Of licences to choose from one must be free, and of those that hold together all. */
function isFree(expression: string): boolean {
  const choices = expression.replace(/[()]/g, '').split(' OR ');
  return choices.some((choice) => choice.split(' AND ').every((licence) => FREE_LICENCES.has(licence)));
}

describe('the core', () => {
  it('has no clock and no chance', () => {
    const core = sources.filter(({ path }) => path.startsWith('libs/domain/'));
    expect(core.length).toBeGreaterThan(10);
    expect(offenders(core, /\bDate\.now\b|new Date\(\)|\bDate\(\)|Math\.random|\bprocess\.|\bcrypto\b/)).toEqual([]);
  });
});

describe('functions and files', () => {
  it(`have fewer than ${MAXIMUM_FUNCTION_LINES} lines a function`, () => {
    expect(sources.filter(({ path }) => path.endsWith('.ts')).flatMap(longFunctions)).toEqual([]);
  });

  it(`have fewer than ${MAXIMUM_FILE_LINES} lines a file`, () => {
    const long = sources.filter(({ path, text }) => lineCount(text) >= MAXIMUM_FILE_LINES && !(path in LONGER_FILES));
    expect(long.map(({ path, text }) => `${path}: ${lineCount(text)} lines`)).toEqual([]);
  });

  it('are not excused from a limit that they keep', () => {
    const needless = Object.keys(LONGER_FILES).filter((path) => {
      const file = sources.find((candidate) => candidate.path === path);
      return file === undefined || lineCount(file.text) < MAXIMUM_FILE_LINES;
    });
    expect(needless).toEqual([]);
  });
});

function longFunctions({ path, text }: SourceFile): string[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true);
  const found: string[] = [];
  function visit(node: ts.Node): void {
    if (ts.isFunctionLike(node) && 'body' in node && node.body !== undefined) {
      const first = source.getLineAndCharacterOfPosition(node.getStart()).line;
      const lines = source.getLineAndCharacterOfPosition(node.end).line - first + 1;
      if (lines >= MAXIMUM_FUNCTION_LINES) found.push(`${path}:${first + 1}: ${lines} lines`);
    }
    ts.forEachChild(node, visit);
  }
  visit(source);
  return found;
}

function lineCount(text: string): number {
  return text.split('\n').length - 1;
}

describe('events', () => {
  const folder = join(ROOT, 'test/fixtures/events');

  it('have a golden fixture for every version of every type', () => {
    const wanted = Object.entries(eventTypes).flatMap(([type, { current }]) =>
      Array.from({ length: current }, (_, index) => `${type}.v${index + 1}.json`),
    );
    expect(wanted.filter((name) => !existsSync(join(folder, name)))).toEqual([]);
    expect(readdirSync(folder).filter((name) => !wanted.includes(name))).toEqual([]);
  });
});

describe('what is written', () => {
  it('leaves out no test and picks none', () => {
    const pattern = /\b(describe|it|test)\.(only|skip|todo|failing)\b|\b(fdescribe|fit|xdescribe|xit|xtest)\(/;
    expect(offenders(specs, pattern)).toEqual([]);
  });

  it('puts nothing off', () => {
    expect(offenders(written, /\b(TO{1}DO|FIX{1}ME|X{3})\b/)).toEqual([]);
  });

  it('names no path of the machine it was written on', () => {
    expect(offenders(written, /(?<![\w.:~-])\/(work|home|root|Users)\/\w/)).toEqual([]);
  });
});

describe('pages', () => {
  const folder = 'apps/server/src/pages/views/';
  /** What other views are made of. */
  const PARTS = ['layout.njk', 'macros.njk'];

  it('are each looked at in a browser', () => {
    const views = readdirSync(join(ROOT, folder)).filter((name) => name.endsWith('.njk') && !PARTS.includes(name));
    const browserSpecs = specs.filter(({ path }) => path.startsWith('test/browser/'));
    const named = new Set(
      browserSpecs.flatMap(({ text }) =>
        [...text.matchAll(/^\/\/ Views: (.+)$/gm)].flatMap(([, names = '']) => names.split(', ')),
      ),
    );
    expect(views.filter((name) => !named.has(name.replace('.njk', '')))).toEqual([]);
  });

  it('have no script and no style in them', () => {
    const views = filesBelow(join(ROOT, folder)).map((path) => ({ path, text: readFileSync(path, 'utf8') }));
    expect(offenders(views, /<script(?![^>]* src=)|<style|\sstyle=|\son[a-z]+=|javascript:/)).toEqual([]);
  });

  it('escape what is put into them, but for drawings and forms that are made here', () => {
    const views = filesBelow(join(ROOT, folder)).map((path) => ({
      path: basename(path),
      text: readFileSync(path, 'utf8'),
    }));
    expect(offenders(views, /\| *safe/).map((found) => found.split(':')[0])).toEqual([
      'indicator.njk',
      'provider-sign-out.njk',
    ]);
  });
});

describe('dependencies', () => {
  const all = dependenciesOfProject();

  it('are exact', () => {
    const loose = Object.entries(all).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version));
    expect(loose).toEqual([]);
  });

  it('are each listed in the README with their licence and their reason', () => {
    const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
    const rows = [...readme.matchAll(/^\| `([^`]+)` +\| (\S.*?) +\| \S.* \|$/gm)];
    const listed = Object.fromEntries(rows.map(([, name = '', licence = '']) => [name, licence]));
    const stated = Object.keys(all).map((name) => [name, licenceOf(`node_modules/${name}`) ?? 'not stated']);
    expect(listed).toMatchObject(Object.fromEntries(stated));
  });

  it('and what they depend on may be used and passed on by anybody', () => {
    const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
      readonly packages: Readonly<Record<string, { readonly dev?: boolean; readonly optional?: boolean }>>;
    };
    // What is optional is there on some machines only: the same program for another system.
    const needed = Object.entries(lock.packages).filter(
      ([path, { dev, optional }]) => path !== '' && dev !== true && optional !== true,
    );
    const unfit = needed.flatMap(([path]) => {
      const licence = licenceOf(path);
      return licence !== undefined && isFree(licence) ? [] : [`${path.replace(/^.*node_modules\//, '')}: ${licence}`];
    });
    expect([...new Set(unfit)]).toEqual(WITHOUT_LICENCE.map((name) => `${name}: undefined`));
  });

  it('come from whatever registry npm is set to: the lock file names none', () => {
    const lock = everyFile.find(({ path }) => path === 'package-lock.json');
    expect(lock && offenders([lock], /"resolved": "https?:/)).toEqual([]);
  });
});

describe('the README', () => {
  it('tells nothing twice: each of its headings stands there once', () => {
    const readme = readFileSync(join(ROOT, 'README.md'), 'utf8').replace(/^```[^]*?^```$/gm, '');
    const headings = [...readme.matchAll(/^#+ .+$/gm)].map(([heading]) => heading);
    expect(headings.length).toBeGreaterThan(10);
    expect(headings).toEqual([...new Set(headings)]);
  });
});

describe('the top of the project', () => {
  it('holds nothing but what belongs there', () => {
    const folders = readdirSync(ROOT, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !NOT_SOURCE.has(entry.name))
      .map((entry) => entry.name);
    expect(folders.sort()).toEqual(['.ci', 'apps', 'docker', 'libs', 'scripts', 'test']);
    const stray = everyFile.filter(({ path }) => !path.includes('/') && path.endsWith('.ts')).map(({ path }) => path);
    expect(stray.map((path) => basename(path))).toEqual([]);
  });
});
