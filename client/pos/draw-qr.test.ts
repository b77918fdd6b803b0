import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import { drawQr } from './draw-qr.ts'

test('what is drawn is read back: a receipt’s number, and the whole signed receipt', async () => {
  const wasm = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm')
  prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(await readFile(wasm)).buffer } })
  const long = Array.from({ length: 900 }, (_, at) => 'ABCdef019-_'[(at * 7) % 11]).join('')
  for (const text of ['DT-L1-000042', `https://omnisync.test/r#${long.slice(0, 300)}`, long]) {
    const [found] = await readBarcodes(imageOf(drawQr(text)), { formats: ['QRCode'] })
    expect(found?.text).toBe(text)
  }
})

/** The image of a drawn code, four pixels a square with a white edge: its path goes round black squares. */
function imageOf(address: string): ImageData {
  const svg = Buffer.from(address.split(',')[1] ?? '', 'base64').toString()
  const squares = Number(/viewBox="0 0 (\d+)/.exec(svg)?.[1])
  const [scale, edge] = [4, 4]
  const width = (squares + 2 * edge) * scale
  const data = new Uint8ClampedArray(width * width * 4).fill(255)
  // Left and right edges of what is black, by row: between an odd number of them and the next it is black inside.
  const crossings = Array.from({ length: squares }, () => [] as number[])
  for (const ring of (/ d="([^"]+)"/.exec(svg)?.[1] ?? '').split('Z')) {
    const corners = [...ring.matchAll(/[ML](\d+) (\d+)/g)].map(([, x, y]) => [Number(x), Number(y)] as const)
    corners.forEach(([x, y], at) => {
      const [nextX, nextY] = corners[(at + 1) % corners.length] ?? [x, y]
      if (x !== nextX) return
      for (let row = Math.min(y, nextY); row < Math.max(y, nextY); row += 1) crossings[row]?.push(x)
    })
  }
  crossings.forEach((xs, row) => {
    xs.sort((a, b) => a - b)
    for (let at = 0; at + 1 < xs.length; at += 2)
      for (let y = (row + edge) * scale; y < (row + edge + 1) * scale; y += 1)
        for (let x = (xs[at]! + edge) * scale; x < (xs[at + 1]! + edge) * scale; x += 1)
          data.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3)
  })
  return { data, width, height: width, colorSpace: 'srgb' } as ImageData
}
