import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { escapeHtml } from '../escape-html.ts'

/**
 * Serves the page of something that is pretended: the body in `page.html` of a folder, its `page.js`, and its `page.css`
 * over the look that all of these pages share.
 */
export function servePage(app: FastifyInstance, folder: string, title: string): void {
  const own = (name: string) => readFileSync(join(folder, name), 'utf8')
  const shared = readFileSync(join(import.meta.dirname, 'page.css'), 'utf8')
  for (const [path, type, text] of [
    ['/', 'text/html', pageOf(title, own('page.html'))],
    ['/page.css', 'text/css', `${shared}${own('page.css')}`],
    ['/page.js', 'text/javascript', own('page.js')],
  ] as const)
    app.get(path, (_, reply) => reply.type(`${type}; charset=utf-8`).send(text))
}

function pageOf(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:," />
<link rel="stylesheet" href="/page.css" />
<script type="module" src="/page.js"></script>
</head>
${body}</html>
`
}
