import { expect, test } from 'vitest'
import { demoDatabase } from './support/demo-database.ts'
import { browserForStories, chipSays, openTill, reopenTill, signIn, type Lane } from './support/lane.ts'
import { sell } from './support/sell.ts'
import { serverProcess } from './support/server-process.ts'
import { expectStockAddsUp, fullestShelves, onServer } from './support/shop-facts.ts'
import { signOut } from './support/sign-out.ts'

const database = await demoDatabase()
const server = await serverProcess(database.url)
const stories = browserForStories()

test('[C8] over unsent sales nobody signs in who could not send them', async () => {
  const { lane, numbers } = await unsentSales(2)
  const { page } = lane
  const refused = page.getByRole('dialog').getByText('are not sent yet: 2 waiting. Sign in as cashier@demo')
  for (const who of ['admin', 'cashier2']) {
    await answer(lane, who)
    await refused.waitFor()
    expect(await onServer(database, numbers)).toEqual([])
  }
  await chipSays(lane, 'Sign in to send · 2 waiting')
  expect(await database.query('select 1 from sessions where ended_at is null')).toEqual([])
  await answer(lane, 'cashier')
  await chipSays(lane, 'Online · all sent')
  expect(await onServer(database, numbers)).toEqual(numbers.map((number) => ({ number, status: 'accepted' })))
  await expectStockAddsUp(database)
})

test('[C8] a manager who cannot wait takes a file of what is unsent first; whoever comes back sends it all the same', async () => {
  const { lane, numbers } = await unsentSales(1)
  const { page } = lane
  const form = page.getByRole('dialog')
  await answer(lane, 'admin')
  await form.getByRole('button', { name: 'Export unsent' }).click()
  await form.getByLabel('Passphrase').fill('correct horse battery')
  const download = page.waitForEvent('download')
  await page.keyboard.press('Enter')
  await download
  await answer(lane, 'admin')
  await page.getByTestId('seller').filter({ hasText: 'Ada Admin' }).waitFor()
  await chipSays(lane, 'Online · 1 of another login unsent')
  await signOut(lane)
  await signIn(lane, 'cashier')
  await chipSays(lane, 'Online · all sent')
  await expect.poll(async () => (await onServer(database, numbers)).length).toBe(1)
  await expectStockAddsUp(database)
})

test('[C8] people change at a till without a reload; somebody of another branch in between costs it neither its lane nor its data', async () => {
  const lane = await stories.lane(server.port)
  const { page } = lane
  await openTill(lane)
  const codes = await fullestShelves(database, 1)
  const first = await sell(page, codes[0]!)
  await chipSays(lane, 'Online · all sent')
  await signOut(lane)
  await signIn(lane, 'cashier')
  await page.getByTestId('search').waitFor()
  await signOut(lane)
  await signIn(lane, 'cashier2')
  await page.getByText('Which till is this?').waitFor()
  await page.getByRole('button', { name: 'Not you? Sign out' }).click()
  await signIn(lane, 'cashier')
  await page.getByTestId('search').waitFor()
  const second = await sell(page, codes[0]!)
  expect(laneOf(second)).toBe(laneOf(first))
  expect(second > first).toBe(true)
  await chipSays(lane, 'Online · all sent')
  expect(await onServer(database, [first, second])).toHaveLength(2)
})

const laneOf = (number: string) => number.slice(0, number.lastIndexOf('-'))

/** A till that sold offline, whose session has ended meanwhile, and where somebody is about to sign in. */
async function unsentSales(count: number) {
  const lane = await stories.installed(server.port)
  const { page, wire } = lane
  lane.expects.push(/401 \(Unauthorized\)/)
  await openTill(lane)
  const codes = await fullestShelves(database, count)
  wire.cut()
  await chipSays(lane, 'Offline')
  const numbers: string[] = []
  for (const code of codes) numbers.push(await sell(page, code))
  // Neither the token nor the cookie that renews it is good any more.
  await database.query('update sessions set ended_at = now(), expires_at = now()')
  await reopenTill(lane)
  wire.mend()
  await chipSays(lane, `Sign in to send · ${count} waiting`)
  await page.getByRole('button', { name: 'Sign in' }).click()
  return { lane, numbers }
}

/** Answers the question who is here, in the sheet over the till. */
async function answer({ page }: Lane, who: string): Promise<void> {
  const form = page.getByRole('dialog')
  await form.getByLabel('Email').fill(`${who}@demo.test`)
  await form.getByLabel('Password').fill('demo')
  await form.getByRole('button', { name: 'Sign in' }).click()
}
