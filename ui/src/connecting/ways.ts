import { codingAgents } from "./coding-agents.ts";
import { firstWays } from "./first-ways.ts";
import { insteadWays } from "./instead-ways.ts";
import { otlpWays } from "./otlp-ways.ts";
import { pythonWays } from "./python-ways.ts";
import { typescriptWays } from "./typescript-ways.ts";
import { groups, type Way } from "./way.ts";

/** In the order in which they are offered, group by group. */
export const ways: readonly Way[] = [
  ...firstWays,
  ...codingAgents,
  ...typescriptWays,
  ...pythonWays,
  ...otlpWays,
  ...insteadWays,
];

export const wayById = (id: string | undefined): Way | undefined => ways.find((way) => way.id === id);

/** Those that tell each word that was typed, or a part of it: first whose name begins so, then who tell whole words. */
export function waysFor(typed: string): readonly Way[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const found = ways.filter((way) => words.every((word) => textOf(way).includes(word)));
  return found.toSorted((a, b) => rankOf(a, words) - rankOf(b, words));
}

function rankOf(way: Way, words: readonly string[]): number {
  if (way.name.toLowerCase().startsWith(words[0] ?? "")) return 0;
  const told = new Set(textOf(way).split(/[^\w#]+/));
  return words.every((word) => told.has(word)) ? 1 : 2;
}

const textOf = ({ id, name, words = "", group }: Way) => `${id} ${name} ${words} ${groups[group]}`.toLowerCase();
