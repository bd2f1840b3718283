const SRC = '^(packages|apps)/[^/]+/src/';
const TEST = '^(packages|apps|deploy)/[^/]+/test/';
const ENTRY = [
  '^packages/[^/]+/src/index\\.ts$',
  '^packages/adapters-postgres/src/testing/index\\.ts$',
  '^packages/adapters-gcp/src/(storage|mail|database)/index\\.ts$',
];

/** What no call of the API tells: how a service starts, and how its queue and tables grow. */
const BENCH_INSIDES = '^apps/bench/src/(service|scenarios/scale)/';

/** npm packages as they resolve in a pnpm store. */
const npm = (...names) => `/node_modules/(${names.join('|')})/`;

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

const packages = [
  rule(
    'core-imports-nothing',
    'Any service can import core, because core imports neither packages nor Node.',
    { path: '^packages/core/src/' },
    { pathNot: '^packages/core/src/' },
  ),
  rule(
    'testing-imports-core-and-vitest',
    'Contract suites know the ports, never an adapter.',
    { path: '^packages/testing/src/' },
    { pathNot: ['^packages/(testing|core)/src/', npm('vitest')], dependencyTypesNot: ['core'] },
  ),
  rule(
    'stand-ins-import-no-package',
    'What stands in for Google and SendGrid is not made of the code that it tests.',
    { path: '^packages/testing-gcp/src/' },
    { path: '^(packages|apps)/', pathNot: '^packages/testing-gcp/src/' },
  ),
  rule(
    'adapters-import-core-only',
    'An adapter stands on core and its own SDK, never on another adapter or on what uses it.',
    { path: '^packages/(adapters-[^/]+)/src/' },
    { path: '^(packages|apps)/', pathNot: '^packages/($1|core)/' },
  ),
  rule(
    'packages-never-import-apps',
    'Apps are put together from packages, not the other way round.',
    { path: '^packages/' },
    { path: '^apps/' },
  ),
  rule(
    'packages-by-their-entry',
    'What index.ts does not list is private: import the package by its name.',
    { path: '^(packages|apps)/([^/]+)/' },
    { path: '^packages/', pathNot: ['^$1/$2/', ...ENTRY] },
  ),
];

const apps = [
  rule(
    'apps-see-adapters-through-runtime',
    'Apps know ports. Only apps/local knows one adapter, since it starts the embedded PostgreSQL.',
    { path: '^apps/[^/]+/src/', pathNot: ['^apps/local/src/', BENCH_INSIDES] },
    { path: '^packages/adapters-' },
  ),
  rule(
    'local-sees-adapters-local-only',
    'apps/local starts the embedded PostgreSQL and leaves the rest to runtime.',
    { path: '^apps/local/src/' },
    { path: '^packages/adapters-', pathNot: '^packages/adapters-local/' },
  ),
  rule(
    'apps-stand-alone',
    'API and converter are deployed apart; only apps/local runs both.',
    { path: '^apps/([^/]+)/', pathNot: '^apps/local/' },
    { path: '^apps/', pathNot: '^apps/$1/' },
  ),
  rule(
    'local-runs-api-and-converter',
    'apps/local runs the api and the converter, each by its entry.',
    { path: '^apps/local/' },
    { path: '^apps/', pathNot: ['^apps/local/', '^apps/(api|converter)/src/index\\.ts$'] },
  ),
  rule(
    'bench-speaks-http-only',
    'What measures a service knows nothing but its API, wherever it runs and whoever wrote it.',
    { path: '^apps/bench/src/', pathNot: BENCH_INSIDES },
    { path: '^(packages|apps)/', pathNot: '^apps/bench/src/' },
  ),
  rule(
    'bench-starts-a-service-by-its-programs',
    'The service that bench starts is what is deployed; only its database comes from a package.',
    { path: '^apps/bench/src/service/' },
    {
      path: '^(packages|apps)/',
      pathNot: ['^apps/bench/src/', '^packages/(adapters-local|core)/'],
    },
  ),
  rule(
    'bench-measures-queue-and-tables-by-themselves',
    'What only grows with the tables is measured without HTTP, which would hide it.',
    { path: '^apps/bench/src/scenarios/scale/' },
    {
      path: '^(packages|apps)/',
      pathNot: ['^apps/bench/src/', '^packages/(adapters-local|adapters-postgres|core)/'],
    },
  ),
];

const places = [
  rule(
    'container-only-in-container',
    'Use cases are plain classes; tsyringe and reflect-metadata stay in container.ts.',
    { pathNot: '/container\\.ts$' },
    { path: npm('tsyringe', 'reflect-metadata') },
  ),
  rule(
    'express-only-in-http',
    'Everything behind the routes works without HTTP.',
    { pathNot: '^apps/api/(src/http|test)/' },
    { path: npm('express', 'helmet') },
  ),
  rule(
    'pg-boss-only-in-queue',
    'Jobs are sent and taken through the ports of core.',
    { pathNot: '^packages/adapters-postgres/(src/queue|src/testing|test)/' },
    { path: npm('pg-boss') },
  ),
  rule(
    'processes-only-where-needed',
    'Processes are started by the transcoder, by the embedded PostgreSQL, by bench and by tests.',
    {
      pathNot: [
        '^apps/converter/src/transcoder/',
        '^apps/bench/src/(limits|machine|service|sound)/',
        '^packages/adapters-local/src/embedded-postgres/',
        TEST,
      ],
    },
    { path: '^(node:)?child_process$' },
  ),
];

const hygiene = [
  rule(
    'src-never-imports-tests',
    'What ships does not need what tests it.',
    { path: SRC, pathNot: '^packages/testing(-gcp)?/src/' },
    { path: [TEST, '\\.test\\.ts$', '^packages/testing(-gcp)?/'] },
  ),
  rule(
    'src-never-imports-dev-dependencies',
    'A production install has no devDependencies. Types are gone by then.',
    { path: SRC },
    { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
  ),
  rule(
    'only-declared-packages',
    'Declare the package in the package.json next to the file.',
    { path: SRC },
    { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
  ),
  rule('only-existing-modules', 'This import leads nowhere.', {}, { couldNotResolve: true }),
  rule('no-cycles', 'Move what both need into a file of its own.', {}, { circular: true }),
];

export default {
  forbidden: [...packages, ...apps, ...places, ...hygiene],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(packages|apps)/[^/]+/(dist|coverage)/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'node', 'default'],
      extensions: ['.ts', '.mjs', '.cjs', '.js', '.json'],
    },
  },
};
