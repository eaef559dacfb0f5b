import type { Context, ErrorHandler } from "hono";
import { MethodNotAllowed, RequestError, Unauthenticated } from "./errors.ts";
import type { Logger } from "./log.ts";

/** The one place where what was thrown becomes an answer. A bug is logged with its cause and told without detail. */
export function answerError(log: Logger): ErrorHandler {
  return (error, c) => {
    if (error instanceof RequestError) return answer(c, error, error.status);
    log.error({ err: error, method: c.req.method, path: c.req.path }, "a request failed by a fault of ours");
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
