/** Who may import whom (DESIGN: routes -> service -> queries -> schema). Each rule says what to do instead. */

const features = '^src/features/'
const routes = '^src/features/.*\\.routes\\.ts$'
const queries = '\\.queries\\.ts$'
const schemas = '\\.schema\\.ts$'

/** What reads a request or makes an answer beside the routes. */
const besideRoutes = '^src/features/accounts/(visitor-of-request|tokens-answer)\\.ts$'

/** Verbs and rules that the owner of a noun offers to other features. */
const offered = [
  'billing-rows/keep-billing-row',
  'consents/refuse-purpose',
  'statistics/(close-periods|leave-trace)',
  'accounts/(change-email|create-account|login-attempts|mailed-tokens|open-session|own-profile|password-rules|reindex-accounts|security-alerts|sign-in|sign-in-challenge|visitor|visitor-of-request|tokens-answer|typed-fields|undo-email-change)',
  'data-requests/(open-request|request-deadline|request-state|request-timeline|tell-requester|withdraw-request)',
  'directory/publish',
  'messages/(appointment-mails|letters|mail-allowance|mail-classes|plan-mail)',
  'files/(store-file|read-file|write-file)',
  'organisations/(contact-fields|invitation-rows|practitioner-contact|reindex-invitations|review-settings|settings)',
  'patients/(age|change-patient|field-profile|import-patients|national-number|own-contact|own-patient|reindex-patients|restriction|sealed-patient)',
  'policies/(accept-policies|announce)',
  'privacy/(controllers|own-copy|record-notice)',
  'retention/holds-in-force',
  'reviews/(review-letters|tell-of-invitations|tie-addresses)',
  'terminations/farewell',
].map((path) => `^src/features/${path}\\.ts$`)

/** Values in, values out. */
const pure = [
  'accounts/user-agent',
  'appointments/(offers|slots|wall-clock)',
  'data-requests/(portable|request-state)',
  'directory/search-text',
  'consents/consent-ages',
  'imports/(bundle-entries|csv-rows|fhir|file-row|file-rows|findings|import-template|judge-visit|national-identifier|patient-fields|patient-source|read-lines|tally|visit-source)',
  'messages/(mail-classes|staleness)',
  'organisations/(review-settings|service-times|settings)',
  'patients/(age|field-profile|guardian-ages|merged-tables|name-tokens|national-number|restriction)',
  'policies/policy-series',
  'reviews/(judge-recipient|quiet-hours|template-text)',
].map((path) => `^src/features/${path}\\.ts$`)

const library = (...names) => `^node_modules/(${names.join('|')})/`
const never = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

module.exports = {
  forbidden: [
    never(
      'no-cycles',
      'Two modules that need each other are one, or a third is hidden in them.',
      {},
      {
        circular: true,
        viaOnly: { dependencyTypesNot: ['type-only'] },
      },
    ),
    never(
      'no-barrels',
      'Import the module that has it, not an index that collects.',
      {},
      {
        path: '/index\\.ts$',
        pathNot: '^node_modules/',
      },
    ),
    never('nothing-unresolved', 'The module does not exist.', {}, { couldNotResolve: true }),
    never(
      'only-dependencies',
      'What runs in production is a dependency, not a devDependency.',
      { path: '^(src|workers|migrations)/' },
      { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    ),
    never(
      'nobody-imports-tests',
      'What the service runs knows neither its tests nor its tools.',
      { path: '^(src|workers|migrations)/' },
      { path: '^(test|bench|openapi)/' },
    ),
    never(
      'workers-import-src',
      'workers -> src, never back; src/main.ts alone puts both into one process.',
      { path: '^src/', pathNot: '^src/main\\.ts$' },
      { path: '^workers/' },
    ),
    never(
      'migrations-are-frozen',
      'A migration imports kysely alone: what it says must not change with the code.',
      { path: '^migrations/' },
      { pathNot: library('kysely') },
    ),
    never(
      'migrations-for-migrate',
      'Nothing but src/db/migrate.ts runs migrations.',
      { path: '^(src|workers)/', pathNot: '^src/db/migrate\\.ts$' },
      { path: '^migrations/' },
    ),
    never(
      'queue-libraries-in-jobs',
      'bullmq and ioredis live in src/jobs and workers alone; enqueue through src/jobs/enqueue.ts.',
      { path: '^(src|openapi)/', pathNot: '^src/jobs/' },
      { path: library('bullmq', 'ioredis') },
    ),
    never(
      'driver-in-db',
      'The driver is for src/db and src/jobs.',
      { path: '^(src|workers)/', pathNot: '^src/(db|jobs)/' },
      { path: library('pg'), dependencyTypesNot: ['type-only'] },
    ),
    never(
      'sql-in-queries',
      'SQL stands in *.queries.ts, nothing else does; put the statement there and call it with the transaction.',
      {
        path: '^(src|workers)/',
        pathNot: `${queries}|^src/db/|^src/access/reach\\.ts$|^src/http/idempotency\\.ts$`,
      },
      { path: library('kysely'), dependencyTypesNot: ['type-only'] },
    ),
    never(
      'routes-for-the-list',
      'Routes are registered by src/features.ts and imported by nobody else.',
      { path: '^(src|workers|openapi|bench)/', pathNot: '^src/features\\.ts$' },
      { path: routes },
    ),
    never(
      'services-know-no-http',
      'A verb takes a scope and values: what is of HTTP stays in its *.routes.ts.',
      { path: features, pathNot: [routes, besideRoutes, '^src/features/platform/health\\.ts$'] },
      { path: ['^src/http/', '^src/app\\.ts$', library('fastify'), '^node_modules/@fastify/'] },
    ),
    never(
      'queries-know-no-verbs',
      'Queries take a transaction and values, and know rows and rules, no verbs.',
      { path: `^src/features/.*${queries}` },
      {
        path: features,
        pathNot: [queries, schemas, '\\.access\\.ts$', ...pure],
        dependencyTypesNot: ['type-only'],
      },
    ),
    never(
      'schemas-know-no-behaviour',
      'A schema is made of schemas.',
      { path: schemas },
      {
        path: [
          '\\.(queries|routes|service|access)\\.ts$',
          '^src/(access|crypto/(?!.*\\.schema)|db|http/(?!.*\\.schema)|jobs|mail)/',
        ],
        dependencyTypesNot: ['type-only'],
      },
    ),
    never(
      'pure-rules-stay-pure',
      'Values in, values out: types, arithmetic and the catalogue of errors alone.',
      { path: pure },
      {
        path: ['^src/(access|audit|crypto|db|http|jobs|mail)/', queries, '\\.(routes|service)\\.ts$'],
        dependencyTypesNot: ['type-only'],
      },
    ),
    never(
      'features-ask-the-owner',
      "Another feature's schemas and queries may be used, its service and routes not. A verb that two features need belongs to the one that owns the noun, and on the list `offered`.",
      { path: '^src/features/([^/]+)/' },
      {
        path: features,
        pathNot: ['^src/features/$1/', queries, schemas, '\\.access\\.ts$', ...offered],
      },
    ),
    never(
      'kernel-knows-no-feature',
      'The kernel is used by features; src/schema/tables.ts and src/privacy/register.ts, which list every row and what is declared of it, know their schemas.',
      {
        path: '^src/(access|audit|crypto|db|http|jobs|mail|privacy|schema)/|^src/(clock|config|deps|errors)\\.ts$',
        pathNot: '^src/schema/tables\\.ts$|^src/privacy/register\\.ts$',
      },
      { path: ['^src/features/', '^src/features\\.ts$', '^src/(app|demo|main|run|service)\\.ts$'] },
    ),
    never(
      'no-orphans',
      'Nobody uses it.',
      { orphan: true, path: '^(src|workers)/', pathNot: '\\.(d\\.ts|js)$' },
      {},
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types', 'default'],
      extensions: ['.ts', '.js', '.json'],
    },
  },
}
