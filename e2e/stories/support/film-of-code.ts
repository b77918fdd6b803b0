import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import bwip from 'bwip-js/node'

const [width, height] = [640, 480]
const [white, black, grey] = [235, 16, 128]
/** Pixels of the thinnest bar, and the white on either side in such bars. */
const module = 4
const quiet = 12

/** A film of an EAN-13 lying before a camera, as Chromium plays it for one; gives the flags of the browser. */
export function filmOfCode(code: string): string[] {
  const path = join(mkdtempSync(join(tmpdir(), 'omnisync-film-')), 'code.y4m')
  const head = Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420mpeg2\n`)
  const frame = Buffer.concat([
    Buffer.from('FRAME\n'),
    picture(code),
    Buffer.alloc((width * height) / 2, grey),
  ])
  writeFileSync(path, Buffer.concat([head, frame, frame]))
  return [
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    `--use-file-for-fake-video-capture=${path}`,
  ]
}

/** The bars on white, light and dark alone. */
function picture(code: string): Buffer {
  const [symbol] = bwip.raw({ bcid: 'ean13', text: code }) as unknown as [{ sbs: number[] }]
  const row = Buffer.alloc(width, white)
  let at = Math.round((width - 95 * module) / 2)
  if (at < quiet * module) throw new Error('the picture is too narrow for the code')
  symbol.sbs.forEach((bars, index) => {
    if (index % 2 === 0) row.fill(black, at, at + bars * module)
    at += bars * module
  })
  const plane = Buffer.alloc(width * height, white)
  for (let y = 90; y < height - 90; y += 1) row.copy(plane, y * width)
  return plane
}
