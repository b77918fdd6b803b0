import { parseSync } from 'vite'

/** Words that stand in a screen's code itself, so that they would be in one language for everybody. */
export type LiteralWords = { line: number; words: string }

type Node = { type: string; start: number } & Record<string, unknown>

/** Attributes that people read or hear, of elements and of our own components. */
const SPOKEN =
  /^(?:aria-(?:label|description|placeholder|roledescription|valuetext)|placeholder|title|alt|(?:\w+L|l)abel|hint|fault|description|figures|words|text)$/
/** The same in an object that a component is given, such as the options of a choice. */
const SPOKEN_PARTS = /^(?:label|title|hint|text|words|description)$/
/** Functions whose first arguments come on screen. */
const SPEAKING = new Set(['note', 'setFault', 'alert', 'confirm'])
/** Components whose text is no language's: what is printed on a key. */
const KEYS = new Set(['KeyHint', 'kbd'])
const WORD = /\p{L}{2}/u

/** Finds the words in a `.tsx` that do not come through `t`. */
export function literalWordsIn(path: string, code: string): LiteralWords[] {
  const { program, errors } = parseSync(path, code)
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]?.message}`)
  const found: LiteralWords[] = []
  const line = (at: number) => code.slice(0, at).split('\n').length

  function note({ start }: Node, words: string): void {
    if (WORD.test(words)) found.push({ line: line(start), words: words.trim() })
  }

  /** What a value can come to: through conditions and templates, but into no function, whose words are its own. */
  function value(node: unknown): void {
    if (!isNode(node)) return
    if (node.type === 'Literal' && typeof node['value'] === 'string') note(node, node['value'])
    if (node.type === 'TemplateLiteral') {
      for (const quasi of nodesIn(node['quasis'])) note(quasi, (quasi['value'] as { raw: string }).raw)
      for (const part of nodesIn(node['expressions'])) value(part)
    }
    for (const key of ['expression', 'consequent', 'alternate']) value(node[key])
    if (node.type === 'LogicalExpression' || node.type === 'BinaryExpression') {
      // What is compared is not shown.
      if (!/^[=!<>]/.test(String(node['operator']))) {
        if (node['operator'] !== '&&') value(node['left'])
        value(node['right'])
      }
    }
  }

  function walk(node: Node): void {
    if (node.type === 'JSXElement' && KEYS.has(nameOf((node['openingElement'] as Node)['name']))) return
    if (node.type === 'JSXText') note(node, String(node['value']))
    if (node.type === 'JSXAttribute' && SPOKEN.test(nameOf(node['name']))) value(node['value'])
    if (node.type === 'JSXElement' || node.type === 'JSXFragment') {
      for (const child of nodesIn(node['children'])) {
        if (child.type === 'JSXExpressionContainer') value(child)
      }
    }
    if (node.type === 'Property' && SPOKEN_PARTS.test(nameOf(node['key']))) value(node['value'])
    if (node.type === 'CallExpression' && SPEAKING.has(nameOf(node['callee']))) {
      for (const argument of nodesIn(node['arguments'])) value(argument)
    }
    for (const part of Object.values(node)) {
      if (Array.isArray(part)) part.filter(isNode).forEach(walk)
      else if (isNode(part)) walk(part)
    }
  }

  walk(program as unknown as Node)
  return found
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value
}

function nodesIn(list: unknown): Node[] {
  return Array.isArray(list) ? list.filter(isNode) : []
}

function nameOf(node: unknown): string {
  return isNode(node) && typeof node['name'] === 'string' ? node['name'] : ''
}
