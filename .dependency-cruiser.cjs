/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'domain-imports-only-its-decimal-library',
      severity: 'error',
      from: { path: '^libs/domain/src', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: ['^libs/domain/src', '^node_modules/decimal\\.js'] },
    },
    {
      name: 'event-store-imports-domain-and-database',
      severity: 'error',
      from: { path: '^libs/event-store/src' },
      to: { path: '^libs/', pathNot: '^libs/(event-store|domain|database)/' },
    },
    {
      name: 'read-models-import-domain-event-store-and-database',
      severity: 'error',
      from: { path: '^libs/read-models/src' },
      to: { path: '^libs/', pathNot: '^libs/(read-models|domain|event-store|database)/' },
    },
    {
      name: 'reports-import-only-domain-and-the-word-processor',
      severity: 'error',
      from: { path: '^libs/reports/src', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: ['^libs/(reports|domain)/', '^node_modules/docx/'] },
    },
    {
      name: 'database-imports-no-other-library',
      severity: 'error',
      from: { path: '^libs/database/src' },
      to: { path: '^libs/', pathNot: '^libs/database/' },
    },
    {
      name: 'configuration-imports-no-other-library',
      severity: 'error',
      from: { path: '^libs/configuration/src' },
      to: { path: '^libs/', pathNot: '^libs/configuration/' },
    },
    {
      name: 'people-import-database',
      severity: 'error',
      from: { path: '^libs/people/src' },
      to: { path: '^libs/', pathNot: '^libs/(people|database)/' },
    },
    {
      name: 'jobs-import-database',
      severity: 'error',
      from: { path: '^libs/jobs/src' },
      to: { path: '^libs/', pathNot: '^libs/(jobs|database)/' },
    },
    {
      name: 'imports-import-domain-event-store-read-models-and-database',
      severity: 'error',
      from: { path: '^libs/imports/src' },
      to: { path: '^libs/', pathNot: '^libs/(imports|domain|event-store|read-models|database)/' },
    },
    {
      name: 'exports-import-domain-and-database',
      severity: 'error',
      from: { path: '^libs/exports/src' },
      to: { path: '^libs/', pathNot: '^libs/(exports|domain|database)/' },
    },
    {
      name: 'editions-import-domain-event-store-read-models-and-reports',
      severity: 'error',
      from: { path: '^libs/editions/src' },
      to: { path: '^libs/', pathNot: '^libs/(editions|domain|event-store|read-models|reports)/' },
    },
    {
      name: 'libraries-never-import-applications',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^apps/' },
    },
    {
      name: 'libraries-are-imported-through-their-index',
      severity: 'error',
      from: { path: '^(apps|libs/([^/]+))/' },
      to: { path: '^libs/([^/]+)/src/', pathNot: ['^libs/$2/', '/index\\.ts$'] },
    },
    {
      name: 'applications-never-import-each-other',
      severity: 'error',
      from: { path: '^apps/(server|worker)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'nothing-imports-the-command-line',
      severity: 'error',
      from: { path: '^(libs|apps/(server|worker))/' },
      to: { path: '^apps/cli/' },
    },
    {
      name: 'production-code-never-imports-tests',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^test/' },
    },
    {
      name: 'no-development-dependency-in-production',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: '\\.spec\\.ts$' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    { name: 'no-unresolvable-import', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Scripts for browsers find their neighbours where the server serves them.
    exclude: { path: '^apps/server/src/pages/assets/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['require', 'node', 'default', 'types'] },
  },
};
