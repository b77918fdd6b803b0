import { cancelBulk, currentBulk, runBulk } from '../acts/run-bulk.ts'
import { once } from '../graphql/idempotent.ts'
import { numberOfGid } from '../store/gid.ts'
import type { Gid } from '../store/gid.ts'
import type { Bulk } from '../store/state.ts'
import { apiTime } from '../store/times.ts'
import { idNumber, list } from './list.ts'
import type { ListArgs, Listing } from './list.ts'
import type { Plays } from './play.ts'

const BULKS: Listing<Bulk> = {
  fields: {
    id: idNumber,
    status: ({ status }) => status,
    operation_type: () => 'query',
    created_at: ({ createdAt }) => createdAt,
    completed_at: ({ completedAt }) => completedAt,
  },
  words: ({ query }) => query,
  sorts: { CREATED_AT: ({ createdAt }) => createdAt, COMPLETED_AT: ({ completedAt }) => completedAt },
}

/** Queries that are answered by a file. */
export const bulks: Plays = {
  QueryRoot: {
    bulkOperation: (_: unknown, { id }: { id: Gid }, { world }) => world.state.bulks[id] ?? null,
    bulkOperations: (_: unknown, args: ListArgs, context, info) =>
      list(Object.values(context.world.state.bulks), args, BULKS, context, info),
    currentBulkOperation: (_: unknown, __: unknown, { world }) => currentBulk(world),
  },
  Mutation: {
    bulkOperationRunQuery: (
      _: unknown,
      args: { query: string; groupObjects: boolean },
      { world, bulkProblems },
      info,
    ) => once(world, args, info, () => runBulk(world, args, bulkProblems(args.query))),
    bulkOperationCancel: (_: unknown, args: { id: Gid }, { world }, info) =>
      once(world, args, info, () => cancelBulk(world, args)),
  },
  BulkOperation: {
    createdAt: ({ createdAt }: Bulk) => apiTime(createdAt),
    completedAt: ({ completedAt }: Bulk) => (completedAt === null ? null : apiTime(completedAt)),
    errorCode: ({ status }: Bulk) => (status === 'FAILED' ? 'INTERNAL_SERVER_ERROR' : null),
    objectCount: ({ objectCount }: Bulk) => String(objectCount),
    rootObjectCount: ({ rootObjectCount }: Bulk) => String(rootObjectCount),
    fileSize: ({ jsonl }: Bulk) => (jsonl ? String(Buffer.byteLength(jsonl)) : null),
    partialDataUrl: () => null,
    type: () => 'QUERY',
    // Nothing found is nothing to fetch.
    url: ({ id, jsonl }: Bulk, _: unknown, { origin }) =>
      jsonl ? `${origin}/bulk-operation-outputs/bulk-${numberOfGid(id)}.jsonl` : null,
  },
}
