import { sql } from 'kysely'
import type { Deps } from '../../deps.ts'
import type { FailedCall } from './failed-call.ts'

/** Calls that are kept of a business; older ones make room. */
const KEPT = 200
/** Characters that are kept of a request and of an answer. */
const LONGEST = 4_000

/** Keeps a call that came to nothing, for the page of the shop. Never throws: the call itself has failed already. */
export async function noteCall(deps: Deps, tenantId: string, call: FailedCall): Promise<void> {
  try {
    await deps.database
      .tenant(tenantId)
      .transaction()
      .execute(async (tx) => {
        await tx
          .insertInto('shopify_calls')
          .values({
            tenant_id: tenantId,
            id: deps.newId(),
            at: new Date(call.at),
            operation: call.operation,
            code: call.code,
            status: call.status,
            milliseconds: Math.round(call.milliseconds),
            request: kept(JSON.stringify(call.request), call.secrets),
            answer: call.answer === null ? null : kept(call.answer, call.secrets),
          })
          .execute()
        await sql`
          delete from shopify_calls
          where tenant_id = ${tenantId} and id in (
            select id from shopify_calls where tenant_id = ${tenantId} order by at desc, id desc offset ${KEPT}
          )`.execute(tx)
      })
  } catch (error) {
    deps.logger.warn({ err: error, tenantId, operation: call.operation }, 'a failed call was not kept')
  }
}

/** As JSON where it is short and reads well, else as the beginning of its text. No secret, wherever it stood. */
function kept(text: string, secrets: readonly string[]): string {
  const clean = secrets.reduce((all, secret) => all.replaceAll(secret, '•••'), text)
  if (clean.length <= LONGEST) {
    try {
      const value: unknown = JSON.parse(clean, withoutNul)
      if (typeof value === 'object' && value !== null) return JSON.stringify(value)
    } catch {
      // An error page, perhaps: its text says as much.
    }
  }
  return JSON.stringify({ text: clean.slice(0, LONGEST), length: clean.length }, withoutNul)
}

/** Postgres keeps every character but this one. */
function withoutNul(_: string, value: unknown): unknown {
  return typeof value === 'string' ? value.replaceAll('\0', '') : value
}
