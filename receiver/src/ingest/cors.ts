/** Which web pages may send telemetry from a browser. */
export interface CorsSettings {
  /** `*` stands for all. Empty is off. */
  readonly origins: readonly string[];
  /** Never with `*`. */
  readonly credentials: boolean;
}

export const noCors: CorsSettings = { origins: [], credentials: false };

/** What exporters send, and the context that instrumented pages add to every request of theirs. */
const ALLOWED_HEADERS = "content-type, content-encoding, authorization, x-api-key, traceparent, tracestate, baggage";
const MAX_AGE_SECONDS = "7200";

/** For every answer, errors too: without them a browser hides even that the answer was a 503. */
export function corsHeaders(cors: CorsSettings, origin: string | undefined): Record<string, string> {
  if (cors.origins.length === 0) return {};
  const allowed = allowedOrigin(cors, origin);
  if (allowed === undefined) return { vary: "Origin" };
  return {
    vary: "Origin",
    "access-control-allow-origin": allowed,
    "access-control-expose-headers": "Retry-After",
    ...(cors.credentials && { "access-control-allow-credentials": "true" }),
  };
}

/** For the question a browser asks first; it comes without credentials. */
export function preflightHeaders(cors: CorsSettings, origin: string | undefined): Record<string, string> {
  const headers = corsHeaders(cors, origin);
  if (allowedOrigin(cors, origin) === undefined) return headers;
  return {
    ...headers,
    "access-control-allow-methods": "POST",
    "access-control-allow-headers": ALLOWED_HEADERS,
    "access-control-max-age": MAX_AGE_SECONDS,
  };
}

/** `null` is the origin of sandboxed pages of any site, so it cannot be listed. */
function allowedOrigin({ origins, credentials }: CorsSettings, origin: string | undefined): string | undefined {
  if (origin === undefined) return undefined;
  if (origins.includes("*") && !credentials) return "*";
  return origins.includes(origin) && origin !== "null" && origin !== "*" ? origin : undefined;
}
