import type { ParseArgsOptionsConfig } from "node:util";
import { authority, readConfig } from "../config.ts";

/** Where a running Spanwise is and what opens it: told in words, or as our own settings have it. */
export interface Target {
  readonly endpoint: string;
  readonly headers: Readonly<Record<string, string>>;
}

export const targetOptions = {
  endpoint: { type: "string" },
  key: { type: "string" },
} as const satisfies ParseArgsOptionsConfig;

export function targetOf(values: { readonly endpoint?: string; readonly key?: string }): Target {
  const key = values.key ?? process.env.SPANWISE_API_KEY;
  return {
    endpoint: (values.endpoint ?? ownAddress()).replace(/\/+$/, ""),
    headers: key === undefined ? {} : { authorization: `Bearer ${key}` },
  };
}

function ownAddress(): string {
  const { host, port } = readConfig(process.env);
  return `http://${authority(reachable(host), port)}`;
}

/** An address to listen on everywhere is no address to go to. */
export function reachable(host: string): string {
  return host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
}
