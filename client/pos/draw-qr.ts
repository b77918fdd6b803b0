import { drawingSVG, qrcode } from 'bwip-js/browser'

/** A QR code as the address of an image. A long one has less room for what is smudged, and is still read. */
export function drawQr(text: string): string {
  // Not written into the call: the types know no options of a single kind of code.
  const options = { bcid: 'qrcode', text, eclevel: text.length > 500 ? 'L' : 'M' }
  return `data:image/svg+xml,${encodeURIComponent(qrcode(options, drawingSVG()))}`
}
