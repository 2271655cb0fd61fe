// Lets plain Node run the TypeScript of this project: `node --require ./test/support/register-typescript.cjs file.ts`.
// Types are stripped, not checked; `@outturn/*` is found in `libs`. What was compiled once is kept in node_modules/.cache.
const { createHash } = require('node:crypto');
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const { dirname, join } = require('node:path');
const { version } = require('typescript/package.json');

const root = dirname(dirname(module.path));
const cache = join(root, 'node_modules', '.cache', 'outturn-typescript');
const resolveFilename = Module._resolveFilename;

Module._resolveFilename = function (request, ...rest) {
  const library = /^@outturn\/([a-z-]+)$/.exec(request);
  return resolveFilename.call(this, library ? join(root, 'libs', library[1], 'src', 'index.ts') : request, ...rest);
};

Module._extensions['.ts'] = (loaded, file) => {
  loaded._compile(compiled(file), file);
};

function compiled(file) {
  const text = readFileSync(file, 'utf8');
  const kept = join(cache, createHash('sha256').update(`${version}\n${file}\n${text}`).digest('hex'));
  try {
    return readFileSync(kept, 'utf8');
  } catch {
    const output = compile(file, text);
    keep(kept, output);
    return output;
  }
}

/** Several processes may compile the same file at once, so it is written beside its place and then renamed. */
function keep(kept, output) {
  const unfinished = `${kept}.${process.pid}`;
  mkdirSync(cache, { recursive: true });
  writeFileSync(unfinished, output);
  renameSync(unfinished, kept);
}

function compile(file, text) {
  // Loading the compiler takes longer than all that is kept.
  const typescript = require('typescript');
  const { outputText } = typescript.transpileModule(text, {
    fileName: file,
    compilerOptions: {
      module: typescript.ModuleKind.CommonJS,
      target: typescript.ScriptTarget.ES2023,
      esModuleInterop: true,
      experimentalDecorators: true,
      emitDecoratorMetadata: true,
      useDefineForClassFields: false,
      inlineSourceMap: true,
    },
  });
  return outputText;
}
