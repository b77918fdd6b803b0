import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'
import type { IncomingMessage } from 'node:http'

export type S3Server = {
  /** Of a bucket that is there: `http://127.0.0.1:9000/bucket`. */
  url: string
  region: string
  keyId: string
  secret: string
  /** What lies in the bucket. */
  objects: Map<string, Buffer>
  /** The largest body that came. */
  largest(): number
  /** The next so many requests are answered by this status. */
  failNext(times: number, status: number): void
  close(): Promise<void>
}

/** So many names are on a page: few, so that whoever lists has to turn pages. */
const PAGE = 7

/**
 * A small store that speaks S3, with one bucket: objects are put, got, deleted and listed in pages. Every request must
 * be signed by the rules of AWS (version 4), and its body be what was signed.
 */
export async function s3Server(): Promise<S3Server> {
  const keys = { region: 'eu-central-1', keyId: 'AKIATEST', secret: 'the secret of the tests’ store' }
  const objects = new Map<string, Buffer>()
  let largest = 0
  let failing = { times: 0, status: 503 }
  const server = createServer((request, reply) => {
    void bodyOf(request).then((body) => {
      const say = (status: number, text: string | Buffer = ''): void => void reply.writeHead(status).end(text)
      const fault = (status: number, code: string): void =>
        say(status, `<?xml version="1.0"?><Error><Code>${code}</Code></Error>`)
      largest = Math.max(largest, body.length)
      if (failing.times > 0) {
        failing.times -= 1
        return fault(failing.status, 'SlowDown')
      }
      const url = new URL(request.url ?? '/', `http://${request.headers.host ?? ''}`)
      if (!isSigned(request, url, body, keys)) return fault(403, 'SignatureDoesNotMatch')
      const [, bucket, ...rest] = url.pathname.split('/')
      if (bucket !== 'bucket') return fault(404, 'NoSuchBucket')
      const key = rest.map(decodeURIComponent).join('/')
      if (request.method === 'GET' && key === '') return say(200, listOf(objects, url.searchParams))
      if (request.method === 'PUT') {
        objects.set(key, body)
        return say(200)
      }
      if (request.method === 'DELETE') {
        objects.delete(key)
        return say(204)
      }
      const found = objects.get(key)
      return found ? say(200, found) : fault(404, 'NoSuchKey')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}/bucket`,
    ...keys,
    objects,
    largest: () => largest,
    failNext: (times, status) => {
      failing = { times, status }
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

/** ListObjectsV2: keys under a prefix, those of one folder gathered where a delimiter is named. */
function listOf(objects: ReadonlyMap<string, Buffer>, query: URLSearchParams): string {
  const prefix = query.get('prefix') ?? ''
  const delimiter = query.get('delimiter') ?? ''
  const names = new Set<string>()
  for (const key of [...objects.keys()].toSorted()) {
    if (!key.startsWith(prefix)) continue
    const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length)
    names.add(end === -1 ? key : key.slice(0, end + 1))
  }
  const after = query.get('continuation-token') ?? ''
  const left = [...names].filter((name) => name > after)
  const page = left.slice(0, PAGE)
  const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  const entries = page.map((name) =>
    delimiter !== '' && name.endsWith(delimiter)
      ? `<CommonPrefixes><Prefix>${escaped(name)}</Prefix></CommonPrefixes>`
      : `<Contents><Key>${escaped(name)}</Key></Contents>`,
  )
  const next =
    left.length > PAGE ? `<NextContinuationToken>${escaped(page.at(-1) ?? '')}</NextContinuationToken>` : ''
  return `<?xml version="1.0"?><ListBucketResult><Prefix>${escaped(prefix)}</Prefix>${entries.join('')}${next}</ListBucketResult>`
}

/** AWS signature version 4, worked out anew from what came. */
function isSigned(
  { method = '', headers }: IncomingMessage,
  url: URL,
  body: Buffer,
  { region, keyId, secret }: { region: string; keyId: string; secret: string },
): boolean {
  const match = /^AWS4-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=(\w+)$/.exec(
    headers.authorization ?? '',
  )
  const [, credential = '', signedHeaders = '', signature = ''] = match ?? []
  const [id, day = ''] = credential.split('/')
  const scope = `${day}/${region}/s3/aws4_request`
  const sha256 = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex')
  if (id !== keyId || credential !== `${keyId}/${scope}`) return false
  if (headers['x-amz-content-sha256'] !== sha256(body)) return false
  const query = [...url.searchParams]
    .map(([name, value]) => `${strict(name)}=${strict(value)}`)
    .toSorted()
    .join('&')
  const named = signedHeaders.split(';').map((name) => `${name}:${String(headers[name]).trim()}\n`)
  const canonical = [
    method,
    url.pathname,
    query,
    named.join(''),
    signedHeaders,
    headers['x-amz-content-sha256'],
  ].join('\n')
  const toSign = ['AWS4-HMAC-SHA256', String(headers['x-amz-date']), scope, sha256(canonical)].join('\n')
  const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest()
  const key = ['s3', 'aws4_request'].reduce(hmac, hmac(hmac(`AWS4${secret}`, day), region))
  const ours = Buffer.from(hmac(key, toSign).toString('hex'))
  const theirs = Buffer.from(signature)
  return ours.length === theirs.length && timingSafeEqual(ours, theirs)
}

function strict(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}
