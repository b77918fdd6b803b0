// node scripts/run.mjs TOOL [ARGUMENTS]: runs a tool of the project, or `node`, under the pinned Node, with this terminal.
import { installWhereNeeded } from './install.mjs'
import { giveUp, run } from './machine.mjs'

const [tool, ...args] = process.argv.slice(2)
if (tool === undefined) giveUp('Name a tool: node scripts/run.mjs TOOL [ARGUMENTS]')
installWhereNeeded()
process.exit(await run(tool, args, {}, 'inherit'))
