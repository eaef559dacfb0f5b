import type { Context, ErrorHandler } from "hono";
import { HTTPException } from "hono/http-exception";
import { BadRequest, MethodNotAllowed, RequestError, Unauthenticated, UnsupportedMediaType } from "./errors.ts";
import type { Logger } from "./log.ts";

/** The answer to a sender of OTLP; undefined when the request is none of OTLP's. */
export type AnswerOtlp = (error: unknown, c: Context) => Response | undefined;

/** The one place where what was thrown becomes an answer. A bug is logged with its cause and told without detail. */
export function answerError(log: Logger, answerOtlp: AnswerOtlp = () => undefined): ErrorHandler {
  return (thrown, c) => {
    const { method, path } = c.req;
    const error = thrown instanceof HTTPException ? inOurTerms(thrown) : thrown;
    const isTheirs = error instanceof RequestError;
    if (!isTheirs) log.error({ err: error, method, path }, "a request failed by a fault of ours");
    const inTheirTerms = answerOtlp(error, c);
    if (inTheirTerms !== undefined) return inTheirTerms;
    if (isTheirs) return answer(c, error, error.status);
    return answer(c, { code: "internal", message: "a fault of ours; the log tells more" }, 500);
  };
}

/** The router looks at the bodies of JSON routes before they do, and refuses some in terms of its own. */
function inOurTerms(refusal: HTTPException): Error {
  if (refusal.status === 400) return new BadRequest("the body is not JSON", { cause: refusal });
  if (refusal.status === 415) return new UnsupportedMediaType("send application/json", { cause: refusal });
  return refusal;
}

type Told = Pick<RequestError, "code" | "message">;

function answer(c: Context, error: Told, status: RequestError["status"] | 500): Response {
  if (error instanceof MethodNotAllowed) c.header("allow", error.allow);
  if (error instanceof Unauthenticated) c.header("www-authenticate", "Bearer");
  if ("retryAfterSeconds" in error) c.header("retry-after", String(error.retryAfterSeconds));
  const { code, message } = error;
  const problems = error instanceof BadRequest && error.problems.length > 0 ? { problems: error.problems } : {};
  return c.json({ error: { code, message, ...problems } }, status);
}
