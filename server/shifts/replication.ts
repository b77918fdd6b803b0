import { Shift } from '../../shared/shifts/shift.ts'
import type { Collection, Pushed } from '../sync/collection.ts'
import { settleMerged } from '../sync/settle-merged.ts'
import type { MergedCollection } from '../sync/settle-merged.ts'
import { lockShifts, shiftDocument, writeShifts } from './queries.ts'

const merged: MergedCollection<Shift> = {
  name: 'shifts',
  fields: ['cashMovements', 'closedBy', 'closedAt', 'countedCash', 'expectedCash', 'note'],
  lock: lockShifts,
  write: writeShifts,
  fault: ({ document, device }, current) => {
    if (document._deleted) return { code: 'document/forbidden', details: 'a shift is never deleted' }
    const isOwn = device && document.deviceId === device.id && document.branchId === device.branchId
    if (!isOwn || (current && current.deviceId !== device.id)) {
      return { code: 'document/forbidden', details: 'a shift is written by its own lane' }
    }
    return null
  },
}

export const shiftCollection: Collection = {
  name: 'shifts',
  table: 'shifts',
  scope: 'branch',
  thirtyDays: false,
  document: () => shiftDocument,
  push: {
    schema: Shift,
    roles: ['STAFF', 'ADMIN'],
    needsDevice: true,
    settle: (tx, deps, batch) => settleMerged(tx, deps, merged, batch as readonly Pushed<Shift>[]),
  },
}
