import type { Page } from 'playwright-core'

/** Scans a code as a scanner does: keys in a burst, and Enter. */
export async function scan(page: Page, code: string): Promise<void> {
  await page.evaluate((keys) => {
    for (const key of [...keys, 'Enter']) {
      const target = document.activeElement ?? document.body
      target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
    }
  }, code)
}

/** Scans, takes exact cash, and waits for the tick. Gives the number on the receipt. */
export async function sell(page: Page, ...codes: string[]): Promise<string> {
  for (const code of codes) await scan(page, code)
  await page.keyboard.press('F10')
  return await tick(page)
}

/** Waits until a sale is on disk. */
export async function tick(page: Page): Promise<string> {
  const words = await page.getByTestId('sold').getByText('Saved on this device').textContent()
  return (words ?? '').split(' · ')[0] ?? ''
}

/**
 * Sells one piece of a code after the other, by the till's own keys but as fast as it can: each one is begun when the
 * tick of the one before has appeared. A code that came in two halves is scanned again. Gives the numbers of the receipts.
 */
export async function sellMany(page: Page, codes: readonly string[]): Promise<string[]> {
  return await page.evaluate(async (all) => {
    const press = (key: string) =>
      (document.activeElement ?? document.body).dispatchEvent(
        new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
      )
    const shown = () =>
      document.querySelector('[data-testid="sold"] .figures')?.textContent?.split(' · ')[0] ?? null
    const numbers: string[] = []
    for (const code of all) {
      const scan = () => {
        for (const key of [...code, 'Enter']) press(key)
        press('F10')
      }
      scan()
      const began = performance.now()
      let number = shown()
      while (number === null || number === numbers.at(-1)) {
        if (performance.now() - began > 20_000) throw new Error(`no tick for sale ${numbers.length + 1}`)
        await new Promise((done) => setTimeout(done, 2))
        number = shown()
        // On a busy machine two keys can be further apart than a scanner's ever are: half a code, which nobody sells.
        if (document.querySelector('[data-testid="notice"]') === null) continue
        await new Promise((done) => setTimeout(done, 100))
        press('Escape')
        scan()
      }
      numbers.push(number)
      // The scanner's next code begins later than its last one ended.
      await new Promise((done) => setTimeout(done, 60))
    }
    return numbers
  }, codes)
}
