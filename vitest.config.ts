import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{shared,server,client,seed,migrations,scripts,e2e,bench}/**/*.{test,prop.test}.{ts,tsx}'],
          exclude: ['**/*.{db,sim}.test.ts'],
        },
      },
      {
        test: {
          name: 'db',
          include: ['{server,seed,migrations,e2e,bench}/**/*.db.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
