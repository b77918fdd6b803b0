import { expect, test } from 'vitest'
import type { ReceiptPiece } from '../receipt/receipt-content.ts'
import { encodeReceipt } from './encode-receipt.ts'
import { paperOf } from './testing/paper-of.ts'

const receipt: ReceiptPiece[] = [
  { kind: 'title', text: 'Downtown' },
  { kind: 'row', left: 'DT-L1-000042', right: '21.11.2026, 09:14' },
  { kind: 'rule' },
  { kind: 'words', text: 'Linen shirt, a name that is a good deal longer than one line of paper' },
  { kind: 'row', left: '2 × $15.00', right: '$30.00' },
  { kind: 'row', left: 'Discount', right: '−$6.00' },
  { kind: 'row', left: 'Total', right: '$24.00', strong: true },
  { kind: 'codes' },
  { kind: 'middle', text: 'Thank you' },
]
const epson = { paper: 80, language: null, codepageMapping: null } as const
const code = 'OMNI111ABCD' + '0123456789ABCDEF'.repeat(20)

test('a printer prints number, total, the whole QR and cuts, and meets no command it does not know', () => {
  const paper = paperOf(encodeReceipt({ pieces: receipt, codes: [code], drawer: false }, epson))
  const text = paper.lines.map((line) => line.trim())
  expect(text).toContain('Downtown')
  expect(text.find((line) => line.includes('DT-L1-000042'))).toMatch(/^DT-L1-000042 +21\.11\.2026, 09:14$/)
  expect(text.find((line) => line.startsWith('Total'))).toMatch(/^Total +\$24\.00$/)
  expect(text.find((line) => line.startsWith('Discount'))).toMatch(/-\$6\.00$/)
  expect(text.join(' ')).toContain('2 x $15.00')
  expect(paper.codes).toEqual([code])
  expect(paper.cuts).toBe(1)
  expect(paper.pulses).toEqual([])
  expect(paper.unknown).toEqual([])
})

test.for([80, 58] as const)('no line is wider than %i mm of paper', (paper) => {
  const { lines } = paperOf(encodeReceipt({ pieces: receipt, codes: [], drawer: false }, { ...epson, paper }))
  const widest = Math.max(...lines.map(({ length }) => length))
  expect(widest).toBeLessThanOrEqual(paper === 80 ? 48 : 32)
  expect(widest).toBeGreaterThan(20)
})

test('the drawer opens by one pulse, with a receipt or without', () => {
  const alone = paperOf(encodeReceipt({ pieces: [], codes: [], drawer: true }, epson))
  expect(alone).toMatchObject({ pulses: [0], cuts: 0, codes: [] })
  expect(alone.lines.join('').trim()).toBe('')
  expect(paperOf(encodeReceipt({ pieces: receipt, codes: [], drawer: true }, epson)).pulses).toEqual([0])
})

test('Russian and Uzbek come out in letters that the printer has', () => {
  const pieces: ReceiptPiece[] = [
    { kind: 'row', left: 'Итого', right: '12\u00a0500 сум' },
    { kind: 'words', text: 'Oʻlcham — gʻisht' },
  ]
  const { lines, unknown } = paperOf(encodeReceipt({ pieces, codes: [], drawer: false }, epson))
  expect(lines.join('\n')).toMatch(/Итого +12 500 сум/)
  expect(lines.join('\n')).toContain("O'lcham - g'isht")
  expect(unknown).toEqual([])
})
