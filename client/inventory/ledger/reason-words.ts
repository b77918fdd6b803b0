import type { Sentence, Translate } from '../../i18n/translate.ts'

const words: Readonly<Record<string, Sentence>> = {
  sale: 'ledger.sale',
  refund: 'ledger.refund',
  receive: 'ledger.receive',
  damage: 'ledger.damage',
  recount: 'ledger.recount',
  found: 'ledger.found',
  transfer_out: 'ledger.transferOut',
  transfer_in: 'ledger.transferIn',
  shopify: 'ledger.shopify',
  import: 'ledger.import',
}

/** Why stock moved; a newer server's reason as it calls it. */
export function reasonWords(reason: string, t: Translate): string {
  const sentence = words[reason]
  return sentence ? t(sentence) : reason
}
