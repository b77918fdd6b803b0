import { useEffect, useState } from 'react'
import { createPortal } from 'react-dom'
import type { Branch } from '../../shared/branches/branch.ts'
import type { Order } from '../../shared/orders/order.ts'
import { useWords } from '../i18n/use-words.ts'
import { classNames } from '../ui/class-names.ts'
import { usePrint } from './printer/use-print.ts'
import type { ReceiptPiece } from './receipt/receipt-content.ts'
import type { Asked } from './receipt/use-asked.ts'
import { useReceipt } from './receipt/use-receipt.ts'

type Props = {
  order: Order
  branch: Branch
  /** Who wants it on paper: each asking prints once, as soon as the receipt is complete. */
  asked: Asked | null
}

/** The receipt as it will be printed, on screen and, by the print style, on an 80 mm roll. */
export function Receipt({ order, branch, asked }: Props) {
  const receipt = useReceipt(order, branch, asked?.copy ?? null)
  const print = usePrint(branch)
  const ready = receipt.codes !== null
  useEffect(() => {
    if (asked && ready) void print({ order, copy: asked.copy })
    // Once for each asking: the mark is on the page by then.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [asked, ready])
  return (
    <>
      <div className="rounded-md bg-white p-5 text-black shadow-float">
        <Slip {...receipt} />
      </div>
      {createPortal(
        <div className="on-paper" data-paper={order.id} data-copy={asked?.copy ?? 0} aria-hidden>
          <Slip {...receipt} />
        </div>,
        document.body,
      )}
    </>
  )
}

function Slip({ pieces, codes }: { pieces: readonly ReceiptPiece[]; codes: readonly string[] | null }) {
  return (
    <article className="figures text-[13px] leading-snug text-black">
      {pieces.map((piece, index) => (
        // Pieces have no identity but their place on the paper.
        <Piece key={index} piece={piece} codes={codes} />
      ))}
    </article>
  )
}

function Piece({ piece, codes }: { piece: ReceiptPiece; codes: readonly string[] | null }) {
  switch (piece.kind) {
    case 'title':
      return <p className="mb-1 text-center text-base font-bold tracking-wide">{piece.text}</p>
    case 'middle':
      return <p className="mb-1 text-center whitespace-pre-line">{piece.text}</p>
    case 'words':
      return <p className="pt-0.5 font-medium">{piece.text}</p>
    case 'row':
      return (
        <p className={classNames('flex justify-between gap-3', piece.strong && 'text-lg font-bold')}>
          <span>{piece.left}</span>
          <span className="text-right">{piece.right}</span>
        </p>
      )
    case 'rule':
      return <hr className="my-2 border-t border-dashed border-black/60" />
    case 'codes':
      return codes === null ? (
        <div className="my-3 h-32" />
      ) : (
        codes.map((code) => <QrCode key={code} text={code} />)
      )
  }
}

/** As many millimetres as its figures need: a scanner must tell one square from the next on thermal paper. */
function sizeOf(text: string): string {
  return text.length < 200 ? 'w-32' : text.length < 700 ? 'w-44' : 'w-64'
}

/** Drawn as an image of its own, so that no markup is written into the page. */
function QrCode({ text }: { text: string }) {
  const { t } = useWords()
  const [source, setSource] = useState<string | null>(null)
  useEffect(() => {
    let current = true
    void import('./draw-qr.ts')
      .then(({ drawQr }) => (current ? setSource(drawQr(text)) : undefined))
      // A receipt without its code is a receipt.
      .catch(() => null)
    return () => {
      current = false
    }
  }, [text])
  return source ? (
    <img
      src={source}
      alt={t('receipt.qr')}
      data-code={text}
      className={classNames('mx-auto my-3', sizeOf(text))}
    />
  ) : (
    <div className={classNames('mx-auto my-3 aspect-square', sizeOf(text))} data-pending />
  )
}
