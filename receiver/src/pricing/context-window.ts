import { calcPrice } from "@pydantic/genai-prices";
import { namesOf } from "./model-names.ts";

/** Names come from the world: what is remembered of them is bounded. */
const mostKnown = 10_000;
const longestKey = 500;
const known = new Map<string, number | undefined>();

/** Tokens that a model holds at most, prompt and answer together, as the price list says; undefined where it does not. */
export function contextWindow(provider: string, model: string): number | undefined {
  const key = `${provider}\0${model}`;
  if (key.length > longestKey) return undefined;
  if (known.has(key)) return known.get(key);
  if (known.size >= mostKnown) known.clear();
  const window = listedWindow(provider, model);
  known.set(key, window);
  return window;
}

function listedWindow(provider: string, model: string): number | undefined {
  for (const named of namesOf(provider || undefined, model)) {
    const found = calcPrice({}, named.name, { providerId: named.provider });
    if (found !== null) return found.model.context_window || undefined;
  }
  return undefined;
}
