import type { Page } from 'playwright-core'
import { signIn } from './lane.ts'
import type { Lane } from './lane.ts'

/** Signs the admin in at the desk, and opens the settings of Downtown by the links that people use. */
export async function openDowntown(desk: Lane): Promise<void> {
  const { page } = desk
  await signIn(desk, 'admin')
  await page.getByRole('link', { name: 'Settings' }).click()
  await page
    .getByTestId('branches')
    .getByRole('link', { name: /Downtown/ })
    .click()
  await page.getByTestId('branch-form').waitFor()
}

/** Saves by the key, and waits until the server has said that it stands. */
export async function saveSettings(page: Page): Promise<void> {
  await page.keyboard.press('Control+S')
  await page.getByTestId('save-state').getByText('Everything is saved').waitFor()
}
