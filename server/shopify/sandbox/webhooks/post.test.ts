import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { openSandbox } from '../open-sandbox.ts'
import { post } from './post.ts'
import { sign } from './sign.ts'

test('a webhook goes over the network by itself, byte for byte as it was signed', async () => {
  const arrived = Promise.withResolvers<{ signature: unknown; bytes: Buffer }>()
  const receiver = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      response.writeHead(202).end()
      arrived.resolve({ signature: request.headers['x-shopify-hmac-sha256'], bytes: Buffer.concat(parts) })
    })
  })
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
  const { port } = receiver.address() as AddressInfo
  const sandbox = openSandbox()
  sandbox.world.state.subscriptions['gid://shopify/WebhookSubscription/1'] = {
    id: 'gid://shopify/WebhookSubscription/1',
    topic: 'PRODUCTS_DELETE',
    uri: `http://127.0.0.1:${port}/hooks`,
    name: null,
    filter: null,
    includeFields: [],
    metafieldNamespaces: [],
    createdAt: 0,
    updatedAt: 0,
  }
  sandbox.world.emit('products/delete', { id: 9_007_199_254_740_993n, title: 'Zażółć & co' })
  const { signature, bytes } = await arrived.promise
  expect(signature).toBe(sign(bytes.toString(), 'shpss_sandbox_secret'))
  await sandbox.close()
  expect(sandbox.webhooks.attempts()).toMatchObject([{ topic: 'products/delete', status: 202, attempt: 1 }])
  await new Promise((resolve) => receiver.close(resolve))
  expect(await post(`http://127.0.0.1:${port}/hooks`, {}, '{}')).toBe(0)
})
