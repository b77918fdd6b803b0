import { correction, generate } from 'lean-qr'
import { toSvgDataURL } from 'lean-qr/extras/svg'

/** A QR code as the address of an image. A long one has less room for what is smudged, and is still read. */
export function drawQr(text: string): string {
  const minCorrectionLevel = text.length > 500 ? correction.L : correction.M
  return toSvgDataURL(generate(text, { minCorrectionLevel }), { padX: 0, padY: 0 })
}
