import type { TryAgainWord, WaitingKind } from '../../../shared/shopify/waiting.ts'
import { writeAudit } from '../../audit/write-audit.ts'
import type { Tx } from '../../database/database.ts'
import type { Deps } from '../../deps.ts'
import { ApiError } from '../../http/api-error.ts'
import type { Caller } from '../../http/caller.ts'
import { tellProductAgain } from '../catalogue/tell-product-again.ts'
import { sendAgain as reviveStockSend } from '../stock/send-again.ts'
import { kindOfSend, reviveLevel, reviveOrder, reviveProduct, reviveWebhook } from './again-queries.ts'

/**
 * Has something that waits between a business and its shop tried again by the next pass, as if for the first time.
 *
 * @param word what is known of a call of stock or of an order that was given up
 * @throws ApiError shopify/waiting-unknown where nothing of the kind waits under that id (any more)
 */
export async function sendAgain(
  tx: Tx,
  deps: Deps,
  caller: Caller,
  { kind, id }: { kind: WaitingKind; id: string },
  word: TryAgainWord,
): Promise<void> {
  const at = new Date(deps.now())
  if (!(await revive(tx, deps, caller.tenantId, { kind, id, word, at })))
    throw new ApiError('shopify/waiting-unknown')
  await writeAudit(tx, caller.tenantId, [
    {
      id: deps.newId(),
      at: at.toISOString(),
      actorId: caller.userId,
      deviceId: null,
      action: 'shopify.tried-again',
      subject: `shopify-${kind}`,
      subjectId: id,
      details: { word },
    },
  ])
}

type Asked = { kind: WaitingKind; id: string; word: TryAgainWord; at: Date }

/** Whether there was something to revive. */
async function revive(tx: Tx, deps: Deps, tenantId: string, { kind, id, word, at }: Asked): Promise<boolean> {
  switch (kind) {
    case 'send': {
      const of = await kindOfSend(tx, tenantId, id)
      if (of === undefined) return false
      const isOfProduct = of === 'product' || of === 'variants'
      return isOfProduct
        ? tellProductAgain(tx, deps, tenantId, id)
        : reviveStockSend(tx, deps, tenantId, id, word)
    }
    case 'webhook':
      return reviveWebhook(tx, tenantId, id)
    case 'order':
      return reviveOrder(tx, tenantId, id)
    case 'product':
      return reviveProduct(tx, tenantId, id, at)
    case 'level':
      return reviveLevel(tx, tenantId, id)
  }
}
