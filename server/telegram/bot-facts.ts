import type { BotFacts } from '../../shared/status/bot-facts.ts'
import type { Deps } from '../deps.ts'
import { botRow } from './bot-queries.ts'

/** How the bot does, as any node sees it; null where none is set. */
export async function botFacts({ database, telegram, now }: Deps): Promise<BotFacts | null> {
  if (!telegram) return null
  const row = await botRow(database.nobody)
  return {
    username: row?.username ?? null,
    hasListener: (row?.nodeUntil?.getTime() ?? 0) > now(),
    reachedAt: row?.reachedAt?.toISOString() ?? null,
    updateAt: row?.updateAt?.toISOString() ?? null,
    failingSince: row?.failingSince?.toISOString() ?? null,
    fault: row?.fault ?? null,
  }
}
