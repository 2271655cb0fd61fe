const { accessSync, constants } = require('node:fs');
const { delimiter, join } = require('node:path');

/** Whether this machine has the program redis-server. */
function hasRedis() {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, 'redis-server'), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

module.exports = { hasRedis };
