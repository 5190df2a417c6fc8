import { defineConfig } from 'vitest/config'

const alias = { '@': import.meta.dirname }
/** What is polled for comes in milliseconds; on a machine that does much else, in seconds. */
const common = { globals: false, testTimeout: 60_000, hookTimeout: 120_000, expect: { poll: { timeout: 15_000 } } }

/** Real processes that are killed, frozen and starved; `long` watches for minutes and kills more often, one file after the other. */
const chaos = (name: string, form: 'short' | 'long') => ({
  resolve: { alias },
  test: {
    ...common,
    name,
    testTimeout: form === 'long' ? 1_800_000 : 120_000,
    sequence: { groupOrder: 2 },
    include: ['e2e/reliability/*.test.ts'],
    globalSetup: ['e2e/reliability/build.mjs'],
    maxWorkers: form === 'long' ? 1 : 2,
    provide: { form },
  },
})

/**
 * `unit` needs nothing but Node; `db` starts one embedded Postgres for the run and gives each file a database of its own; `chaos` hurts real processes.
 * The files of the first two share what they import, and rely on nothing that another left there: reading hundreds of modules anew for each took half
 * of the time.
 */
export default defineConfig({
  resolve: { alias },
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          ...common,
          name: 'unit',
          isolate: false,
          include: ['**/*.test.ts', '**/*.test.tsx'],
          exclude: ['**/*.db.test.ts', 'node_modules/**', 'dist/**', '.next/**', 'e2e/**'],
        },
      },
      {
        resolve: { alias },
        test: {
          ...common,
          name: 'db',
          isolate: false,
          sequence: { groupOrder: 1 },
          include: ['**/*.db.test.ts'],
          exclude: ['node_modules/**', 'dist/**', '.next/**', 'e2e/**'],
          globalSetup: ['db/testing/start-postgres.ts'],
          maxWorkers: 2,
        },
      },
      chaos('chaos', 'short'),
      chaos('chaos-long', 'long'),
    ],
  },
})
