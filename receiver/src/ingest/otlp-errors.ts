import type { Context } from "hono";
import { MethodNotAllowed, Overloaded, RequestError, Unauthenticated } from "../errors.ts";
import { type Encoding, INVALID_ARGUMENT, mediaTypes, type Status, statusAnswer } from "../otlp/answers.ts";
import { type CorsSettings, corsHeaders } from "./cors.ts";
import { isOtlpPath } from "./otlp-paths.ts";

export interface OtlpErrorSettings {
  readonly prefix: string;
  readonly cors: CorsSettings;
}

/** gRPC's codes for ours, of https://github.com/grpc/grpc/blob/master/doc/statuscodes.md */
const grpcCodes: Readonly<Record<RequestError["status"], number>> = {
  400: INVALID_ARGUMENT,
  401: 16,
  403: 7,
  404: 5,
  405: 12,
  409: 10,
  413: 8,
  415: 12,
  429: 8,
  503: 14,
};

const INTERNAL = 13;

/**
 * Answers what was thrown on a path of OTLP as google.rpc.Status, in the encoding of the request. Undefined on any
 * other path. What is no `RequestError` is told without detail; logging it is left to the caller.
 */
export function otlpErrorAnswer({ prefix, cors }: OtlpErrorSettings) {
  return (error: unknown, c: Context): Response | undefined => {
    if (!isOtlpPath(c.req.path, prefix)) return undefined;
    const encoding = answerEncoding(c.req.header("content-type"));
    const status = error instanceof RequestError ? error.status : 500;
    const headers = { ...corsHeaders(cors, c.req.header("origin")), ...errorHeaders(error) };
    const body = statusAnswer(statusOf(error), encoding);
    return c.body(body, status, { ...headers, "content-type": mediaTypes[encoding] });
  };
}

export function statusOf(error: unknown): Status {
  if (!(error instanceof RequestError)) return { code: INTERNAL, message: "a fault of ours; its log tells more" };
  const { message, status } = error;
  const retry = error instanceof Overloaded ? { retryAfterSeconds: error.retryAfterSeconds } : {};
  return { code: grpcCodes[status], message, ...retry };
}

function errorHeaders(error: unknown): Record<string, string> {
  if (error instanceof MethodNotAllowed) return { allow: error.allow };
  if (error instanceof Unauthenticated) return { "www-authenticate": "Bearer" };
  if (error instanceof Overloaded) return { "retry-after": String(error.retryAfterSeconds) };
  return {};
}

/** JSON for whoever sent neither: a person can read it. */
function answerEncoding(contentType: string | undefined): Encoding {
  return mediaTypeOf(contentType) === mediaTypes.protobuf ? "protobuf" : "json";
}

/** Without parameters such as a charset. */
export function mediaTypeOf(contentType: string | undefined): string {
  return contentType?.split(";", 1)[0]?.trim().toLowerCase() ?? "";
}
