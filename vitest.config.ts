import { defineConfig } from 'vitest/config'

const rooms = '{shared,server,client,seed,migrations,scripts,e2e,bench}'
// Starts the one Postgres of the run, whichever of the projects asks first.
const globalSetup = ['server/testing/postgres-for-tests.ts']
// What is waited for may take as long as a busy machine needs; only what never comes costs this time.
const expect = { poll: { timeout: 30_000 } }
// On two cores Vitest would take one file at a time, and those after all others.
const FIRST = { maxWorkers: 2, sequence: { groupOrder: 1 } }

export default defineConfig({
  test: {
    // The worlds that a test can live in; the file's name says which.
    projects: [
      {
        test: {
          name: 'unit',
          include: [`${rooms}/**/*.test.{ts,tsx,mjs}`],
          exclude: ['**/*.{db,sim}.test.ts'],
          testTimeout: 60_000,
          expect,
          ...FIRST,
        },
      },
      {
        test: {
          name: 'db',
          include: [`${rooms}/**/*.db.test.ts`],
          globalSetup,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          expect,
          ...FIRST,
        },
      },
      {
        test: {
          name: 'sim',
          include: ['e2e/simulation/**/*.sim.test.ts'],
          globalSetup,
          // A batch of seeds is one test.
          testTimeout: 15 * 60_000,
          hookTimeout: 60_000,
          expect,
          // They wait for Postgres more than they reckon.
          maxWorkers: 3,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: 'chaos',
          include: ['e2e/chaos/**/*.chaos.ts'],
          hookTimeout: 120_000,
          expect,
          // Alone: what it kills it has for itself, and what it measures is patience.
          maxWorkers: 1,
          sequence: { groupOrder: 3 },
        },
      },
      {
        test: {
          name: 'stories',
          include: ['e2e/stories/**/*.e2e.ts'],
          globalSetup,
          testTimeout: 300_000,
          hookTimeout: 120_000,
          // A browser that came too late is given one more try, and the summary names the story. What was wrong is not.
          retry: { count: 1, condition: /: Timeout \d+ms exceeded/ },
          expect,
          // Most of a story is waiting for a browser, a server or a database: two at a time take little more than one.
          maxWorkers: 2,
          sequence: { groupOrder: 4 },
        },
      },
    ],
  },
})
