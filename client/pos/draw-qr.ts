import { correction, generate } from 'lean-qr'
import { toSvgDataURL } from 'lean-qr/extras/svg'

/**
 * A QR code as the address of an image. A long one has less room for what is smudged, and is still read.
 *
 * Eight patterns may lie over the squares, and readers know each of them. To find the one that looks least like
 * something else all are tried, nine tenths of the work; a long text, packed as it is, looks like nothing in particular.
 */
export function drawQr(text: string): string {
  const minCorrectionLevel = text.length > 500 ? correction.L : correction.M
  return toSvgDataURL(generate(text, { minCorrectionLevel, mask: text.length > 100 ? 0 : null }), {
    padX: 0,
    padY: 0,
  })
}
