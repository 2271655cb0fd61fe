// Lets plain Node run the TypeScript of this project: `node --require ./test/support/register-typescript.cjs file.ts`.
// `@outturn/*` is found in `libs`.
const { readFileSync } = require('node:fs');
const Module = require('node:module');
const { dirname, join } = require('node:path');
const { compiled } = require('./compile-typescript.cjs');

const root = dirname(dirname(module.path));
const resolveFilename = Module._resolveFilename;

Module._resolveFilename = function (request, ...rest) {
  const library = /^@outturn\/([a-z-]+)$/.exec(request);
  return resolveFilename.call(this, library ? join(root, 'libs', library[1], 'src', 'index.ts') : request, ...rest);
};

Module._extensions['.ts'] = (loaded, file) => {
  loaded._compile(compiled(file, readFileSync(file, 'utf8')), file);
};
