import { vi } from 'vitest'
import type { Lane } from './lane.ts'

/** Signs out by the menu and waits until somebody else may sign in. */
export async function signOut({ page }: Lane): Promise<void> {
  const out = page.getByRole('button', { name: 'Sign out' })
  // A till that has just opened takes the focus once more, and the menu of somebody so quick closes with it.
  const press = async () => {
    if (!(await out.isVisible())) await page.getByRole('button', { name: 'Menu' }).click({ timeout: 3_000 })
    await out.click({ timeout: 3_000 })
  }
  await vi.waitFor(press, { timeout: 30_000, interval: 500 })
  await page.getByLabel('Email').waitFor()
}
