import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { backTestSales } from './back-test-sales.ts'
import type { Sale } from './back-test-sales.ts'
import { NoSales, readSales } from './read-sales.ts'

const folder = mkdtempSync(join(tmpdir(), 'omnisync-sales-'))
afterAll(() => rmSync(folder, { recursive: true }))

async function read(text: string): Promise<Sale[]> {
  const file = join(folder, 'sales.csv')
  writeFileSync(file, text)
  const sales: Sale[] = []
  for await (const sale of readSales(file)) sales.push(sale)
  return sales
}

const dayOf = (number: number) => new Date(Date.UTC(2026, 0, 1 + number)).toISOString().slice(0, 10)

test('sales are read whatever their columns are called, and a file that is none says what is wrong with it', async () => {
  expect(
    await read('\uFEFFdate,product,branch,quantity,in_stock\n2026-01-02,"Shirt, ""M""",DT,3,0.5\n'),
  ).toEqual([{ day: '2026-01-02', product: 'Shirt, "M"', branch: 'DT', quantity: 3, inStock: 0.5 }])
  expect(await read('Day;SKU;Sold\n2026-01-02T10:00;A;2\n\n')).toEqual([
    { day: '2026-01-02', product: 'A', branch: '', quantity: 2, inStock: null },
  ])
  await expect(read('')).rejects.toThrow(NoSales)
  await expect(read('a,b,c\n1,2,3')).rejects.toThrow('no column is called date')
  await expect(read('date,product,quantity\n02.01.2026,A,1')).rejects.toThrow('line 2')
  await expect(read('date,product,quantity\n2026-01-02,A,many')).rejects.toThrow('no number of pieces')
})

test('what was sold is tested: a product whose shelf stood empty for half of the time is foretold by the other half', () => {
  const sales: Sale[] = Array.from({ length: 150 }, (_, day) => [
    { day: dayOf(day), product: 'often', branch: 'DT', quantity: 6, inStock: null },
    day % 30 < 15 && day < 122
      ? { day: dayOf(day), product: 'scarce', branch: 'DT', quantity: 0, inStock: 0 }
      : { day: dayOf(day), product: 'scarce', branch: 'DT', quantity: 2, inStock: 1 },
  ]).flat()
  const { all, byClass } = backTestSales(sales, 0.95)
  expect(all).toMatchObject({ products: 2, weeks: 8 })
  expect([...byClass.keys()]).toEqual(['smooth'])
  expect(all.ours / all.pieces).toBeLessThan(0.02)
  expect(all.mean / all.pieces).toBeGreaterThan(0.04)
})
