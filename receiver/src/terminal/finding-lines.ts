import { plural } from "../format.ts";
import type { Finding, Severity } from "../model/finding.ts";
import { type Ink, ink, type Line } from "./sheet.ts";

const marks: Readonly<Record<Severity, Ink>> = {
  error: ink("red", "✕"),
  warning: ink("yellow", "!"),
  info: ink("blue", "i"),
};
const spansNamed = 4;

export function findingLines({
  items,
  partial,
}: {
  readonly items: readonly Finding[];
  readonly partial: boolean;
}): Line[] {
  const found = items.flatMap(({ severity, title, rule, spanIds }) => {
    const more = spanIds.length > spansNamed ? ", …" : "";
    const spans = spanIds.slice(0, spansNamed).map((id) => id.slice(0, 8));
    return [
      [marks[severity] ?? " ", " ", title, " ", ink("dim", rule)],
      ...(spans.length === 0
        ? []
        : [ink("dim", `  ${spanIds.length === 1 ? "span" : "spans"} ${spans.join(", ")}${more}`)]),
    ];
  });
  const count = items.length === 0 ? "Nothing that looks wrong was found" : plural(items.length, "finding");
  const reach = partial ? "; it is too large to be read whole, so there may be more" : "";
  return [ink("bold", `${count}${reach}`), ...found];
}
