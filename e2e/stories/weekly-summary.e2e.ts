import { expect, test } from 'vitest'
import { seriousOn, smallOn } from './support/barriers.ts'
import { demoDatabase } from './support/demo-database.ts'
import { browserForStories, signIn } from './support/lane.ts'
import { serverProcess } from './support/server-process.ts'

const database = await demoDatabase()
const server = await serverProcess(database.url)
const stories = browserForStories()

test('an admin has the last week summed up: it stands on the first page, with its figures, and is in the mailbox', async () => {
  const desk = await stories.lane(server.port)
  const { page } = desk
  await signIn(desk, 'admin')
  await page.getByRole('link', { name: 'Home' }).click()
  const card = page.getByTestId('week-card')
  await card.waitFor()
  // The first minute of the server may have done it already.
  const now = card.getByRole('button', { name: 'Sum up last week now' })
  const bullets = card.getByTestId('bullets').getByRole('listitem')
  await now.or(bullets.first()).first().waitFor()
  if (await now.isVisible()) await now.click()
  await bullets.first().waitFor({ timeout: 30_000 })
  expect(await bullets.count()).toBe(3)
  await card.getByText('Plain, from the figures').waitFor()

  await card.getByRole('link', { name: 'Open the week' }).click()
  const week = page.getByTestId('week')
  await week.waitFor()
  const told = await week.getByTestId('bullets').getByRole('listitem').first().textContent()
  const mails = page.getByTestId('mails')
  await mails.getByText('admin@demo.test').waitFor()
  await mails.getByText('sent', { exact: true }).waitFor({ timeout: 30_000 })

  const { page: box } = await stories.lane(server.port)
  const address = /Mailbox\s+(http:\S+)/.exec(server.said())?.[1]
  await box.goto(address!)
  await box.getByRole('button', { name: /the week to/ }).click()
  await box.frameLocator('iframe').getByText(told!).waitFor()
  await box.getByRole('button', { name: 'Text', exact: true }).click()
  await box.getByText('BEST SELLERS').waitFor()
  expect(await database.query('select from summary_mails')).toHaveLength(1)
})

test('no serious axe violation on the week and in the mailbox, and nothing to press is too small on a phone', async () => {
  const desk = await stories.lane(server.port)
  const { page } = desk
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await signIn(desk, 'admin')
  await page.getByRole('link', { name: 'Home' }).click()
  await page.getByRole('link', { name: 'Open the week' }).click()
  await page.getByTestId('week').waitFor()
  expect(await seriousOn(page)).toEqual([])
  await page.setViewportSize({ width: 390, height: 844 })
  expect(await smallOn(page)).toEqual([])
  await page.goto(/Mailbox\s+(http:\S+)/.exec(server.said())?.[1] ?? '')
  await page.getByRole('button', { name: /the week to/ }).waitFor()
  expect(await seriousOn(page)).toEqual([])
})
