import { useState } from 'react'
import type { BulkOperation, BulkPreview } from '../../shared/bulk/bulk-operation.ts'
import type { Operation } from '../../shared/bulk/operation.ts'
import type { Selection } from '../../shared/bulk/selection.ts'
import { bulkCommands, previewBulk, saveFailures } from './bulk-api.ts'
import type { OperationCommand } from './operation-actions.ts'
import { emptyDraft } from './operation-draft.ts'
import type { Draft, Kind } from './operation-draft.ts'
import { useOperation } from './use-operation.ts'

export type BulkFlow = {
  draft: Draft
  edit(draft: Draft): void
  looked: { operation: Operation; preview: BulkPreview } | null
  /** The operation that was started or opened, as it is now. */
  running: BulkOperation | null
  busy: boolean
  fault: unknown
  look(operation: Operation): void
  back(): void
  start(): void
  /** What goes wrong is the fault; they never reject. */
  tell(command: OperationCommand): Promise<void>
  saveFailures(): Promise<void>
}

/**
 * From what is typed over the preview to the work: one step after the other, each with its fault.
 *
 * @param kind what was asked for, where it was
 */
export function useBulkFlow(
  selection: Selection | null,
  opened: BulkOperation | null,
  kind: Kind = emptyDraft.kind,
): BulkFlow {
  const [draft, setDraft] = useState<Draft>({ ...emptyDraft, kind })
  const [looked, setLooked] = useState<BulkFlow['looked']>(null)
  const [started, setStarted] = useState(opened)
  const [commands] = useState(bulkCommands)
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<unknown>(null)
  const running = useOperation(started)

  /** A list of counts says itself which products it is of. */
  function selectionOf(operation: Operation): Selection | null {
    return operation.kind === 'recount-each'
      ? { kind: 'products', ids: Object.keys(operation.counts) }
      : selection
  }

  async function step(work: () => Promise<void>): Promise<void> {
    setBusy(true)
    setFault(null)
    try {
      await work()
    } catch (error) {
      setFault(error)
    }
    setBusy(false)
  }

  return {
    draft,
    edit(next) {
      setFault(null)
      setDraft(next)
    },
    looked,
    running,
    busy,
    fault,
    look: (operation) =>
      void step(async () => {
        const of = selectionOf(operation)
        if (of) setLooked({ operation, preview: await previewBulk({ selection: of, operation }) })
      }),
    back() {
      setFault(null)
      setLooked(null)
    },
    start: () =>
      void step(async () => {
        const of = looked && selectionOf(looked.operation)
        if (!of || !looked) return
        const { operation, preview } = looked
        setStarted(await commands.start({ selection: of, operation, hash: preview.hash }))
      }),
    tell: (command) =>
      step(async () => {
        if (started) setStarted(await commands.tell(started.id, command))
      }),
    saveFailures: () =>
      step(async () => {
        if (started) await saveFailures(started.id)
      }),
  }
}
