// npm run sandbox: a pretended Shopify to develop and to play against, kept in the data folder.
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { openSandbox } from './open-sandbox.ts'
import { makeCatalogue } from './store/make-catalogue.ts'
import { API_VERSION } from './version.ts'

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '3100' },
    products: { type: 'string', default: '40' },
    variants: { type: 'string', default: '6' },
    seed: { type: 'string', default: '1' },
    forget: { type: 'boolean', default: false },
  },
})
const given = z
  .object({
    port: z.coerce.number().int().min(0).max(65_535),
    products: z.coerce.number().int().min(1).max(20_000),
    variants: z.coerce.number().int().min(1).max(2_048),
    seed: z.coerce.number().int(),
  })
  .parse(values)

const folder = resolve(process.env.OMNISYNC_DATA_DIR || '.data')
const sandbox = openSandbox({
  catalogue: makeCatalogue({ seed: given.seed, products: given.products, variantsEach: given.variants }),
  ...(values.forget ? {} : { file: join(folder, 'shopify-sandbox.json') }),
})
const at = await sandbox.listen(given.port)
const { shop, app } = sandbox.world.state
const lines = [
  ['Shopify sandbox', `${at}  (play the customer)`],
  ['Admin API', `${at}/admin/api/${API_VERSION}/graphql.json`],
  ['Shop', shop.domain],
  ['Client id, secret', `${app.clientId}  ${app.secrets[0]}`],
  ['Controls', `${at}/__sandbox/state`],
]
process.stdout.write(`${lines.map(([name = '', text]) => `  ${name.padEnd(20)}${text}`).join('\n')}\n`)

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    void sandbox.close().then(() => process.exit(0))
  })
