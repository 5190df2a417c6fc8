import { defineConfig } from 'vitest/config'

const alias = { '@': import.meta.dirname }
const common = { globals: false, testTimeout: 20_000, hookTimeout: 60_000 }

/** `unit` needs nothing but Node; `db` starts one embedded Postgres for the run and gives each file a database of its own. */
export default defineConfig({
  resolve: { alias },
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          ...common,
          name: 'unit',
          include: ['**/*.test.ts', '**/*.test.tsx'],
          exclude: ['**/*.db.test.ts', 'node_modules/**', 'dist/**', '.next/**', 'e2e/**'],
        },
      },
      {
        resolve: { alias },
        test: {
          ...common,
          name: 'db',
          sequence: { groupOrder: 1 },
          include: ['**/*.db.test.ts'],
          exclude: ['node_modules/**', 'dist/**', '.next/**', 'e2e/**'],
          globalSetup: ['db/testing/start-postgres.ts'],
          maxWorkers: 2,
        },
      },
    ],
  },
})
