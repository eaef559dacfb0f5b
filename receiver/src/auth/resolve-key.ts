import { timingSafeEqual } from "node:crypto";
import { BadRequest, Unauthenticated } from "../errors.ts";
import type { Credentials } from "../ingest/credentials.ts";
import { type ApiKey, hashOfKey } from "../settings/api-keys.ts";

/**
 * The one project that the presented keys open. A key we do not know counts for nothing beside one we do, as proxies
 * add headers of their own; keys of two projects are refused rather than one of them chosen.
 */
export function resolveKey(known: readonly ApiKey[], credentials: Credentials): string {
  const presented = presentedKeys(credentials);
  const projects = new Set(presented.flatMap((key) => projectsOf(known, key)));
  const [project, another] = projects;
  if (another !== undefined) throw new BadRequest("the request carries keys of two projects; send one key");
  if (project !== undefined) return project;
  throw new Unauthenticated(presented.length === 0 ? howToSendAKey(credentials) : "this key is not known here");
}

function presentedKeys({ authorization, apiKey }: Credentials): string[] {
  if (authorization?.includes(",")) throw new BadRequest("send one Authorization header, not several");
  const keys = [...keysOfAuthorization(authorization?.trim() ?? ""), apiKey?.trim() ?? ""];
  return keys.filter((key) => key !== "");
}

/** Bearer, or either half of Basic: clients differ in where they put a key. */
function keysOfAuthorization(header: string): string[] {
  const [, scheme = "", value = ""] = /^(bearer|basic)\s+(\S+)$/i.exec(header) ?? [];
  if (scheme.toLowerCase() !== "basic") return [value];
  const pair = Buffer.from(value, "base64").toString("utf8");
  const colon = pair.indexOf(":");
  return colon < 0 ? [pair] : [pair.slice(0, colon), pair.slice(colon + 1)];
}

/** Looks at every key, whichever fits, so that the time taken tells nothing. */
function projectsOf(known: readonly ApiKey[], key: string): string[] {
  const hash = hashOfKey(key);
  return known.filter((candidate) => timingSafeEqual(candidate.hash, hash)).map((candidate) => candidate.project);
}

function howToSendAKey({ authorization }: Credentials): string {
  const sentence = 'a key is needed here: send "Authorization: Bearer <key>" or "x-api-key: <key>"';
  return authorization?.includes("%20") ? `${sentence}, with a space where "%20" stands now` : sentence;
}
