import { createHash } from "node:crypto";
import { z } from "zod";
import type { Kind } from "./kinds.ts";

/** A key is held as its SHA-256 only: neither a log line nor a heap dump of ours can give it away. */
export interface ApiKey {
  readonly hash: Buffer;
  readonly project: string;
}

export const projectName = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

export function hashOfKey(key: string): Buffer {
  return createHash("sha256").update(key, "utf8").digest();
}

/** `key:project` or `sha256:<hex>:project`, with commas between. */
export const apiKeys: Kind<readonly ApiKey[]> = z.string().transform((value, context) => {
  const items = value.split(",").map((item) => item.trim());
  const keys = items.filter((item) => item !== "").map(readKey);
  const wrong = keys.indexOf(undefined);
  if (wrong >= 0) {
    context.addIssue(`item ${wrong + 1} is not key:project or sha256:<64 hex digits>:project`);
    return z.NEVER;
  }
  const read = keys.filter((key) => key !== undefined);
  if (new Set(read.map((key) => key.hash.toString("hex"))).size < read.length) {
    context.addIssue("a key is listed twice; a key opens exactly one project");
    return z.NEVER;
  }
  return read;
});

/** One key, or none; `sha256:<hex>` too. */
export const metricsKey: Kind<readonly ApiKey[]> = z.string().transform((value, context) => {
  if (value === "") return [];
  const key = readKey(`${value}:metrics`);
  if (key !== undefined) return [key];
  context.addIssue("give a key, or sha256:<64 hex digits>");
  return z.NEVER;
});

function readKey(item: string): ApiKey | undefined {
  const colon = item.lastIndexOf(":");
  const key = item.slice(0, Math.max(colon, 0)).trim();
  const project = item.slice(colon + 1).trim();
  if (key === "" || !projectName.test(project)) return undefined;
  if (!key.startsWith("sha256:")) return { hash: hashOfKey(key), project };
  const hex = key.slice("sha256:".length);
  return /^[0-9a-f]{64}$/i.test(hex) ? { hash: Buffer.from(hex, "hex"), project } : undefined;
}
