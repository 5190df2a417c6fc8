import { defineConfig } from '@playwright/test'

const { CHROMIUM_PATH, E2E_REPORT } = process.env

/** Nothing but what the tests ask for may leave the browser: it must neither slow them down nor need a network. */
const QUIET = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-sync',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-features=OptimizationHints,MediaRouter,Translate',
]

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  timeout: 300_000,
  expect: { timeout: 30_000 },
  // Each file waits for its own world most of the time.
  workers: 3,
  retries: 0,
  forbidOnly: true,
  reporter: [['list'], ...(E2E_REPORT ? [['json', { outputFile: E2E_REPORT }] as const] : [])],
  use: {
    actionTimeout: 30_000,
    navigationTimeout: 60_000,
    // Pictures of every moment cost more than what is tested.
    trace: { mode: 'retain-on-failure', screenshots: false },
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(CHROMIUM_PATH && { executablePath: CHROMIUM_PATH }),
      // Chromium does not build its sandbox as root.
      args: [...QUIET, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
    },
  },
})
