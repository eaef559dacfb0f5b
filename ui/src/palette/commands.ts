import { settingLabels } from "../parts/setting-labels.ts";
import { type Place, paths } from "../paths.ts";
import type { TimeSearch } from "../search.ts";
import { type SettingPart, settingParts } from "../settings-search.ts";
import { fuzzy } from "./fuzzy.ts";

export const groups = ["Here", "Go to", "Found", "Time", "Project", "Window", "Search"] as const;
export type Group = (typeof groups)[number];

/** Something that can be chosen: it leads somewhere, or does something. */
export interface Command {
  readonly group: Group;
  readonly label: string;
  /** Beside the label, such as what was typed. */
  readonly about?: string;
  readonly keys?: string;
  /** Other words by which it is looked for. */
  readonly words?: string;
  /** It is so already. */
  readonly isChosen?: boolean;
  readonly does: { readonly path: string } | { readonly href: string } | { readonly act: () => void };
}

export interface Section {
  readonly group: Group;
  readonly commands: readonly Command[];
}

/** Of one group, while something is typed. */
const mostOfGroup = 8;

/** Those that answer to what was typed, in their groups: that of the best one first, and words to look for last. */
export function sectionsOf(commands: readonly Command[], typed: string): readonly Section[] {
  const isAsked = typed.trim() !== "";
  const found = commands
    .map((command) => ({ command, rank: rankOf(command, typed) }))
    .filter((one): one is Ranked => one.rank !== undefined);
  const sections = groups.map((group) => ({
    group,
    ranked: found.filter(({ command }) => command.group === group).toSorted((a, b) => a.rank - b.rank),
  }));
  return sections
    .filter(({ ranked }) => ranked.length > 0)
    .toSorted((a, b) => bestOf(a) - bestOf(b))
    .map(({ group, ranked }) => ({
      group,
      commands: ranked.slice(0, isAsked ? mostOfGroup : ranked.length).map(({ command }) => command),
    }));
}

interface Ranked {
  readonly command: Command;
  readonly rank: number;
}

const bestOf = ({ group, ranked }: { group: Group; ranked: readonly Ranked[] }) =>
  group === "Search" ? Number.POSITIVE_INFINITY : (ranked[0]?.rank ?? 0);

/** What was found for what was typed answers to it, whatever it is called. */
function rankOf({ group, label, words, does }: Command, typed: string): number | undefined {
  if (group === "Search") return 0;
  if (group === "Found" && "path" in does && words === typed.trim()) return 0;
  const byLabel = fuzzy(label, typed);
  const byWords = words === undefined ? undefined : fuzzy(words, typed);
  return byWords === undefined ? byLabel : Math.min(byLabel ?? Number.POSITIVE_INFINITY, byWords + 0.5);
}

interface Placed {
  readonly project: string;
  readonly time: TimeSearch;
}

/** What words may be looked for with, and what an id may be of. */
export function searchCommands(typed: string, { project, time }: Placed): readonly Command[] {
  const text = typed.trim();
  if (text === "") return [];
  if (/^[0-9a-f]{32}$/i.test(text)) {
    const path = paths.trace(project, text.toLowerCase());
    return [{ group: "Found", label: "Open trace", about: text, words: text, does: { path } }];
  }
  const all = { ...time, q: text };
  return [
    { group: "Search", label: "Sessions with", about: text, does: { path: paths.sessions(project, all) } },
    { group: "Search", label: "Traces with", about: text, does: { path: paths.traces(project, all) } },
  ];
}

/** What else the parts of the settings may be looked for by. */
const settingWords: Readonly<Record<SettingPart, string>> = {
  project: "address endpoint keys where to send",
  prices: "cost aliases unknown models price again",
  rules: "dialects attributes read history again",
  redaction: "secrets patterns content privacy",
  retention: "keep delete days disk",
  views: "filters lists",
};

/** All places, those behind the rail and the parts of the settings too. */
export function placeCommands(
  places: readonly { readonly place: Place; readonly label: string; readonly key: string }[],
  { project, time }: Placed,
): readonly Command[] {
  return [
    ...places.map(
      ({ place, label, key }): Command => ({
        group: "Go to",
        label,
        keys: `g ${key}`,
        words: `go to ${label}`,
        does: { path: paths.place(project, place, time) },
      }),
    ),
    ...settingParts.map(
      (part): Command => ({
        group: "Go to",
        label: `Settings: ${settingLabels[part]}`,
        words: `go to ${settingWords[part]}`,
        does: { path: paths.settings(project, { ...time, part }) },
      }),
    ),
    { group: "Go to", label: "Findings", words: "go to problems rules", does: { path: paths.findings(project, time) } },
    {
      group: "Go to",
      label: "Connect",
      words: "go to set up install sdk exporter claude code otlp first run",
      does: { path: paths.connect(project) },
    },
    { group: "Go to", label: "API reference", words: "docs documentation openapi http", does: { href: "/docs" } },
  ];
}
