import { escapeHtml } from '../escape-html.ts'
import type { Bar, Cell, Letter, Section } from './letter.ts'

const FONT = "-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"

/** Colours are set twice: on each element for programs that read no style sheet, and for dark ones in the sheet. */
const DARK = [
  '.page{background:#14161a!important}',
  '.card{background:#1d2026!important;border-color:#343943!important}',
  '.ink{color:#f2f3f5!important}',
  '.muted{color:#a9b0bb!important}',
  '.line{border-color:#343943!important}',
  '.bar{background:#6ea8fe!important}',
  '.button{background:#6ea8fe!important;color:#10131a!important}',
]

/** A letter as HTML, in tables, as mail programs have understood it for twenty years. Every text is escaped. */
export function htmlOfLetter(letter: Letter): string {
  const { title, intro, bullets, note, bars, sections, link, because } = letter
  return `<!doctype html>
<html lang="${letter.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(title)}</title>
<style>:root{color-scheme:light dark}@media (prefers-color-scheme:dark){${DARK.join('')}}@media (max-width:480px){.pad{padding:20px 16px!important}}</style>
</head>
<body class="page" style="margin:0;padding:0;background:#f3f4f6">
<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" style="background:#f3f4f6">
<tr><td align="center" style="padding:24px 8px">
<table role="presentation" class="card" width="100%" cellpadding="0" cellspacing="0" style="max-width:600px;background:#ffffff;border:1px solid #dfe2e7;border-radius:14px;font-family:${FONT}">
<tr><td class="pad" style="padding:28px 32px">
<h1 class="ink" style="margin:0;font-size:22px;line-height:1.25;color:#14161a">${escapeHtml(title)}</h1>
<p class="muted" style="margin:4px 0 20px;font-size:14px;color:#5b6470">${escapeHtml(intro)}</p>
${[
  ...(bullets.length > 0 ? [bulletsOf(bullets)] : []),
  ...(note === null ? [] : [noteOf(note)]),
  ...(bars.length > 0 ? [barsOf(bars)] : []),
  ...sections.map(sectionOf),
  ...(link ? [buttonOf(link)] : []),
].join('\n')}
<p class="muted line" style="margin:28px 0 0;padding-top:16px;border-top:1px solid #dfe2e7;font-size:12px;line-height:1.5;color:#5b6470">${escapeHtml(because)}</p>
</td></tr>
</table>
</td></tr>
</table>
</body>
</html>
`
}

function bulletsOf(bullets: readonly string[]): string {
  const items = bullets.map(
    (bullet) =>
      `<li class="ink" style="margin:0 0 12px;font-size:16px;line-height:1.5;color:#14161a">${escapeHtml(bullet)}</li>`,
  )
  return `<ul style="margin:0;padding:0 0 0 20px">${items.join('\n')}</ul>`
}

function noteOf(note: string): string {
  return `<p class="muted" style="margin:4px 0 20px;font-size:13px;color:#5b6470">${escapeHtml(note)}</p>`
}

/** Sums as bars, each with its number beside it: nothing is told by length alone. */
function barsOf(bars: readonly Bar[]): string {
  const rows = bars.map(
    ({ label, says, share }) => `<tr>
<td class="muted" width="64" style="padding:3px 10px 3px 0;font-size:13px;white-space:nowrap;color:#5b6470">${escapeHtml(label)}</td>
<td style="padding:3px 0"><table role="presentation" width="${Math.max(1, Math.round(share * 100))}%" cellpadding="0" cellspacing="0"><tr><td class="bar" style="height:14px;line-height:14px;font-size:1px;border-radius:4px;background:#2563eb">&nbsp;</td></tr></table></td>
<td class="ink" align="right" width="110" style="padding:3px 0 3px 10px;font-size:13px;white-space:nowrap;color:#14161a">${escapeHtml(says)}</td>
</tr>`,
  )
  return `<table role="presentation" width="100%" cellpadding="0" cellspacing="0">${rows.join('')}</table>`
}

function sectionOf({ head, rows }: Section): string {
  const heading =
    head === null
      ? ''
      : `<h2 class="ink" style="margin:26px 0 6px;font-size:15px;color:#14161a">${escapeHtml(head)}</h2>\n`
  return `${heading}<table width="100%" cellpadding="0" cellspacing="0">${rows.map((row) => `<tr>${row.map(cellOf).join('')}</tr>`).join('\n')}</table>`
}

/** The first of a row may be long and breaks wherever it must; what stands behind it are figures. */
function cellOf(cell: Cell, index: number): string {
  const { says, below, url } = typeof cell === 'string' ? { says: cell } : cell
  const [shade, color, place] =
    index === 0
      ? ['ink', '#14161a', 'padding:7px 0;overflow-wrap:anywhere']
      : ['muted', '#454c57', 'padding:7px 0 7px 12px;text-align:right']
  const text = escapeHtml(says)
  const linked =
    url === undefined
      ? text
      : `<a class="${shade}" href="${escapeHtml(url)}" style="color:${color}">${text}</a>`
  const under =
    below === undefined
      ? ''
      : `<br><span class="muted" style="font-size:13px;color:#5b6470">${escapeHtml(below)}</span>`
  return `<td class="${shade} line" style="${place};border-top:1px solid #dfe2e7;font-size:14px;line-height:1.35;vertical-align:top;color:${color}">${linked}${under}</td>`
}

function buttonOf({ says, url }: { says: string; url: string }): string {
  return `<p style="margin:28px 0 0"><a class="button" href="${escapeHtml(url)}" style="display:inline-block;padding:12px 20px;border-radius:10px;background:#1d4ed8;color:#ffffff;font-size:15px;font-weight:600;text-decoration:none">${escapeHtml(says)}</a></p>`
}
