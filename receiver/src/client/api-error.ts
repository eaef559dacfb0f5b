/** Why there is no answer, in the words of the receiver when it answered at all. */
export class ApiError extends Error {
  /** Of HTTP; 0 when the receiver did not answer. */
  readonly status: number;
  /** Stable: "not_found", "bad_request", …; "unreachable" or "broken_off" when the receiver did not answer. */
  readonly code: string;
  constructor(status: number, code: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
    this.code = code;
  }
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
  return new ApiError(status, textOf(told.code) ?? `http_${status}`, message);
}

interface ToldError {
  readonly code?: unknown;
  readonly message?: unknown;
}

function errorIn(body: unknown): ToldError {
  if (typeof body !== "object" || body === null) return {};
  if ("message" in body || !("error" in body)) return body;
  return typeof body.error === "object" && body.error !== null ? body.error : { message: body.error };
}

const textOf = (value: unknown) => (typeof value === "string" && value !== "" ? value : undefined);
