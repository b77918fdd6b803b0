// npm run shopify-schema: fetches Shopify's Admin schema from the npm package that ships it, and writes it down twice:
// whole, to check our operations against, and the part that the sandbox plays. Run it after ADMIN_API_VERSION changes.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { buildClientSchema, lexicographicSortSchema, printSchema } from 'graphql'
import type { IntrospectionQuery } from 'graphql'
import { PLAYED } from './kept.ts'
import { prune, withoutProse } from './prune.ts'
import type { Introspection } from './prune.ts'
import { ADMIN_API_VERSION } from './version.ts'

const PACKAGE = '@shopify/dev-mcp@1.16.0'
const WHOLE = join(import.meta.dirname, 'admin-whole.graphql')
const SANDBOX = join(import.meta.dirname, '../sandbox/graphql/admin.graphql')

const folder = mkdtempSync(join(tmpdir(), 'shopify-schema-'))
try {
  execFileSync('npm', ['pack', PACKAGE, '--silent', '--pack-destination', folder], { stdio: 'inherit' })
  execFileSync('tar', ['-xzf', join(folder, 'shopify-dev-mcp-1.16.0.tgz'), '-C', folder])
  const packed = join(folder, 'package')
  const zipped = readFileSync(join(packed, `dist/data/admin_${ADMIN_API_VERSION}.json.gz`))
  const { data } = JSON.parse(gunzipSync(zipped).toString()) as { data: Introspection }
  const licence = readFileSync(join(packed, 'LICENSE'), 'utf8')
  const introspection = withoutProse(data)
  write(WHOLE, introspection, licence)
  write(SANDBOX, prune(introspection, PLAYED), licence)
} finally {
  rmSync(folder, { recursive: true })
}

function write(file: string, introspection: Introspection, licence: string): void {
  const schema = lexicographicSortSchema(buildClientSchema(introspection as unknown as IntrospectionQuery))
  const notice = [
    `Shopify's Admin API ${ADMIN_API_VERSION}, from ${PACKAGE}; written by npm run shopify-schema, not by hand.`,
    '',
    ...licence.trim().split('\n'),
  ]
  const head = notice.map((line) => `# ${line}`.trimEnd()).join('\n')
  writeFileSync(file, `${head}\n\n${printSchema(schema)}\n`)
}
