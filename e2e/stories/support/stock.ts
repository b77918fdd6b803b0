import type { Page } from 'playwright-core'
import type { TestDatabase } from '../../../server/testing/test-database.ts'

/** Goes to the stock page by the menu, and waits until it listens to the scanner. */
export async function openStock(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Menu' }).click()
  await page.getByRole('link', { name: 'Stock' }).click()
  await listens(page)
}

/** Waits until the page hears a scan. */
export async function listens(page: Page): Promise<void> {
  await page.getByTestId('stock-search').waitFor()
  // The ear is put on behind the first painting.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))))
}

/** Chooses what is done. */
export async function chooseWork(
  page: Page,
  name: 'Receive' | 'Damage' | 'Recount' | 'Transfer',
): Promise<void> {
  await page.getByRole('radio', { name: new RegExp(`^${name}`) }).click()
  await page.getByRole('radio', { name: new RegExp(`^${name}`), checked: true }).waitFor()
}

/** Books the open list by its key, and waits until it is on disk. */
export async function book(page: Page): Promise<string> {
  await page.keyboard.press('F9')
  return (await page.getByTestId('stock-saved').textContent()) ?? ''
}

/** Sets the quantity of the selected line by its key. */
export async function setPieces(page: Page, pieces: number | string): Promise<void> {
  await page.keyboard.press('F6')
  // The dialog takes the focus and marks what stands there.
  await page.getByRole('dialog').locator('input:focus').waitFor()
  await page.keyboard.press('Control+a')
  await page.keyboard.type(String(pieces))
  await page.keyboard.press('Enter')
}

/** What is on hand of a product by branch code, as the server has it. */
export async function levelsOf(database: TestDatabase, barcode: string): Promise<Record<string, number>> {
  const rows = await database.query<{ code: string; level: number }>(
    `select b.code, s.on_hand as level from stock_levels s
     join branches b on b.tenant_id = s.tenant_id and b.id = s.branch_id
     join products p on p.tenant_id = s.tenant_id and p.id = s.product_id
     where p.barcode = $1`,
    [barcode],
  )
  return Object.fromEntries(rows.map(({ code, level }) => [code, level]))
}

/** What devices booked on a product's shelves, in the order of the log. */
export async function bookedOn(database: TestDatabase, barcode: string): Promise<Record<string, unknown>[]> {
  return await database.query(
    `select b.code as at, m.reason, m.delta, m.counted, m.expected, m.note
     from stock_movements m
     join branches b on b.tenant_id = m.tenant_id and b.id = m.branch_id
     join products p on p.tenant_id = m.tenant_id and p.id = m.product_id
     where p.barcode = $1 and m.device_id is not null and m.order_id is null
     order by m.seq`,
    [barcode],
  )
}
