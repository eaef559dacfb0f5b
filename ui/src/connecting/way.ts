import type { Place } from "./place.ts";

export interface Snippet {
  /** What it is, or the file that it goes into. */
  readonly title: string;
  readonly language: "sh" | "ts" | "python" | "json" | "toml" | "yaml" | "properties";
  readonly text: string;
}

export const groups = {
  first: "Start here",
  coding: "Coding agents",
  typescript: "TypeScript and JavaScript",
  python: "Python",
  otlp: "OpenTelemetry, in any language",
  instead: "Instead of another backend",
} as const;

/** One thing that somebody may have, and how it sends here. */
export interface Way {
  /** In an address: `?connect=claude-code`. */
  readonly id: string;
  readonly name: string;
  readonly group: keyof typeof groups;
  readonly about: string;
  /** Other words by which it is looked for. */
  readonly words?: string;
  readonly snippets: (place: Place) => readonly Snippet[];
}
