import type { App } from './app-type.ts'

/**
 * How bodies are read: JSON only. `__proto__` members are dropped rather than refused, since one hostile document
 * must not break the envelope it came in (U1). An empty body is no body, whatever its content type says.
 */
export function readJson(app: App): void {
  const parse = app.getDefaultJsonParser('remove', 'remove')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined)
    // Answers by `done`, whatever its type says of promises.
    else void parse(request, body.toString(), done)
  })
}
