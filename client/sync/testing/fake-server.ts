import { canonicalJson } from '../../../shared/basics/canonical.ts'
import { keptThirtyDays, scopeSinceMs, type CollectionName } from '../../../shared/sync/collections.ts'
import { digestOf } from '../../../shared/sync/digest.ts'
import { epochOf, isForeign, logName } from '../../../shared/sync/log-name.ts'
import type { PushBody } from '../../../shared/sync/protocol.ts'

type Document = Record<string, unknown> & { id: string; seq: number; _deleted: boolean }

export type Seen = { method: string; collection: string; action: string; from: number; rows: Document[] }

/** What goes wrong with a request: it never arrives, its answer is lost, or it is answered with an error. */
export type Fault = 'request-lost' | 'reply-lost' | { status: number; code: string } | null

export type FakeServer = ReturnType<typeof fakeServer>

/** A server made from wire contract v1 alone, in memory, that can be told to misbehave. */
export function fakeServer(now: () => number = Date.now) {
  let tables = new Map<string, Map<string, Document>>()
  let letters = new Map<string, Document>()
  let seq = 0
  let epoch = 'epoch-1'
  let token = 'token-1'
  const purged = new Map<string, number>()
  const sockets = new Set<FakeSocket>()
  const seen: Seen[] = []
  const server = {
    seen,
    /** Every time an order was settled, in order: an id twice would be a sale twice. */
    settled: [] as string[],
    faultOf: ((_request: Seen) => null) as (request: Seen) => Fault,
    /** Orders and movements whose stock is short. */
    isShort: (_order: Document) => false,
    /** Pushes that are answered as if all were well, and forgotten. */
    swallow: () => false,
    swallowed: 0,
    refreshable: true,
    /** Rows of other branches are shown to nobody, where this names one (P2). */
    showsBranch: null as string | null,
    get epoch() {
      return epoch
    },
    get head() {
      return seq
    },
    token: () => token,
    table,
    put,
    fetch: fetchFrom,
    openSocket: () => {
      const socket = new FakeSocket((closed) => sockets.delete(closed), hello)
      sockets.add(socket)
      return socket as unknown as WebSocket
    },
    expireToken() {
      token = `token-${Number(token.slice(6)) + 1}`
    },
    snapshot: () => ({ tables: copied(tables), letters: new Map(letters), seq }),
    /** Yesterday's backup under a new epoch (E1). */
    restore(backup: { tables: typeof tables; letters: typeof letters; seq: number }) {
      tables = copied(backup.tables)
      letters = new Map(backup.letters)
      seq = backup.seq
      epoch = `epoch-${Number(epochOf(epoch).slice(6)) + 1}`
      purged.clear()
      for (const socket of sockets) socket.close()
    },
    /** Forgets every tombstone, as a server does when they are old (L5). */
    purge() {
      for (const [name, rows] of tables) {
        const gone = [...rows.values()].filter((it) => it._deleted)
        for (const { id } of gone) rows.delete(id)
        if (gone.length > 0) purged.set(name, Math.max(...gone.map((it) => it.seq)))
      }
      epoch = logName(epochOf(epoch), Math.max(0, ...purged.values()))
      for (const socket of sockets) socket.say({ type: 'head', epoch, head: seq, collections: {} })
    },
    bye(reason: string) {
      for (const socket of sockets) {
        socket.say({ type: 'bye', reason })
        socket.close()
      }
    },
    live: (name: CollectionName) => [...table(name).values()].filter((it) => !it._deleted),
  }
  return server

  function table(name: string): Map<string, Document> {
    const known = tables.get(name)
    if (known) return known
    const fresh = new Map<string, Document>()
    tables.set(name, fresh)
    return fresh
  }

  /** The server's own change of a row. */
  function put(name: CollectionName, document: Record<string, unknown> & { id: string }): Document {
    seq += 1
    const stored = { _deleted: false, ...document, seq } as Document
    table(name).set(stored.id, stored)
    for (const socket of sockets) socket.say({ type: 'head', epoch, head: seq, collections: { [name]: seq } })
    return stored
  }

  async function fetchFrom(input: Parameters<typeof fetch>[0], init: RequestInit = {}): Promise<Response> {
    const url = new URL(input as string, 'http://server.test')
    const [collection = '', action = ''] = url.pathname.replace('/api/v1/replication/', '').split('/')
    const body = init.body ? (JSON.parse(init.body as string) as PushBody) : { rows: [] }
    const rows = body.rows.map((row) => row.newDocumentState as Document)
    const from = Number(url.searchParams.get('seq'))
    const request: Seen = { method: init.method ?? 'GET', collection, action, from, rows }
    seen.push(request)
    // A request takes a moment, so that others come between.
    await new Promise((resolve) => setTimeout(resolve, 1))
    init.signal?.throwIfAborted()
    const fault = server.faultOf(request)
    if (fault === 'request-lost') throw new TypeError('network')
    if (fault && fault !== 'reply-lost') return refusal(fault.status, fault.code)
    if (new Headers(init.headers).get('authorization') !== `Bearer ${token}`)
      return refusal(401, 'auth/token-expired')
    const known = { epoch: url.searchParams.get('epoch') ?? undefined, seq: from }
    const purgedTo = purged.get(collection) ?? 0
    if (known.epoch !== undefined && isForeign(known, { epoch, head: seq, purgedTo }))
      return refusal(409, 'sync/epoch-changed')
    const answer =
      action === 'pull'
        ? pull(collection, url)
        : action === 'push'
          ? push(collection, body)
          : digest(collection, url)
    if (fault === 'reply-lost') throw new TypeError('network')
    return Response.json(JSON.parse(JSON.stringify(answer)), {
      headers: { date: new Date(now()).toUTCString() },
    })
  }

  function inScope(
    collection: string,
    document: Document,
    since = new Date(scopeSinceMs(now())).toISOString(),
  ): boolean {
    const { showsBranch } = server
    const isHere = showsBranch === null || (document['branchId'] ?? showsBranch) === showsBranch
    return (
      isHere &&
      (!keptThirtyDays.includes(collection as CollectionName) || String(document['createdAt']) >= since)
    )
  }

  function pull(collection: string, url: URL) {
    const [from, limit] = [Number(url.searchParams.get('seq')), Number(url.searchParams.get('limit'))]
    const after = [...table(collection).values()].filter((it) => it.seq > from && inScope(collection, it))
    const documents = after.sort((a, b) => a.seq - b.seq).slice(0, limit)
    const last = documents.length === limit ? documents.at(-1)!.seq : seq
    return { documents, checkpoint: { epoch, seq: last }, head: seq }
  }

  function digest(collection: string, url: URL) {
    const since = url.searchParams.get('since') ?? undefined
    const rows = [...table(collection).values()].filter(
      (it) => !it._deleted && inScope(collection, it, since),
    )
    return { epoch, head: seq, ...digestOf(rows.map((it) => it.seq)) }
  }

  function push(collection: string, body: PushBody) {
    if (server.swallow()) {
      server.swallowed += 1
      return { conflicts: [] }
    }
    return {
      conflicts: body.rows.flatMap(({ newDocumentState, assumedMasterState }) =>
        collection === 'stockMovements'
          ? book(newDocumentState as Document, body)
          : settle(collection, newDocumentState as Document, assumedMasterState as Document | undefined),
      ),
    }
  }

  function settle(collection: string, sent: Document, assumed: Document | undefined): Document[] {
    const current = table(collection).get(sent.id) ?? letters.get(sent.id)
    if (current && collection === 'orders') return same(current, sent) ? [] : [current]
    // A compare-and-set on who holds it (M5).
    if (current && collection === 'parkedSales') {
      const beaten = current._deleted || (assumed ?? sent)['deviceId'] !== current['deviceId']
      if (beaten) return [current]
    }
    if (String(sent['note']).includes('poison')) {
      const rejected = {
        ...sent,
        seq: 0,
        status: 'rejected',
        rejection: { code: 'document/invalid', message: 'poison' },
      }
      letters.set(sent.id, rejected)
      return [rejected]
    }
    if (collection !== 'orders')
      return [put(collection as CollectionName, { ...sent, _deleted: sent._deleted })]
    server.settled.push(sent.id)
    const short = server.isShort(sent)
    const conflict = { reason: 'insufficient_stock', shortages: [], detectedAt: '', settlement: null }
    return [
      put('orders', {
        ...sent,
        status: short ? 'conflict' : 'accepted',
        conflict: short ? conflict : null,
        seal: short ? null : 'seal',
      }),
    ]
  }

  /** The contract's way with a movement: known, half of a transfer, short, or booked. */
  function book(sent: Document, { rows }: PushBody): Document[] {
    const current = table('stockMovements').get(sent.id) ?? letters.get(sent.id)
    if (current) return same(current, sent) ? [] : [current]
    const transferId = sent['transferId'] ?? null
    const halves = rows.filter(({ newDocumentState: it }) => (it as Document)['transferId'] === transferId)
    if (transferId !== null && halves.length !== 2) {
      const rejection = { code: 'stock/half-transfer', message: 'half' }
      letters.set(sent.id, { ...sent, seq: 0, status: 'rejected', rejection })
    } else if (server.isShort(sent)) {
      const shortage = { productId: sent['productId'], requested: -Number(sent['delta']), available: 0 }
      letters.set(sent.id, { ...sent, seq: 0, status: 'conflict', conflict: { shortages: [shortage] } })
    } else {
      const booked = put('stockMovements', { ...sent, balance: 0 })
      const levels = table('stockLevels')
      const id = `${String(sent['branchId'])}:${String(sent['productId'])}`
      const level = levels.get(id)
      if (level) put('stockLevels', { ...level, onHand: Number(level['onHand']) + Number(sent['delta']) })
      return [booked]
    }
    return [letters.get(sent.id) as Document]
  }

  function hello(socket: FakeSocket) {
    socket.say({ type: 'ready', epoch, head: seq })
  }
}

function same(a: unknown, b: unknown): boolean {
  return canonicalJson(a) === canonicalJson(b)
}

function copied(tables: Map<string, Map<string, Document>>): Map<string, Map<string, Document>> {
  return new Map([...tables].map(([name, rows]) => [name, new Map(rows)]))
}

function refusal(status: number, code: string): Response {
  return Response.json({ error: { code, message: code } }, { status })
}

class FakeSocket extends EventTarget {
  readonly #gone: (socket: FakeSocket) => void
  readonly #hello: (socket: FakeSocket) => void
  #open = true

  constructor(gone: (socket: FakeSocket) => void, hello: (socket: FakeSocket) => void) {
    super()
    this.#gone = gone
    this.#hello = hello
    queueMicrotask(() => this.dispatchEvent(new Event('open')))
  }

  send(frame: string): void {
    // What a device says of itself afterwards is not answered.
    if ((JSON.parse(frame) as { type: string }).type !== 'hello') return
    queueMicrotask(() => this.#hello(this))
  }

  say(frame: unknown): void {
    if (!this.#open) return
    queueMicrotask(() => this.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(frame) })))
  }

  close(): void {
    if (!this.#open) return
    this.#open = false
    this.#gone(this)
    queueMicrotask(() => this.dispatchEvent(new Event('close')))
  }
}
