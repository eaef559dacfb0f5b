import { paths } from "../paths.ts";
import type { TimeSearch } from "../search.ts";
import { places } from "./places.ts";

export interface Jump {
  readonly label: string;
  /** What was typed, where the label is about it. */
  readonly about?: string;
  readonly path: string;
}

/** Where what somebody typed may lead, the likeliest first. */
export function jumpsFor(project: string, typed: string, time: TimeSearch): readonly Jump[] {
  const text = typed.trim();
  if (text === "") return [];
  if (/^[0-9a-f]{32}$/i.test(text)) {
    return [{ label: "Open trace", about: text, path: paths.trace(project, text.toLowerCase()) }];
  }
  const named = places.filter(({ label }) => label.toLowerCase().startsWith(text.toLowerCase()));
  return [
    ...named.map(({ place, label }) => ({ label: `Go to ${label}`, path: paths.place(project, place, time) })),
    { label: "Sessions with", about: text, path: paths.sessions(project, { ...time, q: text }) },
    { label: "Traces with", about: text, path: paths.traces(project, { ...time, q: text }) },
  ];
}
