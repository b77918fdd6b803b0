import type { App } from '../../server/http/app-type.ts'

/** Every route that a server answers, as `GET /api/v1/users/:id`, from the router's own table. */
export function routesOf(app: App): string[] {
  const above: string[] = []
  return app
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .flatMap((line) => {
      // │   ├── /:id (GET, HEAD)
      const read = /^((?:[│ ] {3})*)[├└]── (\S*)(?: \((.+)\))?$/.exec(line)
      if (!read) return []
      const [, indent = '', part = '', methods] = read
      const depth = indent.length / 4
      above[depth] = `${depth === 0 ? '' : above[depth - 1]}${part}`
      return (methods?.split(', ') ?? [])
        .filter((method) => method !== 'HEAD')
        .map((method) => `${method} ${above[depth]}`)
    })
}
