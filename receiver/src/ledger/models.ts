const families: readonly (readonly [start: string, family: string])[] = [
  ["azure", "openai"],
  ["openai", "openai"],
  ["gcp", "google"],
  ["google", "google"],
  ["gemini", "google"],
  ["vertex", "google"],
  ["anthropic", "anthropic"],
];

/** Who stands behind a provider: Azure serves OpenAI's models, and Google has several doors. */
function familyOf(provider: string): string {
  return families.find(([start]) => provider.startsWith(start))?.[1] ?? provider;
}

const longestName = 200;

/** A model's name without who serves it and of which day it is, so that what two libraries call it can be compared. */
function modelKey(model: string): string {
  if (model.length > longestName) return model;
  const bare = model.toLowerCase().slice(model.lastIndexOf("/") + 1);
  return bare
    .replace(/^(?:us|eu|apac|global)\./, "")
    .replace(/^(?:anthropic|amazon|meta|mistral|cohere)\./, "")
    .replace(/-v\d{1,3}:\d{1,3}$/, "")
    .replace(/-latest$/, "")
    .replace(/[-@](?:\d{4}-\d{2}-\d{2}|\d{8}|\d{4}|\d{3})$/, "");
}

interface Named {
  readonly provider: string;
  readonly model: string;
  readonly responseModel: string;
}

export function modelKeys({ model, responseModel }: Named): readonly string[] {
  const keys = [model, responseModel].filter((name) => name !== "").map(modelKey);
  return keys.length === 2 && keys[0] === keys[1] ? keys.slice(1) : keys;
}

/** Whether both may be of one call: the same model by one of its names, or the same house where one names none. */
export function mayBeSameModel(one: Named, other: Named): boolean {
  const [ones, others] = [modelKeys(one), modelKeys(other)];
  if (ones.length > 0 && others.length > 0) return ones.some((key) => others.includes(key));
  return one.provider === "" || other.provider === "" || familyOf(one.provider) === familyOf(other.provider);
}
