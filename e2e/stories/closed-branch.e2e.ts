import { expect, test } from 'vitest'
import { seriousOn } from './support/barriers.ts'
import { demoDatabase } from './support/demo-database.ts'
import { browserForStories, openTill, signIn } from './support/lane.ts'
import { serverProcess } from './support/server-process.ts'

const database = await demoDatabase()
const server = await serverProcess(database.url)
const stories = browserForStories()

test('[5.8] a branch is closed once nothing is left there: its lane is told so, and nobody opens another', async () => {
  const desk = await stories.lane(server.port)
  const { page } = desk
  const dialog = page.getByRole('dialog')
  const close = page.getByRole('button', { name: 'Close the branch' })
  await signIn(desk, 'admin')
  await page.getByTestId('home-figures').waitFor()
  await page.goto(`${desk.wire.origin}/settings/branches`)
  await page.getByRole('button', { name: 'Open a branch' }).click()
  await dialog.getByLabel('Name').fill('Harbour')
  await dialog.getByLabel('Code').fill('HB')
  await dialog.getByRole('button', { name: 'Open it' }).click()
  await page.getByTestId('branches').getByText('Harbour').waitFor()
  await database.query(
    "update users set branch_id = (select id from branches where code = 'HB') where email = 'cashier@demo.test'",
  )
  const till = await stories.lane(server.port)
  await openTill(till)

  await page.goto(`${desk.wire.origin}/settings/branches/DT`)
  await close.click()
  await dialog.getByText('cannot be closed yet').waitFor()
  expect(await seriousOn(page), 'what is in the way').toEqual([])
  await dialog.getByRole('link', { name: 'products have stock' }).click()
  await page.getByRole('grid').waitFor()
  expect(new URL(page.url()).searchParams.get('f')).toBe('onHand.gt.0')
  await expect
    .poll(() => page.getByRole('grid').getAttribute('aria-rowcount').then(Number))
    .toBeGreaterThan(1)

  await page.goto(`${desk.wire.origin}/settings/branches/HB`)
  await close.click()
  await dialog.getByText('Close Harbour?').waitFor()
  await dialog.getByRole('button', { name: 'Close the branch' }).click()
  await page.getByText('Closed since').waitFor()
  expect(await seriousOn(page), 'a closed branch').toEqual([])
  await till.page.getByText('This branch was closed').waitFor()
  expect(await seriousOn(till.page), 'a lane of a closed branch').toEqual([])
  expect(await till.page.getByTestId('search').isVisible()).toBe(true)

  const late = await stories.lane(server.port)
  await signIn(late, 'cashier')
  await late.page.getByText('No branch is set up for you').waitFor()

  await page.getByRole('button', { name: 'Open it again' }).click()
  await dialog.getByRole('button', { name: 'Open it again' }).click()
  await page.getByText('Closed since').waitFor({ state: 'detached' })
  await till.page.getByText('This branch was closed').waitFor({ state: 'detached' })
})
