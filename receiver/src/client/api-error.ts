/** Why there is no answer, in the words of the receiver when it answered at all. */
export class ApiError extends Error {
  /** Of HTTP; 0 when the receiver did not answer. */
  readonly status: number;
  /** Stable: "not_found", "bad_request", …; "unreachable" or "broken_off" when the receiver did not answer. */
  readonly code: string;
  /** What is wrong where in a value that was refused. */
  readonly problems: readonly ToldProblem[];
  constructor(status: number, code: string, message: string, { problems = [], ...options }: ApiErrorOptions = {}) {
    super(message, options);
    this.status = status;
    this.code = code;
    this.problems = problems;
  }
}

export interface ToldProblem {
  readonly at: readonly (string | number)[];
  readonly message: string;
}

interface ApiErrorOptions extends ErrorOptions {
  readonly problems?: readonly ToldProblem[];
}

export function unreachable(cause: unknown): ApiError {
  return new ApiError(0, "unreachable", "The receiver does not answer. Is it running?", { cause });
}

export function brokenOff(cause: unknown): ApiError {
  return new ApiError(0, "broken_off", "The answer of the receiver broke off", { cause });
}

/** What an answer other than 200 says; whatever stands between us and the receiver may have written it. */
export async function refusalIn(response: Response): Promise<ApiError> {
  const { status, statusText } = response;
  const told = errorIn(await response.json().catch(() => null));
  const message = textOf(told.message) ?? `The receiver answered ${status} ${statusText}`.trim();
  return new ApiError(status, textOf(told.code) ?? `http_${status}`, message, { problems: problemsOf(told.problems) });
}

interface ToldError {
  readonly code?: unknown;
  readonly message?: unknown;
  readonly problems?: unknown;
}

function problemsOf(told: unknown): readonly ToldProblem[] {
  return Array.isArray(told) ? told.filter(isProblem) : [];
}

function isProblem(told: unknown): told is ToldProblem {
  if (typeof told !== "object" || told === null || !("at" in told) || !("message" in told)) return false;
  return Array.isArray(told.at) && told.at.every(isPlace) && typeof told.message === "string";
}

const isPlace = (key: unknown) => typeof key === "string" || typeof key === "number";

function errorIn(body: unknown): ToldError {
  if (typeof body !== "object" || body === null) return {};
  if ("message" in body || !("error" in body)) return body;
  return typeof body.error === "object" && body.error !== null ? body.error : { message: body.error };
}

const textOf = (value: unknown) => (typeof value === "string" && value !== "" ? value : undefined);
