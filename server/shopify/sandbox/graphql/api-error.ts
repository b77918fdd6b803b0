import { GraphQLError } from 'graphql'

/** An error of the API, with the code that clients go by. */
export function apiError(message: string, code: string, more: Record<string, unknown> = {}): GraphQLError {
  return new GraphQLError(message, { extensions: { code, ...more } })
}

/** Something of the API that the sandbox does not play: loud, since an empty answer would be believed. */
export function notPlayed(what: string): GraphQLError {
  return apiError(
    `The sandbox does not play ${what}. Add it to server/shopify/sandbox/play.`,
    'NOT_IMPLEMENTED',
  )
}
