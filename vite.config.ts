import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'
import { defaultClientConditions, defineConfig, type Plugin } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'

const server = process.env['OMNISYNC_SERVER'] ?? 'http://localhost:3000'

/** Writes scripts and styles compressed beside themselves: the server hands them out, and need not compress again. */
function compressed(): Plugin {
  let folder = ''
  return {
    name: 'omnisync-compressed',
    apply: 'build',
    writeBundle({ dir = '' }) {
      folder = join(dir, 'assets')
    },
    async closeBundle() {
      if (folder === '') return
      const files = (await readdir(folder)).filter((name) => /\.(js|css|wasm)$/.test(name))
      await Promise.all(
        files.map(async (name) => {
          const path = join(folder, name)
          const content = await readFile(path)
          await Promise.all([
            promisify(brotliCompress)(content).then((small) => writeFile(`${path}.br`, small)),
            promisify(gzip)(content, { level: 9 }).then((small) => writeFile(`${path}.gz`, small)),
          ])
        }),
      )
    },
  }
}

/**
 * What packages bring for others: `what` is loaded as `instead`, which does what this client asks of it and no more.
 * Together a twentieth of what is loaded before a first sale.
 */
const leftOut: { what: RegExp; instead: string }[] = [
  {
    // zod tells each schema how to become JSON Schema, which only a server asks for. Making such a method is no fault,
    // as `~standard` does; calling it is.
    what: /[/]zod[/]v4[/]core[/](json-schema-processors|to-json-schema)\.js$/,
    instead:
      "const none = () => () => { throw new Error('the client has no JSON Schema') }\nexport const " +
      'allProcessors toJSONSchema createStandardJSONSchemaMethod createToJSONSchemaMethod extractDefs finalize handleUnrepresentable initializeContext processSchema'
        .split(' ')
        .map((name) => `${name} = none`)
        .join(', '),
  },
  {
    // Every browser that is built for has channels of its own; these are for older ones.
    what: /[/]broadcast-channel[/]dist[/]esbrowser[/]methods[/](indexed-db|localstorage|simulate)\.js$/,
    instead: 'export const IndexedDBMethod = null, LocalstorageMethod = null, SimulateMethod = null',
  },
  {
    // Who writes is settled by our own lock (C2); RxDB's leader would purge behind our back, and nobody is one.
    what: /[/]rxdb[/]dist[/]esm[/]plugins[/]leader-election[/]index\.js$/,
    instead: `export const RxDBLeaderElectionPlugin = { name: 'leader-election', rxdb: true, prototypes: {
      RxDatabase(prototype) {
        prototype.isLeader = () => false
        prototype.waitForLeadership = () => new Promise(() => {})
      },
    } }`,
  },
  {
    // How rxjs takes asynchronous iterables and streams, in the words of ten years ago. It is given none.
    what: /[/]tslib[/]tslib\.es6\.m?js$/,
    instead:
      "const none = () => { throw new Error('no asynchronous iterable is taken for an observable') }\n" +
      'export const __asyncValues = none, __awaiter = none, __asyncGenerator = none, __await = none',
  },
]

function withoutWhatNobodyAsks(): Plugin {
  return {
    name: 'omnisync-left-out',
    apply: 'build',
    load: {
      filter: { id: leftOut.map(({ what }) => what) },
      handler: (id) => leftOut.find(({ what }) => what.test(id))?.instead,
    },
  }
}

/** Of two files that import each other one runs before what it needs: a table made there would hold nothing. */
function withoutCircles(): Plugin {
  return {
    name: 'omnisync-no-circles',
    apply: 'build',
    generateBundle(_, bundle) {
      const done = new Set<string>()
      const visit = (name: string, path: readonly string[]): void => {
        if (path.includes(name)) this.error(`files that import each other: ${[...path, name].join(' → ')}`)
        const file = bundle[name]
        if (done.has(name) || file?.type !== 'chunk') return
        for (const next of file.imports) visit(next, [...path, name])
        done.add(name)
      }
      for (const name of Object.keys(bundle)) visit(name, [])
    },
  }
}

export default defineConfig({
  root: 'client',
  // Font and image files stay files: a data: URI would need a wider content security policy.
  build: {
    outDir: '../dist/client',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    sourcemap: true,
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    modulePreload: {
      polyfill: false,
      // What opens over a till is fetched while nobody waits for it: the names of all its parts need not be known before.
      resolveDependencies: (file, parts, { hostId }) =>
        /[/]till-/.test(hostId) && !/[/]desk-/.test(file) ? [] : parts,
    },
    // What every start needs is one file: cut up as it is shared, it was sixty of them and an eighth larger compressed.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'till', tags: ['$initial'], priority: 2 },
            // The same for each step on the way to the first sale of a new lane.
            { name: 'sign-in', test: /[/]client[/]app[/](sign-in-page|lane-page)\.tsx$/, priority: 1 },
            { name: 'open-shop', test: /[/]client[/]app[/]open-shop\.ts$/, priority: 1 },
            {
              name: 'sold',
              test: /[/]client[/]pos[/](sold-panel|receipt|pay-ways)\.tsx$/,
              priority: 1,
            },
            // A file for each icon were fifty requests of a device that keeps the app. They need nothing but the first file.
            { name: 'icons', test: /[/]lucide-react[/]/ },
          ],
        },
      },
      onLog(level, log, tell) {
        // What `leftOut` leaves out is missing on purpose.
        const isOnPurpose = log.code === 'IMPORT_IS_UNDEFINED' && /[/]zod[/]v4[/]/.test(log.message)
        if (!isOnPurpose) tell(level, log)
      },
    },
  },
  worker: {
    format: 'es',
    plugins: () => [withoutWhatNobodyAsks()],
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'shop', tags: ['$initial'] }] } } },
  },
  // What these two have for today's browsers; by default they give what older ones need, a tenth larger.
  resolve: {
    conditions: ['es2015', ...defaultClientConditions],
    alias: [{ find: /^dexie$/, replacement: 'dexie/dist/modern/dexie.min.mjs' }],
  },
  server: { proxy: { '/api': { target: server, ws: true } } },
  plugins: [
    react(),
    compressed(),
    withoutWhatNobodyAsks(),
    withoutCircles(),
    tailwindcss(),
    VitePWA({
      // The till asks before it takes a new version, and never while a sale is open.
      registerType: 'prompt',
      injectRegister: false,
      manifest: {
        id: '/',
        name: 'OmniSync',
        short_name: 'OmniSync',
        description: 'A till that sells without the network',
        display: 'standalone',
        orientation: 'any',
        start_url: '/',
        scope: '/',
        theme_color: '#15181e',
        background_color: '#f4f4f1',
        icons: [
          { src: '/icons/icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: '/icons/icon-512.png', sizes: '512x512', type: 'image/png' },
          { src: '/icons/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
        ],
      },
      workbox: {
        globPatterns: ['**/*.{html,js,css,svg,png,woff2,webmanifest,wasm}'],
        // Every page of the app is the same shell; what the server answers itself is never taken from it.
        navigateFallback: '/index.html',
        navigateFallbackDenylist: [/^\/api\//, /^\/healthz/, /^\/readyz/, /^\/metrics/],
        cleanupOutdatedCaches: true,
        inlineWorkboxRuntime: true,
      },
    }),
  ],
})
