/**
 * What the caller can mend. `code` is stable, the message says what to do; `app.onError` alone turns it into an answer.
 * Anything else that is thrown is a bug and is left to rise.
 */
export abstract class RequestError extends Error {
  abstract readonly status: 400 | 401 | 403 | 404 | 405 | 409 | 413 | 415 | 429 | 503;
  abstract readonly code: string;
}

/** One thing that is wrong with a value, and where in it. */
export interface Problem {
  readonly at: readonly (string | number)[];
  readonly message: string;
}

const mostProblems = 50;

/** As what checks values tells them. */
export function problemsIn(issues: readonly { path: readonly PropertyKey[]; message: string }[]): Problem[] {
  const placeOf = (key: PropertyKey) => (typeof key === "number" ? key : String(key));
  return issues.slice(0, mostProblems).map(({ path, message }) => ({ at: path.map(placeOf), message }));
}

interface RefusedOptions extends ErrorOptions {
  readonly problems?: readonly Problem[];
}

export class BadRequest extends RequestError {
  readonly status = 400;
  readonly code = "bad_request";
  /** What the message says in one line, each where it is; empty where it is not about a value. */
  readonly problems: readonly Problem[];
  constructor(message: string, { problems = [], ...options }: RefusedOptions = {}) {
    super(message, options);
    this.problems = problems;
  }
}

export class Unauthenticated extends RequestError {
  readonly status = 401;
  readonly code = "unauthenticated";
}

export class Forbidden extends RequestError {
  readonly status = 403;
  readonly code = "forbidden";
}

export class NotFound extends RequestError {
  readonly status = 404;
  readonly code = "not_found";
}

export class MethodNotAllowed extends RequestError {
  readonly status = 405;
  readonly code = "method_not_allowed";
  readonly allow: string;
  constructor(message: string, allow: string) {
    super(message);
    this.allow = allow;
  }
}

/** What was to be changed is no longer as the caller knew it. */
export class Conflict extends RequestError {
  readonly status = 409;
  readonly code = "conflict";
}

export class TooLarge extends RequestError {
  readonly status = 413;
  readonly code = "too_large";
}

export class UnsupportedMediaType extends RequestError {
  readonly status = 415;
  readonly code = "unsupported_media_type";
}

/** Nothing is wrong with the request; the same one will do a little later. */
export class Overloaded extends RequestError {
  readonly status = 503;
  readonly code = "overloaded";
  readonly retryAfterSeconds: number;
  constructor(message: string, retryAfterSeconds: number) {
    super(message);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** As many of that kind are under way for the caller as may be at once. */
export class TooManyRequests extends RequestError {
  readonly status = 429;
  readonly code = "too_many_requests";
  readonly retryAfterSeconds: number;
  constructor(message: string, retryAfterSeconds: number) {
    super(message);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
