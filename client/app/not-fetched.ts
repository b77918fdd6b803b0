/** A script of the app did not come: no network, or a version that the server has replaced. */
export class NotFetched extends Error {}

/** Fetches a part of the app. @throws {NotFetched} where it does not come */
export function fetched<Module>(load: () => Promise<Module>): () => Promise<Module> {
  return () =>
    load().catch((cause: unknown): never => {
      throw new NotFetched('a part of the app could not be fetched', { cause })
    })
}
