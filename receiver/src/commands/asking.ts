import { ApiError, brokenOff } from "../client/api-error.ts";
import { type Client, openClient, type ProjectClient } from "../client/client.ts";
import { StartProblem } from "../start-problem.ts";
import { targetOf } from "./sending.ts";
import { WrongUse } from "./wrong-use.ts";

interface Words {
  readonly project?: string | undefined;
  readonly endpoint?: string | undefined;
  readonly key?: string | undefined;
}

/** Asks one project of a running receiver. What it does not answer is told as one sentence, and ends the command. */
export async function asking<Answer>(words: Words, ask: (project: ProjectClient) => Promise<Answer>): Promise<Answer> {
  const { project, endpoint, key } = words;
  const target = targetOf({ ...(endpoint !== undefined && { endpoint }), ...(key !== undefined && { key }) });
  const ownKey = key ?? process.env.SPANWISE_API_KEY ?? null;
  const client = openClient({ address: target.endpoint, key: () => ownKey });
  try {
    return await ask(client.project(project ?? (ownKey === null ? "default" : await projectOf(client))));
  } catch (error) {
    throw error instanceof ApiError ? problem(error, target.endpoint, ownKey !== null) : error;
  }
}

/** The project that the key opens. */
async function projectOf(client: Client): Promise<string> {
  const { items } = await client.projects();
  const [first = "default", ...others] = items.map(({ slug }) => slug);
  if (others.length === 0) return first;
  const named = [first, ...others].slice(0, 20).join(", ");
  throw new StartProblem(`The key opens several projects; name one with --project: ${named}`);
}

/** The answer as it is. */
export function documentOf(words: Words, open: (project: ProjectClient) => Promise<Response>): Promise<string> {
  return asking(words, async (project) => {
    const answer = await open(project);
    return answer.text().catch((cause: unknown) => {
      throw brokenOff(cause);
    });
  });
}

function problem(error: ApiError, endpoint: string, hasKey: boolean): Error {
  const { status, code, message } = error;
  const cause = { cause: error };
  if (code === "unreachable") {
    const mend = "start it with spanwise start, or name another --endpoint";
    return new StartProblem(`Nothing answers at ${endpoint}; ${mend}.`, cause);
  }
  if (status === 0) return new StartProblem(`${message}.`, cause);
  if (status === 400) return new WrongUse(`The receiver does not understand that: ${message}`, cause);
  if (status === 401) {
    const mend = "give another with --key or SPANWISE_API_KEY";
    return new StartProblem(`${hasKey ? "The key opens nothing" : "The receiver wants a key"}; ${mend}.`, cause);
  }
  if (status === 404) return new StartProblem(`Not found: ${message}`, cause);
  return new StartProblem(`The receiver answered ${status}: ${message}`, cause);
}
