import type { Heads, News } from '../log/news.ts'
import { sendNewest } from './newest-only.ts'
import type { Outlet } from './newest-only.ts'
import { frameOf } from './stream-frame.ts'

declare module 'fastify' {
  interface FastifyInstance {
    audiences: Audiences
  }
}

/** Who hears of a business: the lane's id, or null of a desk, which is no lane. */
export type Hearer = Outlet & { tenantId: string; deviceId: string | null }

export type Audiences = {
  join(hearer: Hearer): void
  leave(hearer: Hearer): void
  /** A lane has pulled: the next news reaches it among the first. */
  pulled(tenantId: string, deviceId: string): void
  close(): void
}

type Audience = {
  hearers: Set<Hearer>
  /** Lanes that have pulled since the last news. */
  awake: Set<string>
  /** What they are being told, while they are. */
  news: Buffer | null
  /** Ends the watching of the business's log. */
  end: () => void
}

/** Some tenths of a millisecond of writing, between which requests have their turn. */
const TOLD_AT_ONCE = 50

/** Tells those who listen at this node what their business's log has come to (S1). */
export function openAudiences(news: Pick<News, 'onHeads' | 'watch'>): Audiences {
  const audiences = new Map<string, Audience>()
  const close = news.onHeads((heads) => {
    const audience = audiences.get(heads.tenantId)
    if (audience) void spread(audience, newsOf(heads))
  })

  const opened = (tenantId: string): Audience => {
    const audience = {
      hearers: new Set<Hearer>(),
      awake: new Set<string>(),
      news: null,
      end: news.watch(tenantId),
    }
    audiences.set(tenantId, audience)
    return audience
  }

  return {
    join(hearer) {
      const { hearers } = audiences.get(hearer.tenantId) ?? opened(hearer.tenantId)
      hearers.add(hearer)
    },
    leave(hearer) {
      const audience = audiences.get(hearer.tenantId)
      if (!audience?.hearers.delete(hearer) || audience.hearers.size > 0) return
      audience.end()
      audiences.delete(hearer.tenantId)
    },
    pulled(tenantId, deviceId) {
      audiences.get(tenantId)?.awake.add(deviceId)
    },
    close,
  }
}

/**
 * Tells an audience, some at a time: what the first ones ask for is answered while the last ones are still told. News
 * that comes meanwhile goes to those who are left, and then to the others.
 *
 * Lanes that answered the last news with a pull come first: to tell a thousand takes longer than to serve a branch's
 * tills, and screens that sleep would stand before them.
 */
async function spread(audience: Audience, frame: Buffer): Promise<void> {
  const isSpreading = audience.news !== null
  audience.news = frame
  if (isSpreading) return
  const { awake } = audience
  audience.awake = new Set()
  for (let told: Buffer | null = null; told !== audience.news;) {
    told = audience.news
    for (const first of [true, false]) {
      let count = 0
      for (const hearer of audience.hearers) {
        if ((hearer.deviceId !== null && awake.has(hearer.deviceId)) !== first) continue
        sendNewest(hearer, audience.news)
        count += 1
        if (count % TOLD_AT_ONCE === 0) await nextTurn()
      }
      // What these ask for is answered before the others are told, where those are many.
      if (first && count > 0 && audience.hearers.size > TOLD_AT_ONCE) await nextTurn()
    }
  }
  audience.news = null
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

/** Written once, for all who hear it. */
function newsOf({ epoch, head, collections }: Heads): Buffer {
  return frameOf({ type: 'head', epoch, head, collections })
}
