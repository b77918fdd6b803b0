import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** Serious violations of what is on screen, in words, by day and, for its colours, by night; the page stays as it was. */
export async function seriousOn(page: Page): Promise<string[]> {
  // A note may begin to fade while its colours are read.
  const found = await atRest(page, () => violationsOn(page))
  const isDark = await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)
  await page.emulateMedia({ colorScheme: isDark ? 'light' : 'dark' })
  const inOtherColours = await atRest(page, () => violationsOn(page, ['color-contrast']))
  await page.emulateMedia({ colorScheme: isDark ? 'dark' : 'light' })
  return [...found, ...inOtherColours.map((fault) => `${isDark ? 'light' : 'dark'}: ${fault}`)]
}

/** By all rules, or by some. */
async function violationsOn(page: Page, only: string[] = []): Promise<string[]> {
  // Colours in the middle of a transition are nobody's; what turns for ever has none.
  await page.evaluate(() => {
    const ending = document
      .getAnimations()
      .filter((one) => one.effect?.getComputedTiming().endTime !== Infinity)
    return Promise.all(ending.map((one) => one.finished.catch(() => {})))
  })
  // Pure decoration needs no contrast (WCAG 2.2, 1.4.3): what it says is said elsewhere on the page.
  const axe = new AxeBuilder({ page }).setLegacyMode().exclude('[data-decoration]')
  if (only.length > 0) axe.withRules(only)
  const { violations, passes, incomplete } = await axe.analyze()
  // One rule alone has looked where it could tell something; `incomplete` is where it could not.
  const looked = passes.length + violations.length + (only.length > 0 ? 0 : incomplete.length)
  expect(looked, 'rules that looked at something').toBeGreaterThan(only.length > 0 ? 0 : 5)
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary}`))
}

/** Milliseconds that a page may take to come to rest. */
const SETTLED_MS = 3_000

/** What is pressed and smaller than a finger: 48 px either way. A field in a label is as large as its label. */
export async function smallOn(page: Page): Promise<string[]> {
  return await atRest(page, async () => (await targetsOn(page)).small)
}

/** The same, and what is nearer than 8 px to the next. Rows that are pressed as a whole may touch: they are one list. */
async function smallOrNearOn(page: Page): Promise<string[]> {
  return await atRest(page, async () => {
    const { small, near } = await targetsOn(page)
    return [...small, ...near]
  })
}

/** A page that was just made narrower, or moves in, is measured again when it has come to rest. */
async function atRest(page: Page, measure: () => Promise<string[]>): Promise<string[]> {
  for (const until = Date.now() + SETTLED_MS; ;) {
    const faults = await measure()
    if (faults.length === 0 || Date.now() > until) return faults
    await page.waitForTimeout(100)
  }
}

async function targetsOn(page: Page): Promise<{ small: string[]; near: string[] }> {
  const { small, near, looked } = await page.evaluate(() => {
    const pressed = 'button, input:not([type="hidden"]), select, textarea, summary, a[href], [role="option"]'
    const all = [...document.querySelectorAll(pressed)].map((element) => element.closest('label') ?? element)
    const targets = [...new Set(all)]
      .map((element) => ({ element, box: element.getBoundingClientRect() }))
      .filter(({ element, box }) => box.width > 0 && !element.closest('[inert], [aria-hidden="true"]'))
    type Target = (typeof targets)[number]
    const isSmall = ({ box }: Target) => Math.round(Math.min(box.width, box.height)) < 48
    const said = ({ element }: Target) => element.outerHTML.slice(0, 120)

    const isRow = ({ element }: Target) =>
      element.matches('[role="option"]') || element.closest('li')?.querySelectorAll(pressed).length === 1
    const areNear = (one: Target, other: Target) => {
      if (one.element.contains(other.element) || other.element.contains(one.element)) return false
      if (isRow(one) && isRow(other)) return false
      const [a, b] = [one.box, other.box]
      const across = Math.max(a.left, b.left) - Math.min(a.right, b.right)
      const down = Math.max(a.top, b.top) - Math.min(a.bottom, b.bottom)
      const gap = Math.round(Math.max(across, down))
      // What lies above something else covers it.
      return gap >= 0 && gap < 8
    }
    const near = targets.flatMap((one, at) =>
      targets
        .slice(at + 1)
        .filter((other) => areNear(one, other))
        .map((other) => `nearer than 8 px: ${said(one)} and ${said(other)}`),
    )
    return { small: targets.filter(isSmall).map(said), near, looked: targets.length }
  })
  expect(looked).toBeGreaterThan(1)
  return { small, near }
}

/** Looks for both on a page of the till. */
export async function look(page: Page, what: string): Promise<void> {
  expect([...(await seriousOn(page)), ...(await smallOrNearOn(page))], what).toEqual([])
}
