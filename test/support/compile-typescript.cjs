// Makes JavaScript of the TypeScript of this project, for jest and for the processes that tests start. Types are stripped,
// not checked. What was compiled once is kept in node_modules/.cache, so that each file is compiled once for all of them.
const { createHash } = require('node:crypto');
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const { version } = require('typescript/package.json');

const root = dirname(dirname(module.path));
const cache = join(root, 'node_modules', '.cache', 'outturn-typescript');

/** The JavaScript of a file, with its source map in it. */
function compiled(file, text) {
  const kept = join(cache, keyOf(file, text));
  try {
    return readFileSync(kept, 'utf8');
  } catch {
    const output = compile(file, text);
    keep(kept, output);
    return output;
  }
}

/** The same for what gives the same JavaScript. */
function keyOf(file, text) {
  return createHash('sha256').update(`${version}\n${file}\n${text}`).digest('hex');
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

module.exports = { compiled, keyOf };
