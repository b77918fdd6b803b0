import { expect, test } from 'vitest'
import { facts, intents, isIntent } from '../../client/database/schemas.ts'
import { collectionNames } from '../../shared/sync/collections.ts'
import { readText } from './modules.ts'

test('[C4] what devices only read is pulled and never pushed, or every row of it would lie there twice', () => {
  expect(facts).toEqual(expect.arrayContaining(['products', 'stockLevels']))
  expect(facts.filter(isIntent)).toEqual([])
  expect([...facts, ...intents].toSorted()).toEqual(collectionNames.toSorted())
  // The one place where a replication is given its way back.
  const [, pushes] = /\n\s*pushes: (.*),\n/.exec(readText('client/sync/sync-lane.ts')) ?? []
  expect(pushes).toBe('isIntent(name) && parts.deviceId !== null')
})

test('[C4] a process has no more collections open than the free RxDB allows', () => {
  expect(facts.length + intents.length).toBeLessThanOrEqual(13)
})

test('[C4] dexie is the one that rxdb was made with', () => {
  const { dependencies } = JSON.parse(readText('package.json')) as Dependent
  const rxdb = JSON.parse(readText('node_modules/rxdb/package.json')) as Dependent
  expect(dependencies['dexie']).toBe(rxdb.dependencies['dexie'])
  const { packages } = JSON.parse(readText('package-lock.json')) as { packages: Record<string, unknown> }
  expect(Object.keys(packages).filter((path) => path.endsWith('node_modules/dexie'))).toHaveLength(1)
})

type Dependent = { dependencies: Record<string, string> }
