import { resubscribe, subscribe, unsubscribe } from '../acts/subscribe.ts'
import type { SubscriptionInput } from '../acts/subscribe.ts'
import { numberOfGid } from '../store/gid.ts'
import type { Gid } from '../store/gid.ts'
import type { Subscription } from '../store/state.ts'
import { apiTime } from '../store/times.ts'
import { API_VERSION } from '../version.ts'
import { once } from '../graphql/idempotent.ts'
import { count, idNumber, list } from './list.ts'
import type { ListArgs, Listing } from './list.ts'
import type { Plays } from './play.ts'

const SUBSCRIPTIONS: Listing<Subscription> = {
  fields: {
    id: idNumber,
    created_at: ({ createdAt }) => createdAt,
    updated_at: ({ updatedAt }) => updatedAt,
  },
  words: ({ topic, uri }) => `${topic} ${uri}`,
  sorts: { CREATED_AT: ({ createdAt }) => createdAt },
}

type WantedArgs = ListArgs & { topics?: string[] | null; uri?: string | null; callbackUrl?: string | null }

/** Who is told of what. */
export const subscriptions: Plays = {
  QueryRoot: {
    webhookSubscription: (_: unknown, { id }: { id: Gid }, { world }) =>
      world.state.subscriptions[id] ?? null,
    webhookSubscriptions: (_: unknown, args: WantedArgs, context, info) => {
      const uri = args.uri ?? args.callbackUrl
      const wanted = Object.values(context.world.state.subscriptions).filter(
        (one) => (args.topics?.includes(one.topic) ?? true) && (uri == null || one.uri === uri),
      )
      return list(wanted, args, SUBSCRIPTIONS, context, info)
    },
    webhookSubscriptionsCount: (_: unknown, args: ListArgs, context, info) =>
      count(Object.values(context.world.state.subscriptions), args, SUBSCRIPTIONS, context, info),
  },
  Mutation: {
    webhookSubscriptionCreate: (
      _: unknown,
      args: { topic: string; webhookSubscription: SubscriptionInput },
      { world },
      info,
    ) => once(world, args, info, () => subscribe(world, args)),
    webhookSubscriptionUpdate: (
      _: unknown,
      args: { id: Gid; webhookSubscription: SubscriptionInput },
      { world },
      info,
    ) => once(world, args, info, () => resubscribe(world, args)),
    webhookSubscriptionDelete: (_: unknown, args: { id: Gid }, { world }, info) =>
      once(world, args, info, () => unsubscribe(world, args)),
  },
  WebhookSubscription: {
    legacyResourceId: ({ id }: Subscription) => numberOfGid(id).toString(),
    apiVersion: () => ({ handle: API_VERSION, displayName: API_VERSION, supported: true }),
    format: () => 'JSON',
    callbackUrl: ({ uri }: Subscription) => uri,
    endpoint: ({ uri }: Subscription) => ({ __typename: 'WebhookHttpEndpoint', callbackUrl: uri }),
    createdAt: ({ createdAt }: Subscription) => apiTime(createdAt),
    updatedAt: ({ updatedAt }: Subscription) => apiTime(updatedAt),
  },
}
