import { z } from 'zod'
import { canonicalJson } from '../../shared/basics/canonical.ts'
import { BulkOperation, BulkPreview } from '../../shared/bulk/bulk-operation.ts'
import type { PreviewBody, StartBody } from '../../shared/bulk/bulk-operation.ts'
import { account, device } from '../app/app-parts.ts'
import { NoAnswer } from '../app/api.ts'
import { download } from '../app/download.ts'
import type { OperationCommand } from './operation-actions.ts'

const Operations = z.object({ operations: z.array(BulkOperation) })

export async function previewBulk(body: PreviewBody): Promise<BulkPreview> {
  return BulkPreview.parse(await account.callAs('/bulk-operations/preview', { method: 'POST', body }))
}

export async function readBulk(id: string): Promise<BulkOperation> {
  return BulkOperation.parse(await account.callAs(`/bulk-operations/${id}`))
}

/** The latest operations of the business, the newest first. */
export async function listBulk(): Promise<BulkOperation[]> {
  return Operations.parse(await account.callAs('/bulk-operations')).operations
}

export type BulkCommands = {
  start(body: StartBody): Promise<BulkOperation>
  tell(id: string, command: OperationCommand): Promise<BulkOperation>
}

/** Commands about operations. A repeat after a lost answer is the same command, so that nothing is started twice. */
export function bulkCommands(): BulkCommands {
  let last = { command: '', key: '' }
  const send = async (path: string, body: object): Promise<BulkOperation> => {
    const command = canonicalJson([path, body])
    if (command !== last.command) last = { command, key: device.newId() }
    try {
      const answer = await account.callAs(path, { method: 'POST', body, idempotencyKey: last.key })
      last = { command: '', key: '' }
      return BulkOperation.parse(answer)
    } catch (error) {
      if (!(error instanceof NoAnswer)) last = { command: '', key: '' }
      throw error
    }
  }
  return {
    start: (body) => send('/bulk-operations', body),
    tell: (id, command) => send(`/bulk-operations/${id}/${command}`, {}),
  }
}

/** Offers the failures of an operation as the file that the server writes. */
export async function saveFailures(id: string): Promise<void> {
  download(await failuresFile(id), `bulk-failures-${id}.csv`)
}

async function failuresFile(id: string): Promise<Blob> {
  const token = account.tokens.current() ?? (await account.tokens.refresh())
  const answer = await fetch(`/api/v1/bulk-operations/${id}/failures`, {
    headers: { authorization: `Bearer ${token ?? ''}` },
  }).catch((cause: unknown) => {
    throw new NoAnswer(cause)
  })
  if (!answer.ok) throw new NoAnswer(new Error(`status ${answer.status}`))
  return answer.blob()
}
