/** What a request showed of itself, as it stood in its headers or metadata; several values of one are joined by commas. */
export interface Credentials {
  readonly authorization?: string;
  readonly apiKey?: string;
}
