import { parseAst } from 'vite'

/** The ids of the rules that a specification lists, each on a line that begins with `- **O3** …`. */
export function rulesIn(specification: string): string[] {
  return [...specification.matchAll(/^- \*\*([A-Z]\d+)\*\*/gm)].map((match) => match[1]!)
}

/** A test that may not run proves nothing, nor does what stands in a block that may not. */
const MAY_NOT_RUN = new Set(['skip', 'skipIf', 'runIf', 'todo', 'fails'])

/**
 * The ids of the rules that a test file says it proves: those in brackets at the beginning of a title, `[O3] …` or
 * `[O3, L2] …`. Tests that are skipped, perhaps skipped or still to be written prove nothing.
 *
 * @param lang what the file is written in
 */
export function rulesProvedBy(code: string, lang: 'ts' | 'tsx' = 'ts'): string[] {
  const ids: string[] = []
  const look = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(look)
    if (!isNode(node)) return
    if (node['type'] === 'CallExpression' && namesIn(node['callee']).some((name) => MAY_NOT_RUN.has(name)))
      return
    ids.push(...idsAt(textOf(node)))
    for (const part of Object.values(node)) look(part)
  }
  look(parseAst(code, { lang }))
  return ids
}

type Node = Record<string, unknown>

function isNode(value: unknown): value is Node {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}

/** The names that `test.runIf(…).each(…)` is made of, without what stands in its brackets. */
function namesIn(callee: unknown): string[] {
  if (!isNode(callee)) return []
  if (callee['type'] === 'CallExpression') return namesIn(callee['callee'])
  if (callee['type'] === 'TaggedTemplateExpression') return namesIn(callee['tag'])
  if (callee['type'] !== 'MemberExpression') return []
  const { property } = callee
  return [...namesIn(callee['object']), ...(isNode(property) ? [String(property['name'])] : [])]
}

function textOf(node: Node): string {
  if (node['type'] === 'Literal') return String(node['value'])
  if (node['type'] !== 'TemplateElement' || !isNode(node['value'])) return ''
  return String(node['value']['cooked'])
}

function idsAt(text: string): string[] {
  const [ids = ''] = /^\s*(?:\[[A-Z]\d+(?:,\s*[A-Z]\d+)*\]\s*)+/.exec(text) ?? []
  return ids.match(/[A-Z]\d+/g) ?? []
}
