import { expect, test } from 'vitest'
import { seriousOn } from './support/barriers.ts'
import { demoDatabase } from './support/demo-database.ts'
import { browserForStories, signIn } from './support/lane.ts'
import { serverProcess } from './support/server-process.ts'

const database = await demoDatabase()
const server = await serverProcess(database.url)
const stories = browserForStories()

test('an admin sets what every branch has, opens a branch, and somebody new chooses their password by a link', async () => {
  const desk = await stories.lane(server.port)
  const { page, wire } = desk
  await signIn(desk, 'admin')
  await page.getByTestId('home-figures').waitFor()
  await page.getByRole('link', { name: 'Settings', exact: true }).click()
  await page.getByRole('link', { name: 'Business', exact: true }).click()
  await page.getByText('Money was taken in it already').waitFor()
  expect(await seriousOn(page), 'business').toEqual([])
  await page.getByLabel('Tax in prices, %').fill('nineteen')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('A percentage from 0 to 100').waitFor()
  await page.getByLabel('Tax in prices, %').fill('19')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Saved', { exact: true }).waitFor()
  await page.getByLabel('Low stock, pieces').fill('11')
  await page.getByRole('button', { name: 'Set in 2 branches' }).click()
  const settings = () =>
    database.query(
      `select distinct settings ->> 'lowStockThreshold' as low, settings ->> 'defaultTaxRate' as tax from branches`,
    )
  await expect.poll(settings).toEqual([{ low: '11', tax: '1900' }])

  await page.getByRole('link', { name: 'Branches', exact: true }).click()
  await page.getByRole('button', { name: 'Open a branch' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill('Harbour')
  await dialog.getByLabel('Code').fill('dt')
  await dialog.getByRole('button', { name: 'Open it' }).click()
  await dialog.getByText('Another branch has this code').waitFor()
  expect(await seriousOn(page), 'new branch').toEqual([])
  await dialog.getByLabel('Code').fill('hb')
  desk.expects.push(/409/)
  await dialog.getByRole('button', { name: 'Open it' }).click()
  await page.getByTestId('branches').getByText('Harbour').waitFor()

  await page.getByRole('link', { name: 'People', exact: true }).click()
  await page.getByRole('button', { name: 'Add somebody' }).click()
  await dialog.getByLabel('Name').fill('Nina New')
  await dialog.getByLabel('Email').fill('nina@demo.test')
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  const link = (await dialog.getByTestId('invitation').textContent()) ?? ''
  expect(await seriousOn(page), 'link').toEqual([])

  const hers = await stories.lane(server.port)
  await hers.page.goto(link.replace(new URL(link).origin, hers.wire.origin))
  await hers.page.getByRole('heading', { name: 'Welcome, Nina New' }).waitFor()
  expect(await seriousOn(hers.page), 'join').toEqual([])
  await hers.page.getByLabel('Password', { exact: true }).fill('a longer one')
  await hers.page.getByLabel('The password again').fill('a longer two')
  await hers.page.getByRole('button', { name: 'Set them' }).click()
  await hers.page.getByText('Not the same as above').waitFor()
  await hers.page.getByLabel('The password again').fill('a longer one')
  await hers.page.getByRole('button', { name: 'Set them' }).click()
  await hers.page.getByText('Sign in as nina@demo.test').waitFor()
  await hers.page.getByRole('button', { name: 'Sign in' }).click()
  await hers.page.getByLabel('Email').fill('nina@demo.test')
  await hers.page.getByLabel('Password').fill('a longer one')
  await hers.page.getByRole('button', { name: 'Sign in' }).click()
  await hers.page.getByLabel('Name of this lane').waitFor()

  // Once is once.
  const late = await stories.lane(server.port)
  late.expects.push(/410/)
  await late.page.goto(link.replace(new URL(link).origin, late.wire.origin))
  await late.page.getByText('This link was used or is too old').waitFor()
  expect(wire.wasCut()).toBe(false)
})
