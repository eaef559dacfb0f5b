import { apiKey } from "./key.ts";

/** What went wrong, in the words of the receiver when it answered at all. `status` is 0 when it did not. */
export class ApiError extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** Whether the same question may be answered a little later. */
export function isPassing(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 0 || error.status >= 500);
}

export async function getJson<Answer>(path: string, signal: AbortSignal): Promise<Answer> {
  const response = await ask(path, signal);
  if (!response.ok) throw new ApiError(response.status, await messageOf(response));
  return response.json() as Promise<Answer>;
}

async function ask(path: string, signal: AbortSignal): Promise<Response> {
  const key = apiKey();
  try {
    return await fetch(path, { signal, headers: key ? { authorization: `Bearer ${key}` } : {} });
  } catch (cause) {
    if (signal.aborted) throw cause;
    throw new ApiError(0, "The receiver does not answer. Is it running?");
  }
}

async function messageOf(response: Response): Promise<string> {
  const body: unknown = await response.json().catch(() => null);
  return textIn(body) ?? `The receiver answered ${response.status} ${response.statusText}`.trim();
}

function textIn(body: unknown): string | null {
  if (typeof body !== "object" || body === null) return null;
  if ("message" in body && typeof body.message === "string") return body.message;
  return "error" in body ? (typeof body.error === "string" ? body.error : textIn(body.error)) : null;
}
