import OpenAI from 'openai'
import type { Model, ModelAnswer } from './model.ts'

export type ModelSettings = {
  /** Where the API is, such as `https://api.openai.com/v1`. */
  url: string
  key: string
  name: string
  /** Milliseconds until an answer must be there, whole. */
  patience?: number
}

const PATIENCE = 30_000
/** An answer is a few sentences; what is longer is none. */
const MOST_TOKENS = 1_500

/** A model behind any API that is compatible with OpenAI's. Nothing is connected before the first question. */
export function openModel({ url, key, name, patience = PATIENCE }: ModelSettings): Model {
  const client = new OpenAI({
    baseURL: url,
    apiKey: key,
    // From the settings alone, and not from what else stands in the environment.
    organization: null,
    project: null,
    // Who asks decides whether to ask again: twice half a minute is two minutes, were each tried twice.
    maxRetries: 0,
    timeout: patience,
    logLevel: 'off',
  })
  return {
    name,
    async ask(turns, schema) {
      const late = AbortSignal.timeout(patience)
      try {
        const answer = await client.chat.completions.create(
          {
            model: name,
            messages: [...turns],
            response_format: { type: 'json_schema', json_schema: { ...schema, strict: true } },
            max_completion_tokens: MOST_TOKENS,
          },
          // The client's own limit ends with the first byte; this one with the last.
          { signal: late },
        )
        return { kind: 'answer', text: answer.choices?.[0]?.message?.content ?? '' }
      } catch (error) {
        return answerOf(error, late.aborted)
      }
    },
  }
}

function answerOf(error: unknown, isLate: boolean): ModelAnswer {
  if (isLate || error instanceof OpenAI.APIConnectionTimeoutError) return { kind: 'late' }
  // oxlint-disable-next-line no-control-regex -- what the server said goes on a page
  const because = String((error as Error).message).replaceAll(/[\u0000-\u001f]+/g, ' ')
  return { kind: 'unreachable', because: because.slice(0, 300) }
}
