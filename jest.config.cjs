const { hasRedis } = require('./test/support/has-redis.cjs');

/** @type {import('jest').Config} */
module.exports = {
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/test'],
  testMatch: ['**/*.spec.ts'],
  // The set-up of the run says which these are, and what to install.
  testPathIgnorePatterns: ['/node_modules/', ...(hasRedis() ? [] : ['\\.redis\\.spec\\.ts$'])],
  testEnvironment: 'node',
  transform: {
    '^.+\\.m?js$': '<rootDir>/test/support/esm-transform.cjs',
    '^.+\\.ts$': '<rootDir>/test/support/typescript-transform.cjs',
  },
  // These packages ship only ES modules, which jest cannot require untransformed.
  transformIgnorePatterns: ['/node_modules/(?!(jose|openid-client|oauth4webapi)/)'],
  moduleNameMapper: { '^@outturn/([a-z-]+)$': '<rootDir>/libs/$1/src' },
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
  // Many suites wait for a server or a process: three at once keep two cores busy, where jest would take one.
  maxWorkers: 3,
  workerIdleMemoryLimit: '1GB',
  testTimeout: 30_000,
};
