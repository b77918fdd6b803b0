import type { Page } from 'playwright-core'

/** Opens "Who is selling?" and enters the PIN of one of the people listed; waits until they are at the till. */
export async function switchTo(page: Page, name: string, pin: string): Promise<void> {
  await page.getByTestId('seller').click()
  await enterPin(page, name, pin)
  await page.getByTestId('people-sheet').waitFor({ state: 'detached' })
}

/** Chooses somebody in the open sheet, types a PIN and presses Enter. */
export async function enterPin(page: Page, name: string, pin: string): Promise<void> {
  const sheet = page.getByRole('dialog')
  await sheet.getByRole('radio', { name }).click()
  await page.getByTestId('pin').fill(pin)
  await page.keyboard.press('Enter')
}

/** The manager who stands beside the till gives their PIN. */
export async function approve(page: Page): Promise<void> {
  const sheet = page.getByTestId('approval-sheet')
  await sheet.getByRole('radio', { name: /Ada Admin/ }).click()
  await sheet.getByLabel('PIN of Ada Admin').fill('1111')
  await page.keyboard.press('Enter')
  await sheet.waitFor({ state: 'detached' })
}
