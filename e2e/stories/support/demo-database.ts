import { seedDemo } from '../../../seed/demo.ts'
import { migrated } from '../../../server/testing/template-database.ts'
import { testDatabase } from '../../../server/testing/test-database.ts'
import type { TestDatabase } from '../../../server/testing/test-database.ts'
import { STORIES_SECRET } from './server-process.ts'

/** A shop that a browser holds within seconds, since a hundred of them do: less than half of what a first start shows. */
const size = { products: 700, orders: 2_000, customers: 200, days: 60 }

const demo = {
  name: 'demo',
  of: ['migrations', 'seed', 'shared', 'e2e/stories/support'],
  after: migrated,
  fill: (url: string) => seedDemo(url, { mode: 'development', secret: STORIES_SECRET, ...size }),
}

/**
 * A database of the story's own with the demo shop in it, as the first start of a server leaves it: that takes seconds,
 * and is done once for all stories. To be called at the top of the file, as `testDatabase` is.
 */
export const demoDatabase = (): Promise<TestDatabase> => testDatabase(demo)
