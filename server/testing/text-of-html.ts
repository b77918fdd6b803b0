/** What a reader of HTML sees, on one line. */
export function textOfHtml(html: string): string {
  const marks = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&amp;': '&' }
  let text = html.replaceAll(/<[^>]*>/g, ' ')
  for (const [entity, mark] of Object.entries(marks)) text = text.replaceAll(entity, mark)
  return text.replaceAll(/\s+/g, ' ')
}
