import type { OutboxDocument } from '../../shared/sync/outbox.ts'

/** What can be shown of a document that nobody has looked at yet: any of it may be missing or of another kind. */
export function shownOf(document: OutboxDocument['document']) {
  const text = (field: string) => (typeof document[field] === 'string' ? document[field] : '')
  const { total } = document
  const at = text('createdAt') || text('openedAt') || text('updatedAt')
  const currency = text('currency')
  const isRefund = document['lines'] !== undefined && document['kind'] === 'refund'
  const isMoney = Number.isSafeInteger(total) && /^[A-Z]{3}$/.test(currency)
  return {
    id: text('id'),
    number: document['lines'] ? text('number') : '',
    isRefund,
    /** What a refund gives back is less than nothing. */
    total: isMoney ? (isRefund ? -(total as number) : (total as number)) : null,
    currency,
    at: Number.isNaN(Date.parse(at)) ? '' : at,
  }
}
