import { beforeEach, expect, test } from 'vitest'
import { renewEpochIfRestored, renewEpochs } from './epoch.ts'
import { testBusiness } from '../testing/test-business.ts'

const { database, openShop } = await testBusiness()

beforeEach(async () => {
  await openShop()
})

test('[E1] another cluster or timeline, or the command, gives every log a new epoch', async () => {
  const epoch = async () => (await database.query<{ epoch: string }>('select epoch from log_heads'))[0]?.epoch
  const first = await epoch()
  expect(await renewEpochIfRestored(database.url)).toBe(false)
  expect(await renewEpochIfRestored(database.url)).toBe(false)
  expect(await epoch()).toBe(first)
  await database.query(`update cluster_identity set system_identifier = 'the one before'`)
  expect(await renewEpochIfRestored(database.url)).toBe(true)
  const second = await epoch()
  expect(second).not.toBe(first)
  await renewEpochs(database.url)
  expect(await epoch()).not.toBe(second)
})
