const millimetresPerPixel = 25.4 / 96
const margins = 6
const patience = 2000

/**
 * Prints one receipt that is on the page, on a page as long as it is: a roll has no page length of its own, and
 * CSS cannot say "as long as needed". Waits for the QR code, at most two seconds; the sale waits for nothing.
 *
 * @param orderId whose receipt; only this one is printed, whatever else is on the page
 * @param copy which copy of it: the original may be on the page behind the sheet that prints a copy
 */
export async function printReceipt(orderId: string, copy: number | null): Promise<void> {
  const paper = document.querySelector<HTMLElement>(
    `[data-paper="${CSS.escape(orderId)}"][data-copy="${copy ?? 0}"]`,
  )
  if (!paper) return
  await Promise.race([pictureOf(paper), new Promise((resolve) => setTimeout(resolve, patience))])
  const height = Math.ceil(paper.offsetHeight * millimetresPerPixel) + margins
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(`@page { size: 80mm ${height}mm; margin: 3mm 4mm }`)
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
  paper.dataset['printing'] = ''
  // Telephones print after `print()` has returned; the event is the one sign that all of them give.
  window.addEventListener(
    'afterprint',
    () => {
      delete paper.dataset['printing']
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet)
    },
    { once: true },
  )
  window.print()
}

/** Resolves once all QR codes are drawn. */
async function pictureOf(paper: HTMLElement): Promise<void> {
  while (!paper.querySelector('img') || paper.querySelector('[data-pending]'))
    await new Promise((resolve) => setTimeout(resolve, 30))
  await Promise.all([...paper.querySelectorAll('img')].map((picture) => picture.decode()))
}
