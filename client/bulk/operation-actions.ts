import { CircleStop, Download, Layers, RotateCcw, Undo2 } from 'lucide-react'
import type { BulkOperation } from '../../shared/bulk/bulk-operation.ts'
import type { Action } from '../command-palette/action.ts'
import type { Telling } from './operation-words.ts'
import { saysWhole } from './operation-words.ts'

export type OperationCommand = 'cancel' | 'retry' | 'undo'

type Page = {
  /** A command is on its way. */
  isBusy: boolean
  /** It was put back already, or just is: as far as this page knows. */
  isUndone?: boolean
  /** By this device's clock, milliseconds. */
  now: number
  tell(command: OperationCommand): void | Promise<void>
  saveFailures(): void | Promise<void>
}

/** What can be done about a bulk operation as it is now; what cannot is not among them. */
export function operationActions(operation: BulkOperation, telling: Telling, page: Page): Action[] {
  const { id, finishedAt, failed, canRetry, undoUntil } = operation
  const common = { for: 'admin', values: named(operation, telling) } as const
  const telled = (command: OperationCommand) => ({
    ...common,
    id: `bulk ${command} ${id}`,
    off: page.isBusy,
    run: () => page.tell(command),
  })
  const isUndoable =
    !page.isUndone && undoUntil !== null && finishedAt !== null && Date.parse(undoUntil) > page.now
  return [
    ...(finishedAt === null
      ? [{ ...telled('cancel'), says: 'bulk.stopOf', icon: CircleStop } satisfies Action]
      : []),
    ...(failed > 0
      ? [
          {
            ...common,
            id: `bulk file ${id}`,
            says: 'bulk.fileOf',
            icon: Download,
            run: page.saveFailures,
          } satisfies Action,
        ]
      : []),
    ...(canRetry ? [{ ...telled('retry'), says: 'bulk.retryOf', icon: RotateCcw } satisfies Action] : []),
    ...(isUndoable
      ? [
          {
            ...telled('undo'),
            says: 'bulk.undoOf',
            icon: Undo2,
            asks: { says: 'bulk.undoOf', adds: 'bulk.undoAdds', button: 'bulk.undo' },
          } satisfies Action,
        ]
      : []),
  ]
}

/** Shows an operation and how far it is. */
export function openingOperation(operation: BulkOperation, telling: Telling, open: () => void): Action {
  return {
    id: `bulk open ${operation.id}`,
    says: 'bulk.openOf',
    values: named(operation, telling),
    icon: Layers,
    for: 'admin',
    run: open,
  }
}

/** Two of the same words are told apart by when they were begun. */
function named(operation: BulkOperation, telling: Telling) {
  return { what: saysWhole(operation, telling), moment: telling.words.moment(operation.createdAt) }
}
