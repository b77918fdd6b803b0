import { withOwnedDatabase } from '../database/owned-database.ts'
import { readEnv } from '../env.ts'
import { renewEpochs } from './epoch.ts'

/**
 * `npm run epoch`: tells every device that this database was set back, after a restore that Postgres itself does not
 * show, such as a data folder that was copied back (E1). Run it before the server starts on the restored data: on the
 * database of DATABASE_URL, as its owner, or else on the embedded one of the data folder.
 */
const say = (line: string): void => void process.stdout.write(`${line}\n`)
await withOwnedDatabase({ env: readEnv(process.env), say, besideServer: false }, renewEpochs)
process.stdout.write(
  'Done: every device will pull everything again, and send again what this database lacks.\n',
)
process.exit(0)
