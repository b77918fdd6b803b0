import { createHash } from 'node:crypto'
import { AwsClient } from 'aws4fetch'
import { BackupFault } from './fault.ts'
import { MANIFEST } from './manifest.ts'
import { BACKUP_NAME } from './store.ts'
import type { Store } from './store.ts'

export type S3Settings = {
  /** `https://s3.example.com/bucket/prefix`: the bucket is the first part of the path. */
  url: string
  region: string
  keyId: string
  secret: string
}

/** A part may be 16 MB, and a line slow. */
const PATIENCE_MS = 120_000

/** Backups in any store that speaks S3, one object a file. Of one installation each: what lies there is counted. */
export function s3Store({ url, region, keyId, secret }: S3Settings): Store {
  const at = new URL(url)
  const [bucket = '', ...folders] = at.pathname.split('/').filter((name) => name !== '')
  const prefix = folders.map((name) => `${name}/`).join('')
  const root = `${at.origin}/${bucket}`
  const client = new AwsClient({
    accessKeyId: keyId,
    secretAccessKey: secret,
    region,
    service: 's3',
    retries: 4,
  })

  const ask = async (method: string, address: string, body?: Buffer): Promise<Response> => {
    const sha256 = createHash('sha256')
      .update(body ?? '')
      .digest('hex')
    let answer: Response
    try {
      answer = await client.fetch(address, {
        method,
        headers: { 'x-amz-content-sha256': sha256 },
        signal: AbortSignal.timeout(PATIENCE_MS),
        ...(body ? { body: new Uint8Array(body) } : {}),
      })
    } catch (error) {
      throw new BackupFault('store-unreachable', `${at.origin} cannot be reached (${reasonOf(error)}).`, {
        cause: error,
      })
    }
    if (answer.ok || (answer.status === 404 && method !== 'PUT')) return answer
    const said = await answer.text()
    const code = textsIn(said, 'Code')[0] ?? ''
    throw new BackupFault(
      answer.status >= 500 ? 'store-unreachable' : 'store-refused',
      `${root} answered ${answer.status} ${code} to ${method}.`.replace('  ', ' '),
    )
  }
  const addressOf = (key: string): string => `${root}/${key.split('/').map(encodeURIComponent).join('/')}`

  /** Pages of at most a thousand; `delimiter` gathers what lies in one folder. */
  const list = async (under: string, delimiter: string, tag: 'Key' | 'Prefix'): Promise<string[]> => {
    const found: string[] = []
    for (let token: string | undefined; ;) {
      const query = new URLSearchParams({ 'list-type': '2', prefix: under })
      if (delimiter) query.set('delimiter', delimiter)
      if (token) query.set('continuation-token', token)
      const answer = await ask('GET', `${root}?${query.toString()}`)
      const said = await answer.text()
      if (answer.status === 404)
        throw new BackupFault('store-refused', `There is no bucket ${bucket} at ${at.origin}.`)
      const inner = tag === 'Prefix' ? textsIn(said, 'CommonPrefixes').join('') : said
      found.push(...textsIn(inner, tag).map(unescaped))
      token = textsIn(said, 'NextContinuationToken').map(unescaped)[0]
      if (token === undefined) return found
    }
  }

  return {
    place: `${root}${prefix ? `/${prefix.slice(0, -1)}` : ''}`,
    async list() {
      const folders = await list(prefix, '/', 'Prefix')
      return folders
        .map((folder) => folder.slice(prefix.length, -1))
        .filter((name) => BACKUP_NAME.test(name))
        .toSorted()
    },
    async write(backup, file, bytes) {
      await ask('PUT', addressOf(`${prefix}${backup}/${file}`), bytes)
    },
    async read(backup, file) {
      const answer = await ask('GET', addressOf(`${prefix}${backup}/${file}`))
      const body = Buffer.from(await answer.arrayBuffer())
      return answer.status === 404 ? null : body
    },
    async remove(backup) {
      await ask('DELETE', addressOf(`${prefix}${backup}/${MANIFEST}`))
      for (const key of await list(`${prefix}${backup}/`, '', 'Key')) await ask('DELETE', addressOf(key))
    },
  }
}

/** What stands between the tags of this name: the answers are flat, and no reader of XML is worth its weight here. */
function textsIn(xml: string, tag: string): string[] {
  return [...xml.matchAll(new RegExp(`<${tag}>(.*?)</${tag}>`, 'gs'))].map((match) => match[1] ?? '')
}

function unescaped(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&')
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? error.cause.message : error.message
}
