import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** Serious violations of what is on screen, in words, by day and, for its colours, by night; the page stays as it was. */
export async function seriousOn(page: Page): Promise<string[]> {
  const found = await violationsOn(page)
  const isDark = await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)
  await page.emulateMedia({ colorScheme: isDark ? 'light' : 'dark' })
  const inOtherColours = await violationsOn(page, ['color-contrast'])
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

/** What is pressed on a till and smaller than a finger: 48 px either way. A field in a label is as large as its label. */
export async function smallOn(page: Page): Promise<string[]> {
  for (const until = Date.now() + SETTLED_MS; ;) {
    const small = await smallNow(page)
    // A page that was just made narrower, or moves in, is measured again when it has come to rest.
    if (small.length === 0 || Date.now() > until) return small
    await page.waitForTimeout(100)
  }
}

async function smallNow(page: Page): Promise<string[]> {
  const { small, looked } = await page.evaluate(() => {
    const pressed = 'button, input:not([type="hidden"]), select, textarea, summary, a[href], [role="option"]'
    const targets = [...document.querySelectorAll(pressed)]
      .map((element) => ({ element, box: (element.closest('label') ?? element).getBoundingClientRect() }))
      .filter(({ element, box }) => box.width > 0 && !element.closest('[inert], [aria-hidden="true"]'))
    const isSmall = ({ box }: (typeof targets)[number]) => Math.round(Math.min(box.width, box.height)) < 48
    const small = targets.filter(isSmall).map(({ element }) => element.outerHTML.slice(0, 120))
    return { small, looked: targets.length }
  })
  expect(looked).toBeGreaterThan(1)
  return small
}

/** Looks for both on a page of the till. */
export async function look(page: Page, what: string): Promise<void> {
  expect([...(await seriousOn(page)), ...(await smallOn(page))], what).toEqual([])
}
