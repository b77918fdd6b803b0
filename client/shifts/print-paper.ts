const millimetresPerPixel = 25.4 / 96

/** What a report is printed on: a roll of 80 mm, as long as it is, or sheets of A4. */
export type Paper = 'roll' | 'a4'

/**
 * Prints what lies ready on the page for this paper, and nothing else.
 *
 * @param id as in `data-paper`
 */
export function printPaper(id: string, paper: Paper): void {
  const element = document.querySelector<HTMLElement>(`[data-paper="${CSS.escape(`${id}-${paper}`)}"]`)
  if (!element) return
  const height = Math.ceil(element.offsetHeight * millimetresPerPixel) + 6
  const page =
    paper === 'roll' ? `size: 80mm ${height}mm; margin: 3mm 4mm` : 'size: A4 portrait; margin: 15mm 15mm'
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(`@page { ${page} }`)
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
  element.dataset['printing'] = ''
  // Telephones print after `print()` has returned; the event is the one sign that all of them give.
  window.addEventListener(
    'afterprint',
    () => {
      delete element.dataset['printing']
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet)
    },
    { once: true },
  )
  window.print()
}
