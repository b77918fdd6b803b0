import { type Module } from './modules.ts'

/** Who may import whom. A rule looks at the modules of a room and names what they may, or may not, import. */
export type Rule = {
  room: RegExp
  /** Modules of the room that the rule leaves out. */
  except?: RegExp
  may?: RegExp[]
  mayNot?: RegExp[]
  because: string
}

const TESTS = /\.(test|e2e)\.\w+$|^(server\/testing|e2e)\//
const ANY_PACKAGE = /^(?!(shared|server|client|migrations|seed|bench|e2e|scripts)\/)/
const NODE = /^node:/
const SANDBOX = /^server\/shopify\/sandbox\//
const TEST_TOOLS = [/^vitest$/, /^fast-check$/]

/** The table, from the ground up. */
export const TABLE: Rule[] = [
  {
    room: /^shared\//,
    except: TESTS,
    may: [/^shared\//, /^zod$/],
    because: 'shared/ is rules of the shop and nothing else',
  },
  {
    room: /^shared\/.*\.test\./,
    may: [/^shared\//, /^zod$/, NODE, ...TEST_TOOLS],
    because: 'so are its tests',
  },
  {
    room: /^server\//,
    except: /^server\/main\.ts$/,
    may: [/^shared\//, /^server\//, ANY_PACKAGE],
    because: 'the server meets the client over HTTP only',
  },
  {
    room: /^server\/main\.ts$/,
    may: [/^shared\//, /^server\//, /^seed\//, ANY_PACKAGE],
    because: 'the first start fills the demo shop',
  },
  {
    room: /^client\//,
    may: [/^shared\//, /^client\//, ANY_PACKAGE],
    mayNot: [NODE],
    except: TESTS,
    because: 'the client meets the server over HTTP only, and runs in a browser',
  },
  { room: /^client\/.*\.test\./, may: [/^shared\//, /^client\//, ANY_PACKAGE], because: 'so do its tests' },
  {
    room: /^migrations\//,
    except: TESTS,
    may: [/^kysely$/, /^migrations\/(core|archive)\//],
    because: 'a migration stays as it ran, whatever becomes of the code',
  },
  {
    room: /^seed\//,
    may: [/^shared\//, /^server\//, /^seed\//, ANY_PACKAGE],
    because: "seeding is on the server's side",
  },
  {
    room: /^scripts\//,
    except: TESTS,
    may: [/^scripts\//, NODE],
    because: 'scripts run before anything is installed',
  },

  {
    room: /^(server|client|seed|shared)\//,
    except: TESTS,
    mayNot: [/^server\/testing\//, /\.test\./, /^vitest/, /^fast-check$/],
    because: 'no test switches inside production code',
  },
  {
    room: /^client\//,
    except: /^client\/(database|sync)\//,
    mayNot: [/^rxdb/, /^dexie/],
    because: 'screens know the database by our verbs, not by its own',
  },
  {
    room: /^client\/ui\//,
    may: [/^client\/(ui|i18n)\//, /^shared\/basics\//, ANY_PACKAGE],
    because: 'buttons know nothing of what they are pressed for',
  },
  {
    room: /^client\/database\//,
    except: TESTS,
    may: [/^client\/database\//, /^shared\//, ANY_PACKAGE],
    because: 'actions and hooks come to the database, it does not go to them',
  },
  {
    room: /^client\/sync\//,
    except: TESTS,
    may: [/^client\/(sync|database)\//, /^shared\//, ANY_PACKAGE],
    because: 'sync knows collections and no feature',
  },
  {
    room: SANDBOX,
    except: TESTS,
    may: [SANDBOX, ANY_PACKAGE],
    because: 'the sandbox is another company: it knows nothing of us',
  },
  {
    room: /^(server|seed)\//,
    except: /^server\/shopify\/sandbox\/|^server\/testing\/|^server\/shopify\/demo\/|\.test\./,
    mayNot: [SANDBOX],
    because: 'we meet Shopify over HTTP only, the pretended one too',
  },
  {
    room: /^server\/(sync|log)\//,
    except: /\.test\./,
    mayNot: [
      /^server\/(orders|inventory|catalog|customers|shifts|conflicts|bulk|branches|shopify|telegram|summary|velocity|alerts)\//,
    ],
    because: 'sync knows how a change travels, not what it means; the app introduces them',
  },
  {
    room: /^server\/[^/]+\/.*routes\.ts$/,
    mayNot: [/^kysely$/, /[/-]queries\.ts$/],
    because: 'queries ← verbs ← routes: an edge calls verbs',
  },
]

/** A feature's queries, in one file or several, are its own; others call its verbs. */
const QUERIES = /^(server\/[^/]+)\/(?:.+-)?queries\.ts$/

/** Every import that the table forbids, as a sentence. */
export function violationsIn(modules: Module[], table: Rule[] = TABLE): string[] {
  return modules.flatMap((module) => [
    ...table.filter((rule) => holdsFor(rule, module)).flatMap((rule) => brokenBy(module, rule)),
    ...foreignQueriesOf(module),
  ])
}

/** Whether a rule looks at a module. */
export function holdsFor({ room, except }: Rule, { path }: Module): boolean {
  return room.test(path) && except?.test(path) !== true
}

function brokenBy({ path, imports }: Module, { may, mayNot = [], because }: Rule): string[] {
  return imports
    .filter((name) => mayNot.some((one) => one.test(name)) || may?.some((one) => one.test(name)) === false)
    .map((name) => `${path} imports ${name}: ${because}`)
}

function foreignQueriesOf({ path, imports }: Module): string[] {
  // The seed writes three months of rows through the very inserts that the server settles with.
  if (path.startsWith('seed/')) return []
  return imports
    .filter((name) => {
      const feature = QUERIES.exec(name)?.[1]
      return feature !== undefined && !path.startsWith(`${feature}/`)
    })
    .map((name) => `${path} imports ${name}: a feature calls another's verbs, never its queries`)
}
