import { setTimeout as sleep } from "node:timers/promises";
import { StartProblem } from "../start-problem.ts";
import { type Target, targetOf, targetOptions } from "./sending.ts";

export const pageOptions = {
  ...targetOptions,
  project: { type: "string", default: "default" },
  from: { type: "string" },
  to: { type: "string" },
  cursor: { type: "string" },
  apply: { type: "boolean", default: false },
} as const;

interface PageWords {
  readonly endpoint?: string;
  readonly key?: string;
  readonly project: string;
  readonly from?: string;
  readonly to?: string;
  readonly cursor?: string;
}

interface Page {
  readonly nextCursor: string | null;
}

/**
 * Asks a running Spanwise for one page of work after the other. What was done stays done: when it is stopped, the cursor
 * that was told last goes on from there, and beginning anew only finds less to do.
 */
export async function* throughPages<Answer extends Page>(
  words: PageWords,
  what: "reread" | "reprice",
  body: Readonly<Record<string, unknown>>,
): AsyncGenerator<Answer> {
  const target = targetOf(words);
  const path = `/api/projects/${encodeURIComponent(words.project)}/${what}`;
  const { from = "0", to } = words;
  let cursor = words.cursor ?? null;
  do {
    const asked = { ...body, from, ...(to !== undefined && { to }), ...(cursor !== null && { cursor }) };
    const answer = await post<Answer>(target, path, asked);
    yield answer;
    cursor = answer.nextCursor;
  } while (cursor !== null);
}

const attempts = 5;

async function post<Answer>(target: Target, path: string, body: unknown, attempt = 1): Promise<Answer> {
  const url = `${target.endpoint}${path}`;
  const answer = await fetch(url, {
    method: "POST",
    headers: { ...target.headers, "content-type": "application/json" },
    body: JSON.stringify(body),
  }).catch((error: unknown) => error as Error);
  const isAway = answer instanceof Error || answer.status === 503;
  if (isAway && attempt < attempts) {
    await sleep(1000 * 2 ** attempt);
    return post(target, path, body, attempt + 1);
  }
  if (answer instanceof Error) {
    throw new StartProblem(`Nothing answers at ${url}; start it with spanwise start, or name another --endpoint.`);
  }
  if (answer.ok) return (await answer.json()) as Answer;
  throw new StartProblem(`The receiver answered ${answer.status}: ${(await answer.text()).slice(0, 500)}`);
}
