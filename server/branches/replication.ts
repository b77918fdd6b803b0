import type { Collection } from '../sync/collection.ts'

export const branchCollection: Collection = {
  name: 'branches',
  table: 'branches',
  scope: 'tenant',
  thirtyDays: false,
  fields: () => ({
    id: 'id',
    seq: 'seq',
    _deleted: 'deleted',
    code: 'code',
    name: 'name',
    settings: 'settings',
    flags: 'flags',
  }),
  push: null,
}
