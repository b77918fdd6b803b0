import type { Page } from 'playwright-core'

/**
 * Scans codes as a scanner does: keys five milliseconds apart, and Enter. The time is the keys' own, so that a busy
 * machine that hears them late is told the truth, as the operating system tells it of a real scanner. Several codes are
 * a tenth of a second apart and heard within one drawing of the page, as by a tablet that was held up.
 */
export async function scan(page: Page, ...codes: string[]): Promise<void> {
  await page.evaluate((all) => {
    const began = performance.now()
    for (const [number, code] of all.entries()) {
      for (const [place, key] of [...code, 'Enter'].entries()) {
        const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })
        Object.defineProperty(event, 'timeStamp', { value: began + 100 * number + 5 * place })
        ;(document.activeElement ?? document.body).dispatchEvent(event)
      }
    }
  }, codes)
}

/** Scans, takes exact cash, and waits for the tick of this sale. Gives the number on the receipt. */
export async function sell(page: Page, ...codes: string[]): Promise<string> {
  const before = await lastTick(page)
  for (const code of codes) await scan(page, code)
  await page.keyboard.press('F10')
  if (before !== null)
    await page.getByTestId('sold').filter({ hasText: before }).waitFor({ state: 'detached' })
  return await tick(page)
}

/** The number that the tick of the sale before still shows at this moment, or null. */
async function lastTick(page: Page): Promise<string | null> {
  const [words] = await page.getByTestId('sold').getByText('Saved on this device').allTextContents()
  return words?.split(' · ')[0] ?? null
}

/** Waits until a sale is on disk. */
export async function tick(page: Page): Promise<string> {
  const words = await page.getByTestId('sold').getByText('Saved on this device').textContent()
  return (words ?? '').split(' · ')[0] ?? ''
}

/**
 * Sells one piece of a code after the other, by the till's own keys but as fast as it can: each one is begun when the
 * tick of the one before has appeared.  Gives the numbers of the receipts.
 */
export async function sellMany(page: Page, codes: readonly string[]): Promise<string[]> {
  return await page.evaluate(async (all) => {
    const press = (key: string, at: number) => {
      const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })
      Object.defineProperty(event, 'timeStamp', { value: at })
      ;(document.activeElement ?? document.body).dispatchEvent(event)
    }
    const shown = () =>
      document.querySelector('[data-testid="sold"] .figures')?.textContent?.split(' · ')[0] ?? null
    const numbers: string[] = []
    for (const code of all) {
      const began = performance.now()
      for (const [place, key] of [...code, 'Enter'].entries()) press(key, began + 5 * place)
      press('F10', began + 5 * code.length + 60)
      let number = shown()
      while (number === null || number === numbers.at(-1)) {
        if (performance.now() - began > 20_000) throw new Error(`no tick for sale ${numbers.length + 1}`)
        await new Promise((done) => setTimeout(done, 2))
        number = shown()
      }
      numbers.push(number)
      // The scanner's next code begins later than its last one ended.
      await new Promise((done) => setTimeout(done, 60))
    }
    return numbers
  }, codes)
}
