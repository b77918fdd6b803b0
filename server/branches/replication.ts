import type { Collection } from '../sync/collection.ts'
import { documentJson } from '../sync/json-sql.ts'

export const branchCollection: Collection = {
  name: 'branches',
  table: 'branches',
  scope: 'tenant',
  thirtyDays: false,
  document: () =>
    documentJson({
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
