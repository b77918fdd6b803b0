import { readEnv } from '../env.ts'
import { renewEpochs } from './epoch.ts'

/**
 * `npm run epoch`: tells every device that this database was set back, after a restore that Postgres itself does not
 * show, such as a data folder that was copied back (E1). Run it before the server starts on the restored data.
 */
const { databaseUrl } = readEnv(process.env)
if (databaseUrl === undefined) {
  process.stderr.write('Set DATABASE_URL to the restored database, as its owner.\n')
  process.exit(1)
}
await renewEpochs(databaseUrl)
process.stdout.write(
  'Done: every device will pull everything again, and send again what this database lacks.\n',
)
