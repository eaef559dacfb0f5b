import { addressOf } from "./address.ts";
import { brokenOff, refusalIn, unreachable } from "./api-error.ts";
import type { Answer, BodyOf, Given, Method, PathOf, Projects } from "./routes.ts";

export interface ClientOptions {
  /** Where the receiver is: `http://localhost:4318`. The address of the page, when it is not said. */
  readonly address?: string;
  /** Asked for at each question; null and "" send none. */
  readonly key?: () => string | null;
  readonly fetch?: (address: string, init: RequestInit) => Response | Promise<Response>;
}

export interface Opening {
  readonly signal?: AbortSignal | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Asks the query API. Whatever is not answered with 200 throws `ApiError`, with status 0 when nobody answers; what is
 * aborted throws what the signal says.
 */
export interface Client {
  projects(signal?: AbortSignal): Promise<Projects>;
  project(project: string): ProjectClient;
}

/** All that can be asked of one project, by the path behind `/api/projects/:project/`. */
export interface ProjectClient {
  get<Path extends PathOf<"get">>(path: Path, given: Given<Path>, signal?: AbortSignal): Promise<Answer<Path>>;
  /** The answer as it comes, for what streams: "export", "live", "traces/:traceId/skeleton". */
  open<Path extends PathOf<"get">>(path: Path, given: Given<Path>, opening?: Opening): Promise<Response>;
  post<Path extends PathOf<"post">>(
    path: Path,
    given: Given<Path, "post">,
    body: BodyOf<"post", Path>,
    signal?: AbortSignal,
  ): Promise<Answer<Path, "post">>;
  put<Path extends PathOf<"put">>(
    path: Path,
    given: Given<Path, "put">,
    body: BodyOf<"put", Path>,
    signal?: AbortSignal,
  ): Promise<Answer<Path, "put">>;
}

export function openClient(options: ClientOptions = {}): Client {
  const ask = asker(options);
  return {
    projects: async (signal) => read(await ask("/api/projects", { signal }), signal),
    project: (project) => projectClient(ask, project),
  };
}

type Ask = (path: string, asked: Opening & { readonly method?: Method; readonly body?: string }) => Promise<Response>;

function asker({ address = "", key = () => null, fetch = globalThis.fetch }: ClientOptions): Ask {
  return async (path, { signal, headers, method = "get", body }) => {
    const own = key();
    const told = { ...(own && { authorization: `Bearer ${own}` }), ...headers };
    const init = {
      method: method.toUpperCase(),
      headers: told,
      signal: signal ?? null,
      ...(body !== undefined && { body }),
    };
    const response = await sent(() => fetch(`${address}${path}`, init), signal);
    // What is as it was when the caller asked last is an answer too.
    if (response.ok || response.status === 304) return response;
    throw await refusalIn(response);
  };
}

async function sent(send: () => Response | Promise<Response>, signal: AbortSignal | undefined): Promise<Response> {
  try {
    return await send();
  } catch (cause) {
    throw signal?.aborted ? cause : unreachable(cause);
  }
}

function projectClient(ask: Ask, project: string): ProjectClient {
  const root = `/api/projects/${encodeURIComponent(project)}/`;
  const addressIn = (path: string, given: object) => root + addressOf(path, { ...given });
  const tell =
    (method: Method) =>
    async (path: string, given: object, body: unknown, signal?: AbortSignal): Promise<never> => {
      const headers = { "content-type": "application/json" };
      return read(await ask(addressIn(path, given), { method, body: JSON.stringify(body), headers, signal }), signal);
    };
  return {
    get: async (path, given, signal) => read(await ask(addressIn(path, given), { signal }), signal),
    open: (path, given, opening = {}) => ask(addressIn(path, given), opening),
    post: tell("post"),
    put: tell("put"),
  };
}

/** The routes say what it is; that their answers are what they say is tested there. */
async function read<Told>(response: Response, signal: AbortSignal | undefined): Promise<Told> {
  try {
    return (await response.json()) as Told;
  } catch (cause) {
    throw signal?.aborted ? cause : brokenOff(cause);
  }
}
