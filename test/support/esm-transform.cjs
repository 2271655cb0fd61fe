// Lets jest require packages that ship only ES modules: their modules become CommonJS, and nothing else changes. Class
// fields stay as they are: what lowers them moves them to before `super()` where that is part of a longer expression.
const { createHash } = require('node:crypto');
const typescript = require('typescript');

const compilerOptions = {
  module: typescript.ModuleKind.CommonJS,
  target: typescript.ScriptTarget.ES2023,
  allowJs: true,
  inlineSourceMap: true,
};

module.exports = {
  process: (source, fileName) => ({
    code: typescript.transpileModule(source, { fileName, compilerOptions }).outputText,
  }),
  getCacheKey: (source, fileName) =>
    createHash('sha256')
      .update([typescript.version, JSON.stringify(compilerOptions), fileName, source].join('\n'))
      .digest('hex'),
};
