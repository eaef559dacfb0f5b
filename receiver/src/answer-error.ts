import type { Context, ErrorHandler } from "hono";
import { MethodNotAllowed, RequestError, Unauthenticated } from "./errors.ts";
import type { Logger } from "./log.ts";

/** The answer to a sender of OTLP; undefined when the request is none of OTLP's. */
export type AnswerOtlp = (error: unknown, c: Context) => Response | undefined;

/** The one place where what was thrown becomes an answer. A bug is logged with its cause and told without detail. */
export function answerError(log: Logger, answerOtlp: AnswerOtlp = () => undefined): ErrorHandler {
  return (error, c) => {
    const { method, path } = c.req;
    const isTheirs = error instanceof RequestError;
    if (!isTheirs) log.error({ err: error, method, path }, "a request failed by a fault of ours");
    const inTheirTerms = answerOtlp(error, c);
    if (inTheirTerms !== undefined) return inTheirTerms;
    if (isTheirs) return answer(c, error, error.status);
    return answer(c, { code: "internal", message: "a fault of ours; the log tells more" }, 500);
  };
}

type Told = Pick<RequestError, "code" | "message">;

function answer(c: Context, error: Told, status: RequestError["status"] | 500): Response {
  if (error instanceof MethodNotAllowed) c.header("allow", error.allow);
  if (error instanceof Unauthenticated) c.header("www-authenticate", "Bearer");
  if ("retryAfterSeconds" in error) c.header("retry-after", String(error.retryAfterSeconds));
  return c.json({ error: { code: error.code, message: error.message } }, status);
}
