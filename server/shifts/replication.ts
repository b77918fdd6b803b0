import { Shift } from '../../shared/shifts/shift.ts'
import type { Collection, Pushed } from '../sync/collection.ts'
import { keepShifts } from './keep-shifts.ts'
import { shiftFields } from './queries.ts'

export const shiftCollection: Collection = {
  name: 'shifts',
  table: 'shifts',
  scope: 'branch',
  thirtyDays: false,
  fields: () => shiftFields,
  push: {
    schema: Shift,
    roles: ['STAFF', 'ADMIN'],
    needsDevice: true,
    settle: (tx, deps, batch) => keepShifts(tx, deps, batch as readonly Pushed<Shift>[]),
  },
}
