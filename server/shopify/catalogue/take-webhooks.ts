import { inTransaction } from '../../database/transaction.ts'
import type { Connection, Shop, Step } from '../connection/connection.ts'
import { readWebhook } from '../mapping/read-webhook.ts'
import { endWebhooks, hintProducts, waitingWebhooks } from './hint-queries.ts'

const AT_ONCE = 100

/**
 * Takes webhooks of products out of the inbox: each is a hint, after which the product is read, deleted ones too. One
 * that cannot be read is kept with the reason.
 */
export async function takeWebhooks({ deps, tenantId }: Shop, connection: Connection): Promise<Step> {
  return inTransaction(deps.database.tenant(tenantId), async (tx) => {
    const rows = await waitingWebhooks(tx, tenantId, AT_ONCE)
    if (rows.length === 0) return 'idle'
    const at = new Date(deps.now()).toISOString()
    const hinted: string[] = []
    const ended = rows.map(({ id, topic, body }) => {
      const read = readWebhook(topic, body, connection)
      if (read.kind === 'refused') {
        const { code, path, message } = read
        return { id, state: 'dead' as const, fault: { code, path, message } }
      }
      if (read.value.kind === 'product') hinted.push(read.value.product.productId)
      if (read.value.kind === 'product-gone') hinted.push(read.value.productId)
      return { id, state: 'done' as const, fault: null }
    })
    await hintProducts(tx, tenantId, hinted, at)
    await endWebhooks(tx, tenantId, ended, at)
    return 'more'
  })
}
