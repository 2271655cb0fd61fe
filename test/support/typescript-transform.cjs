// Lets jest run the TypeScript of this project.
const { compiled, keyOf } = require('./compile-typescript.cjs');

module.exports = {
  process: (text, file) => ({ code: compiled(file, text) }),
  getCacheKey: (text, file) => keyOf(file, text),
};
