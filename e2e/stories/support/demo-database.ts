import { seedDemo } from '../../../seed/demo.ts'
import { migrated } from '../../../server/testing/template-database.ts'
import { testDatabase } from '../../../server/testing/test-database.ts'
import type { TestDatabase } from '../../../server/testing/test-database.ts'
import { STORIES_SECRET } from './server-process.ts'

/** A shop that a browser holds at once, since two hundred of them do: a sixth of the products that a first start shows. */
const USUAL = { products: 200, orders: 400, customers: 100, days: 60 }

/**
 * A database of the story's own with the demo shop in it, as the first start of a server leaves it: that takes seconds,
 * and is done once for all stories that ask for as many products. To be called at the top of the file, as `testDatabase`
 * is.
 */
export function demoDatabase({ products }: { products: number } = USUAL): Promise<TestDatabase> {
  const size = { ...USUAL, products }
  return testDatabase({
    name: `demo_${products}`,
    of: ['migrations', 'seed', 'shared', 'e2e/stories/support'],
    after: migrated,
    fill: (url) => seedDemo(url, { mode: 'development', secret: STORIES_SECRET, ...size }),
  })
}
