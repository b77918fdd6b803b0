import type { Product } from '../../../shared/catalog/product.ts'
import type { Catalogue, CatalogueProduct, CatalogueVariant } from '../sandbox/store/catalogue.ts'
import { makeCatalogue } from '../sandbox/store/make-catalogue.ts'

/** A product as far as an online shop shares it, with what lies at each branch, in the order of the locations. */
export type SharedProduct = Pick<
  Product,
  'groupId' | 'groupTitle' | 'variantTitle' | 'sku' | 'barcode' | 'vendor' | 'category' | 'tags' | 'price'
> & { onHand: (number | null)[] }

/** Groups of products that the online shop has as well. */
const SHARED_GROUPS = 120
/** Products that only the online shop has. */
const ONLY_ONLINE = 12

/**
 * What an online shop holds that grew beside a chain: most products the same, some with another price or title, some
 * that only one of the two has, and a few that nobody entered with care.
 *
 * @param products of the chain, whole groups of them
 */
export function overlappingCatalogue(
  products: readonly SharedProduct[],
  locations: readonly string[],
): Catalogue {
  const groups = [...Map.groupBy(products, ({ groupId }) => groupId).values()].slice(0, SHARED_GROUPS)
  const online = makeCatalogue({ seed: 11, products: ONLY_ONLINE, variantsEach: 4, locations })
  return {
    locations: locations.map((name) => ({ name })),
    products: [...groups.map(sharedGroup), ...online.products, ...careless],
  }
}

function sharedGroup(group: readonly SharedProduct[], place: number): CatalogueProduct {
  const [first] = group
  const dearer = place % 9 === 4
  const title = first?.groupTitle ?? ''
  const isSingle = group.length === 1 && first?.variantTitle === ''
  return {
    title: place % 13 === 7 ? `${title} (online)` : title,
    vendor: first?.vendor ?? '',
    productType: first?.category ?? '',
    tags: first?.tags ?? [],
    ...(isSingle ? {} : { options: ['Kind'] }),
    variants: group.map((one, index): CatalogueVariant => ({
      sku: one.sku,
      barcode: one.barcode,
      price: ((dearer ? one.price + 200 : one.price) / 100).toFixed(2),
      ...(isSingle ? {} : { values: [one.variantTitle || `Kind ${index + 1}`] }),
      available: one.onHand,
    })),
  }
}

/** What an import cannot take over, and says so. */
const careless: readonly CatalogueProduct[] = [
  { title: 'Gift card', vendor: '', variants: [{ sku: null, price: '25.00', tracked: false }] },
  {
    title: 'Sample box',
    vendor: 'Juniper',
    options: ['Size'],
    variants: [
      { sku: 'SAMPLE', price: '9.00', values: ['Small'], available: [5, 5] },
      { sku: 'SAMPLE', price: '14.00', values: ['Large'], available: [5, 5] },
    ],
  },
]
