import type { ReceiptPrinterEncoderOptions } from '@point-of-sale/receipt-printer-encoder'
import ReceiptPrinterEncoder from '@point-of-sale/receipt-printer-encoder'
import type { ReceiptPiece } from '../receipt/receipt-content.ts'

/** What a printer understands and how wide it is. */
export type PrinterKind = {
  paper: 80 | 58
  /** As the connected printer says; null for a plain ESC/POS one. */
  language: ReceiptPrinterEncoderOptions['language'] | null
  codepageMapping: string | null
}

/** What a printer is told to do: a receipt, the drawer, or both. */
export type PrintJob = { pieces: readonly ReceiptPiece[]; codes: readonly string[]; drawer: boolean }

/** Letters to a line, at the usual font of 12 dots. */
const columnsOf = { 80: 48, 58: 32 } as const
/** Dots of a QR's square: 117 squares and a margin of 4 on each side are the most that a code of ours has. */
const dotsOf = { 80: 576, 58: 384 } as const

/** A job in the printer's own language: text in its code pages, the QR by its own command, a cut, and the drawer. */
export function encodeReceipt({ pieces, codes, drawer }: PrintJob, printer: PrinterKind): Uint8Array {
  const columns = columnsOf[printer.paper]
  const encoder = new ReceiptPrinterEncoder({
    columns,
    language: printer.language ?? 'esc-pos',
    codepageMapping: (printer.codepageMapping ?? 'epson') as NonNullable<
      ReceiptPrinterEncoderOptions['codepageMapping']
    >,
    feedBeforeCut: 4,
    errors: 'relaxed',
  })
  encoder.initialize().codepage('auto')
  if (drawer) encoder.pulse()
  for (const piece of pieces) {
    switch (piece.kind) {
      case 'title':
        encoder.align('center').bold(true).line(plain(piece.text)).bold(false).align('left')
        break
      case 'middle':
        encoder.align('center').line(plain(piece.text)).align('left')
        break
      case 'words':
        encoder.line(plain(piece.text))
        break
      case 'row':
        row(encoder, plain(piece.left), plain(piece.right), columns, piece.strong ?? false)
        break
      case 'rule':
        encoder.rule()
        break
      case 'codes':
        encoder.align('center')
        for (const code of codes) {
          const size = squareOf(code, printer.paper)
          encoder.newline().qrcode(code, { model: 2, size, errorlevel: code.length > 500 ? 'l' : 'm' })
        }
        encoder.newline().align('left')
        break
    }
  }
  if (pieces.length > 0) encoder.cut('partial')
  return encoder.encode()
}

/** Left and right on one line where both fit, else one below the other. The total is twice as high. */
function row(
  encoder: ReceiptPrinterEncoder,
  left: string,
  right: string,
  columns: number,
  strong: boolean,
): void {
  if (strong) encoder.bold(true).height(2)
  const room = columns - right.length
  if (left.length < room) encoder.line(left.padEnd(room) + right)
  else encoder.line(left).align('right').line(right).align('left')
  if (strong) encoder.height(1).bold(false)
}

/** Signs that printers' code pages lack: spaces that Intl writes, the minus, typographic letters and dashes. */
function plain(text: string): string {
  return text
    .replaceAll(/[\u00a0\u202f\u2009]/g, ' ')
    .replaceAll('−', '-')
    .replaceAll(/[—–]/g, '-')
    .replaceAll('×', 'x')
    .replaceAll(/[ʻʼ‘’]/g, "'")
    .replaceAll('…', '...')
}

/** The largest square, in dots, with which a code of so many figures fits the paper; readable from three on. */
function squareOf(code: string, paper: 80 | 58): number {
  // Figures that versions 4, 8, 12, … hold at the level used, and their squares to a side.
  const sides = [
    [90, 33],
    [221, 49],
    [419, 65],
    [667, 77],
    [938, 85],
    [1352, 101],
    [1853, 117],
  ] as const
  const side = sides.find(([figures]) => code.length <= figures)?.[1] ?? 117
  return Math.max(2, Math.min(6, Math.floor(dotsOf[paper] / (side + 8))))
}
