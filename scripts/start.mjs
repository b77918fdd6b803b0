// npm start: everything from a fresh clone to a running shop.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { buildClientWhereNeeded } from './build-client.mjs'
import { installWhereNeeded } from './install.mjs'
import { endOf, giveUp, passSignalsTo, pinnedEnv, pinnedNode, root, say } from './machine.mjs'

installWhereNeeded()
if (!(await buildClientWhereNeeded())) giveUp('The client could not be built; the reason is above.')

say('Starting the server.')
const server = spawn(
  pinnedNode,
  ['--import', join(root, 'scripts/end-with-parent.mjs'), 'server/main.ts', ...process.argv.slice(2)],
  { cwd: root, env: pinnedEnv(), stdio: ['inherit', 'inherit', 'inherit', 'ipc'] },
)
passSignalsTo(server)
const code = await endOf(server)
// By a signal that nobody sent from here: it could say nothing itself.
if (code === 137)
  say('The server was killed. Nothing that it acknowledged is lost: npm start goes on from there.')
process.exit(code)
