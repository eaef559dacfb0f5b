import { BadRequest, Forbidden, NotFound } from "../errors.ts";
import type { Credentials } from "../ingest/credentials.ts";
import type { ApiKey } from "../settings/api-keys.ts";
import { isLoopbackAuthority } from "../settings/loopback.ts";
import { resolveKey } from "./resolve-key.ts";

export interface AccessSettings {
  readonly mode: "local" | "server";
  readonly keys: readonly ApiKey[];
  /** What opens the figures of all projects together; left out, nothing does. */
  readonly metricsKeys?: readonly ApiKey[];
  /** Origins besides our own that may send telemetry from a browser. */
  readonly origins: readonly string[];
}

export interface Visit {
  readonly host: string | undefined;
  readonly origin: string | undefined;
  readonly path: string;
}

export interface Access {
  /** The project a sender writes to. Throws `Unauthenticated`, or `BadRequest` when the credentials contradict themselves. */
  projectOf(credentials: Credentials): string;
  /** Throws `Forbidden` when a web page from elsewhere is behind the request. Needed in local mode only. */
  admit(visit: Visit): void;
  /** What a reader may see; "all" is every project there is. */
  projectsOf(credentials: Credentials): readonly string[] | "all";
  /** Throws `NotFound` alike for another's project and for none, so that nobody learns which exist. */
  checkProject(credentials: Credentials, project: string): void;
  /** Throws unless the key for the figures of all projects together is presented. */
  checkMetrics(credentials: Credentials): void;
}

export function openAccess(settings: AccessSettings): Access {
  return settings.mode === "local" ? localAccess(settings.origins) : serverAccess(settings);
}

/** No key is asked for: who reaches loopback is on this machine, unless a browser was lent to a foreign page. */
function localAccess(origins: readonly string[]): Access {
  return {
    projectOf: ({ authorization }) => {
      if (authorization?.includes(",")) throw new BadRequest("send one Authorization header, not several");
      return "default";
    },
    admit: ({ host, origin, path }) => {
      if (host === undefined || !isLoopbackAuthority(host)) throw new Forbidden(foreign("Host", host));
      const tells = isUnder(path, "/api") || isUnder(path, "/mcp");
      const invited = !tells && (origins.includes("*") || origins.includes(origin ?? ""));
      if (origin === undefined || invited || isLoopbackOrigin(origin)) return;
      throw new Forbidden(foreign("Origin", origin));
    },
    projectsOf: () => "all",
    checkProject: () => {},
    checkMetrics: () => {},
  };
}

function serverAccess({ keys, metricsKeys = [] }: AccessSettings): Access {
  const projectOf = (credentials: Credentials) => resolveKey(keys, credentials);
  return {
    projectOf,
    admit: () => {},
    projectsOf: (credentials) => [projectOf(credentials)],
    checkProject: (credentials, project) => {
      if (projectOf(credentials) !== project) throw new NotFound("this key opens no project of that name");
    },
    checkMetrics: (credentials) => {
      if (metricsKeys.length === 0)
        throw new Forbidden("this tells of all projects; set METRICS_KEY to open it to one key");
      resolveKey(metricsKeys, credentials);
    },
  };
}

function isUnder(path: string, root: string): boolean {
  return path === root || path.startsWith(`${root}/`);
}

function isLoopbackOrigin(origin: string): boolean {
  const [, authority = ""] = /^https?:\/\/([^/]+)$/i.exec(origin) ?? [];
  return isLoopbackAuthority(authority);
}

function foreign(header: string, value: string | undefined): string {
  const said = value === undefined ? `no ${header}` : `the ${header} "${value.slice(0, 100)}"`;
  return `this Spanwise serves this machine only and the request names ${said}; use localhost, or set API_KEYS to open it`;
}
