import {
  fillWithDefaultSettings,
  type RxDocumentData,
  type RxJsonSchema,
  type RxStorage,
  type RxStorageInstance,
} from 'rxdb/plugins/core'

export type Product = { id: string; title: string; price: number; archived: boolean }
export type StoredProduct = RxDocumentData<Product>
export type ProductInstance = RxStorageInstance<Product, unknown, unknown>

export const productSchema: RxJsonSchema<Product> = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: {
    id: { type: 'string', maxLength: 40 },
    title: { type: 'string', maxLength: 40 },
    price: { type: 'integer', minimum: 0, maximum: 1_000_000, multipleOf: 1 },
    archived: { type: 'boolean' },
  },
  required: ['id', 'title', 'price', 'archived'],
  indexes: ['title', ['archived', 'price']],
}

export const storedSchema = fillWithDefaultSettings(productSchema)

/** One collection of products, straight from the storage and without RxDB above it. */
export async function openProducts(
  storage: RxStorage<unknown, unknown>,
  databaseName: string,
  collectionName = 'products',
  multiInstance = false,
): Promise<ProductInstance> {
  return (await storage.createStorageInstance<Product>({
    databaseInstanceToken: databaseName,
    databaseName,
    collectionName,
    schema: storedSchema,
    options: {},
    multiInstance,
    devMode: false,
  })) as ProductInstance
}

/** A product in its first revision, or in the one after `previous`. `lwt` must grow from write to write. */
export function product(
  id: string,
  lwt: number,
  fields: Partial<Product & { _deleted: boolean }> = {},
  previous?: StoredProduct,
): StoredProduct {
  const height = previous ? Number.parseInt(previous._rev, 10) + 1 : 1
  return {
    id,
    title: id,
    price: 100,
    archived: false,
    _deleted: false,
    ...fields,
    _attachments: {},
    _meta: { lwt },
    _rev: `${height}-test`,
  }
}
