/** A product's name with what sets it apart from its siblings, once. */
export function nameOf({ title, variantTitle }: { title: string; variantTitle: string }): string {
  return variantTitle === '' || title.endsWith(variantTitle) ? title : `${title} · ${variantTitle}`
}
