/** What a request showed of itself, as it stood in its headers or metadata; several values of one are joined by commas. */
export interface Credentials {
  readonly authorization?: string;
  readonly apiKey?: string;
}

/** The project a sender writes to. Throws `Unauthenticated`, `Forbidden`, or `BadRequest` when they contradict themselves. */
export type ProjectOf = (credentials: Credentials) => string;
