import { expect, test } from 'vitest'
import { createNewVersion } from './new-version.ts'

type Version = EventTarget & { state: string; postMessage(message: unknown): void }

/** A browser's service worker as far as it matters: which versions are there, and what is said to them. */
function browser(controlled: boolean) {
  const container = new EventTarget() as EventTarget & { controller: object | null; register(): unknown }
  const registration = new EventTarget() as EventTarget & {
    installing: Version | null
    waiting: Version | null
    active: object | null
    update(): Promise<void>
  }
  const said: unknown[] = []
  let asked = 0
  Object.assign(registration, {
    installing: null,
    waiting: null,
    active: controlled ? {} : null,
    update: async () => void (asked += 1),
  })
  const worker = (): Version =>
    Object.assign(new EventTarget(), {
      state: 'installing',
      postMessage: (it: unknown) => void said.push(it),
    })
  const becomes = (it: Version, state: string) => {
    it.state = state
    it.dispatchEvent(new Event('statechange'))
  }
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
      registration.installing = worker()
      registration.dispatchEvent(new Event('updatefound'))
    },
    /** What was being fetched did not come whole. */
    isLost() {
      const lost = registration.installing
      registration.installing = null
      if (lost) becomes(lost, 'redundant')
    },
    /** A version comes and is installed; it waits where another one is at work. */
    comes() {
      if (!registration.installing) this.isComing()
      const come = registration.installing
      registration.installing = null
      if (registration.active !== null) registration.waiting = come
      if (come) becomes(come, 'installed')
    },
    /** The page is loaded past the version that is at work, as with Shift and Reload. */
    isLoadedPast() {
      container.controller = null
    },
    /** What waits becomes the one at work; pages that are loaded past it hear nothing of that. */
    takesOver() {
      const taken = registration.waiting
      registration.waiting = null
      registration.active = taken ?? {}
      if (taken) becomes(taken, 'activated')
      if (container.controller === null && taken) return
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

test('where another tab took the version, the button loads the page again', async () => {
  for (const isTooOld of [false, true]) {
    const here = browser(true)
    const version = createNewVersion()
    await version.follow(here.parts)
    here.comes()
    here.sells()
    here.takesOver()
    if (isTooOld) await version.takeNow(here.parts.reload)
    else version.state()?.()
    expect([here.said, here.reloads()]).toEqual([[], 1])
  }
})

test('a version that comes after another tab took one is taken as the first was', async () => {
  const here = browser(true)
  const version = createNewVersion()
  await version.follow(here.parts)
  here.comes()
  here.sells()
  here.takesOver()
  here.comes()
  version.state()?.()
  expect([here.said.length, here.reloads()]).toEqual([1, 0])
  here.takesOver()
  expect(here.reloads()).toBe(1)
})

test('[C9] a page that was loaded past its version is offered the one that waits, and begins anew once that is at work', async () => {
  for (const isTooOld of [false, true]) {
    const here = browser(true)
    here.comes()
    here.isLoadedPast()
    const version = createNewVersion()
    await version.follow(here.parts)
    expect(version.state()).not.toBeNull()
    if (isTooOld) await version.takeNow(here.parts.reload)
    else version.state()?.()
    expect([here.said, here.reloads()]).toEqual([[{ type: 'SKIP_WAITING' }], 0])
    here.takesOver()
    expect(here.reloads()).toBe(1)
  }
})

test('[C9] a version that was asked for and does not come whole is not waited for: the page begins anew now, and the next one is offered', async () => {
  const here = browser(true)
  const version = createNewVersion()
  await version.follow(here.parts)
  here.isComing()
  await version.takeNow(here.parts.reload)
  await version.takeNow(here.parts.reload)
  expect(here.reloads()).toBe(0)
  here.isLost()
  expect(here.reloads()).toBe(1)
  // An hour later, in the middle of a sale.
  here.sells()
  here.comes()
  expect([here.said, here.reloads()]).toEqual([[], 1])
  expect(version.state()).not.toBeNull()
})

test('[C9] a reload that was asked for and is not to be had is not made later, in the middle of a sale', async () => {
  const here = browser(true)
  const version = createNewVersion()
  await version.follow(here.parts)
  await version.takeNow(here.parts.reload)
  expect(here.reloads()).toBe(1)
  here.comes()
  expect([here.said, here.reloads()]).toEqual([[], 1])
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
