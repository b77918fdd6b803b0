import { expect, test } from 'vitest'
import { createNewVersion } from './new-version.ts'

/** A browser's service worker as far as it matters: which versions are there, and what is said to them. */
function browser(controlled: boolean) {
  const container = new EventTarget() as EventTarget & { controller: object | null; register(): unknown }
  const registration = new EventTarget() as EventTarget & {
    installing: EventTarget | null
    waiting: { postMessage(message: unknown): void } | null
    update(): Promise<void>
  }
  const said: unknown[] = []
  let asked = 0
  Object.assign(registration, { installing: null, waiting: null, update: async () => void (asked += 1) })
  Object.assign(container, { controller: controlled ? {} : null, register: async () => registration })
  let reloads = 0
  let hour = () => {}
  let saleEnds: (() => void) | null = null
  let isSelling = false
  return {
    parts: {
      container: container as unknown as ServiceWorkerContainer,
      reload: () => void (reloads += 1),
      whenNoSale: (then: () => void) => (isSelling ? void (saleEnds = then) : then()),
      every: (_: number, then: () => void) => void (hour = then),
    },
    sells: () => void (isSelling = true),
    saleEnds: () => saleEnds?.(),
    said,
    reloads: () => reloads,
    asked: () => asked,
    hour: () => hour(),
    fails() {
      container.register = () => Promise.reject(new Error('no network'))
    },
    /** A version is being fetched. */
    isComing() {
      registration.installing = new EventTarget()
    },
    /** A version comes and is installed; it waits where another one is at work. */
    comes() {
      const worker = new EventTarget()
      registration.installing = worker
      registration.dispatchEvent(new Event('updatefound'))
      registration.installing = null
      if (container.controller !== null) registration.waiting = { postMessage: (it) => said.push(it) }
      worker.dispatchEvent(new Event('statechange'))
    },
    takesOver() {
      container.controller = {}
      container.dispatchEvent(new Event('controllerchange'))
    },
  }
}

test('a newer version waits until it is taken, and the page then begins anew, once', async () => {
  const here = browser(true)
  const version = createNewVersion()
  let heard = 0
  version.subscribe(() => (heard += 1))
  await version.follow(here.parts)
  expect(version.state()).toBeNull()
  here.hour()
  expect(here.asked()).toBe(1)
  here.comes()
  expect(heard).toBe(1)
  expect(here.said).toEqual([])
  version.state()?.()
  expect(here.said).toEqual([{ type: 'SKIP_WAITING' }])
  expect(here.reloads()).toBe(0)
  here.takesOver()
  here.takesOver()
  expect(here.reloads()).toBe(1)
})

test('a version that was taken in another tab waits for the end of the sale in this one', async () => {
  const here = browser(true)
  const version = createNewVersion()
  await version.follow(here.parts)
  here.comes()
  here.sells()
  here.takesOver()
  expect(here.reloads()).toBe(0)
  here.saleEnds()
  expect(here.reloads()).toBe(1)
})

test('who takes it here, in the middle of a sale, is not kept waiting', async () => {
  const here = browser(true)
  const version = createNewVersion()
  await version.follow(here.parts)
  here.comes()
  here.sells()
  version.state()?.()
  here.takesOver()
  expect(here.reloads()).toBe(1)
})

test('[C9] an app that is too old finds the new version and takes it, whoever had not been told of it yet', async () => {
  const here = browser(true)
  const version = createNewVersion()
  await version.follow(here.parts)
  here.isComing()
  await version.takeNow(here.parts.reload)
  expect(here.asked()).toBe(1)
  expect(here.reloads()).toBe(0)
  here.comes()
  expect(here.said).toEqual([{ type: 'SKIP_WAITING' }])
  here.takesOver()
  expect(here.reloads()).toBe(1)
})

test('[C9] where no newer version is to be found the page is loaded again, and nothing more', async () => {
  const here = browser(true)
  const version = createNewVersion()
  await version.follow(here.parts)
  await version.takeNow(here.parts.reload)
  expect([here.asked(), here.reloads(), here.said]).toEqual([1, 1, []])
})

test('the first version of a browser takes over without a word', async () => {
  const here = browser(false)
  const version = createNewVersion()
  await version.follow(here.parts)
  here.comes()
  here.takesOver()
  expect(version.state()).toBeNull()
  expect(here.reloads()).toBe(0)
})

test('one that came while no page was open is offered at the next start', async () => {
  const here = browser(true)
  await createNewVersion().follow(here.parts)
  here.comes()
  const version = createNewVersion()
  await version.follow(here.parts)
  expect(version.state()).not.toBeNull()
})

test('a till starts where nothing can be registered', async () => {
  const here = browser(true)
  here.fails()
  const version = createNewVersion()
  await version.follow(here.parts)
  expect(version.state()).toBeNull()
})
