import { expect, test } from 'vitest'
import { failuresCsv } from './failures-csv.ts'

test('a name that a spreadsheet would run is text in the file, whatever is written before it', () => {
  for (const title of [
    '=HYPERLINK("http://evil.example","x")',
    '+1',
    '-2+3',
    '@SUM(A1)',
    '\t=1',
    ' =1',
    '\n=1',
    '|calc',
    "'=1",
  ]) {
    const [, row = ''] = failuresCsv([
      { id: 'p', sku: '=1', title, code: 'price-below-zero' },
    ] as never).split('\r\n')
    expect(row, title).toContain(`,"'=1","'${title.replaceAll('"', '""')}",`)
  }
})
