/** How filters whose values occur are called, in the order in which the menu offers them. */
export const named: Readonly<Record<string, string>> = {
  ...{ status: "Status", agent: "Agent", model: "Model", tool: "Tool", user: "User" },
  ...{ errorType: "Error", errorShape: "Error says", session: "Session", platform: "Platform", tag: "Tag" },
  ...{ service: "Service", environment: "Environment", release: "Release", provider: "Provider" },
  ...{ kind: "Kind of step", bot: "Bot", botType: "Bot type", endReason: "Ended" },
};
export const statuses = { error: "Failed", ok: "Ok", running: "Running" } as const;

/** What the menu asks to be typed or chosen, and what of it stands in the address, in the question and on the chip. */
interface Typed {
  readonly label: string;
  /** Field by field; of a choice there is none. */
  readonly fields: Readonly<Record<string, string>>;
  readonly name: string;
  readonly value: string;
  readonly asked?: Readonly<Record<string, string>>;
  readonly chip: string;
}
export const typed: readonly Typed[] = [
  pair("Attribute", "attr", "shop.lane", "blue"),
  pair("Metadata", "meta", "plan", "pro"),
  { label: "Failed steps", fields: {}, name: "hasError", value: "true", chip: "With failed steps" },
  { label: "Failed steps", fields: {}, name: "hasError", value: "false", chip: "Without failed steps" },
  bound("Took at least", "seconds", "60", ["minDuration", "60000000000", "1 m"]),
  bound("Took at most", "seconds", "12.5", ["maxDuration", "12500000000", "12.5 s"]),
  bound("Cost at least", "US dollars", "$0.05", ["minCost", "0.05", "$0.050"]),
  bound("Cost at most", "US dollars", "0,01", ["maxCost", "0.01", "$0.010"]),
  bound("Tokens at least", "tokens", "20000", ["minTokens", "20000", "20k"]),
  bound("Tokens at most", "tokens", "5000", ["maxTokens", "5000", "5k"]),
  bound("Failed steps at least", "steps", "2", ["minErrors", "2", "2"]),
];

function bound(
  label: string,
  unit: string,
  text: string,
  [name, value, words]: readonly [string, string, string],
): Typed {
  return { label, fields: { [`${label}, ${unit}`]: text }, name, value, chip: `${label} ${words}` };
}

function pair(label: string, name: string, key: string, value: string): Typed {
  const fields = { [label]: key, Value: value };
  return {
    label,
    fields,
    name,
    value: `${key}=${value}`,
    asked: { [`${name}.${key}`]: value },
    chip: `${key} = ${value}`,
  };
}
