import { ApiError } from "../../../receiver/src/client/api-error.ts";
import { openClient } from "../../../receiver/src/client/client.ts";
import { fetchEarly } from "./early.ts";
import { apiKey } from "./key.ts";

/** Asks the receiver this page came from, with the key of this tab. */
export const client = openClient({ key: apiKey, fetch: fetchEarly });

/** Whether the same question may be answered a little later. */
export function isPassing(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 0 || error.status >= 500);
}
