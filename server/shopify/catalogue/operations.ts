import type { Operation } from '../api/shop-api.ts'
import { PRODUCT_FIELDS, VARIANT_FIELDS } from '../mapping/node-product.ts'

/** Products by their ids, each with its first variants. */
export const PRODUCTS_BY_ID: Operation = {
  name: 'ProductsById',
  text: `query ProductsById($ids: [ID!]!) {
  nodes(ids: $ids) {
    ... on Product { ${PRODUCT_FIELDS} variants(first: 250) { nodes { ${VARIANT_FIELDS} } pageInfo { hasNextPage endCursor } } }
  }
}`,
}

/** More variants of a product than came with it. */
export const MORE_VARIANTS: Operation = {
  name: 'MoreVariants',
  text: `query MoreVariants($id: ID!, $after: String) {
  product(id: $id) { id variants(first: 250, after: $after) { nodes { ${VARIANT_FIELDS} } pageInfo { hasNextPage endCursor } } }
}`,
}

/** What a shop has, and when it last changed. */
export const CATALOGUE_SIZE: Operation = {
  name: 'CatalogueSize',
  text: `query CatalogueSize {
  productVariantsCount(limit: null) { count }
  productsCount(limit: null) { count }
  products(first: 1, sortKey: UPDATED_AT, reverse: true) { nodes { updatedAt } }
}`,
}

/** A page of products, each with a cursor of its own. */
export const PRODUCTS_PAGE: Operation = {
  name: 'ProductsPage',
  text: `query ProductsPage($first: Int!, $variants: Int!, $after: String, $query: String, $sortKey: ProductSortKeys!) {
  products(first: $first, after: $after, query: $query, sortKey: $sortKey) {
    edges { cursor node { ${PRODUCT_FIELDS} variants(first: $variants) { nodes { ${VARIANT_FIELDS} } pageInfo { hasNextPage endCursor } } } }
    pageInfo { hasNextPage }
  }
}`,
}

/** When each product changed last. */
export const PRODUCT_TIMES: Operation = {
  name: 'ProductTimes',
  text: `query ProductTimes($after: String) {
  products(first: 250, after: $after) { nodes { id updatedAt } pageInfo { hasNextPage endCursor } }
}`,
}

/** Has a file made of the answer to a query. */
export const RUN_BULK: Operation = {
  name: 'RunBulkQuery',
  text: `mutation RunBulkQuery($query: String!) {
  bulkOperationRunQuery(query: $query, groupObjects: true) { bulkOperation { id } userErrors { field message } }
}`,
}

/** The files that were asked for last. */
export const LATEST_BULKS: Operation = {
  name: 'LatestBulks',
  text: `query LatestBulks {
  bulkOperations(first: 10, sortKey: CREATED_AT, reverse: true) { nodes { id status query } }
}`,
}

/** How far a file is, and where it lies. */
export const BULK: Operation = {
  name: 'Bulk',
  text: `query Bulk($id: ID!) { bulkOperation(id: $id) { status errorCode url } }`,
}

/** All products and variants, a line each. Its name tells whose it is: an answer may be lost, and the file is there. */
export function bulkProductsQuery(importId: string): string {
  return `query Import_${importId.replaceAll('-', '')} {
  products { edges { node { ${PRODUCT_FIELDS} variants { edges { node { ${VARIANT_FIELDS} } } } } } }
}`
}

/** Writes fields of variants: of those that are in order, whatever is wrong with others. */
export const UPDATE_VARIANTS: Operation = {
  name: 'UpdateVariants',
  text: `mutation UpdateVariants($productId: ID!, $variants: [ProductVariantsBulkInput!]!) {
  productVariantsBulkUpdate(productId: $productId, variants: $variants, allowPartialUpdates: true) {
    productVariants { id }
    userErrors { field message }
  }
}`,
}

/** Writes fields of a product. */
export const UPDATE_PRODUCT: Operation = {
  name: 'UpdateProduct',
  text: `mutation UpdateProduct($product: ProductUpdateInput!) {
  productUpdate(product: $product) { product { id } userErrors { field message } }
}`,
}
