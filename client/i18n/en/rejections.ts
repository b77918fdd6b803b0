/** Why the server did not accept a document, by the code of the rejection (`shared/errors.ts`). */
export const rejections = {
  'document/invalid': 'The document does not fit its schema. Support can correct and replay it.',
  'document/forbidden': 'This person or device may not write this. Support can look at it.',
  'document/id-reused': 'A different document with this id was stored before; the first one stands.',
  'document/other-tenant': 'The document names something of another business.',
  'order/unknown-device': 'The order names another device than the one that sent it.',
  'order/wrong-branch': 'The order was sold at another branch than the device belongs to.',
  'order/wrong-cashier': 'The order names a cashier who never signed in on this device.',
  'order/wrong-sums': 'The sums of the order do not add up.',
  'order/wrong-payments': 'The payments do not add up to the total.',
  'order/wrong-currency': 'The order is in another currency than the business.',
  'order/wrong-source': 'A device can only send its own sales.',
  'order/unknown-product': 'The order names a product that does not exist.',
  'order/duplicate-line': 'Two lines of the order have the same id.',
  'order/refund-incomplete': 'A refund names the order and the lines that come back, and the reason.',
  'order/refund-unapproved': 'A refund without its sale needs a reason and the approval of a manager.',
  'order/refund-of-refund': 'The refund names a refund; only a sale can be given back.',
  'order/refund-mismatch': 'The refund names lines that the original order does not have.',
  'stock/wrong-branch': 'The movement is at another branch than the device belongs to.',
  'stock/unknown-product': 'The movement names a product that does not exist.',
  'stock/wrong-reason': 'A device cannot book this kind of movement by itself.',
  'stock/wrong-delta':
    'The change does not fit its reason, or is not the difference of counted and expected.',
  'stock/half-transfer':
    'A transfer is two movements sent together; one of them is missing or does not match.',
} as const
