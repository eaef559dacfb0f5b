import type { Attributes } from "@opentelemetry/api";
import { quietly } from "../quietly.ts";
import { type Running, running } from "../running.ts";

/** Records while the SDK runs; a failure of ours is never the caller's. */
export function recorded(record: (at: Running) => void): void {
  const at = running();
  if (at) quietly(() => record(at));
}

/** Adds what was said to attributes, as far as the rule on content lets it. */
export function say(at: Running, said: Attributes, name: string, value: unknown): void {
  const text = value === undefined || !at.content.isOn ? undefined : at.content.textOf(value, name);
  if (text !== undefined) said[name] = text;
}
