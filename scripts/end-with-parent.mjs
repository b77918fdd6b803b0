// Loaded into the server by start.mjs. When start.mjs is killed outright it can hand on no signal; the channel to it
// breaks instead. Without this the server would live on unseen and hold the port.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
process.channel?.unref()
