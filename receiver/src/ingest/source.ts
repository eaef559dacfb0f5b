const MAX_USER_AGENT = 200;

/** Who sent it, for a person who looks for the sender of a rejected item: the door, and what the exporter calls itself. */
export function sourceOf(protocol: "http/protobuf" | "http/json" | "grpc", userAgent: string | undefined): string {
  return userAgent ? `${protocol} ${userAgent.slice(0, MAX_USER_AGENT).toWellFormed()}` : protocol;
}
