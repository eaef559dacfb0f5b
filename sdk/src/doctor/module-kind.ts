import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** How Node takes the `.js` files of a folder, by the nearest `package.json`. */
export function moduleKindOf(folder: string): "esm" | "cjs" {
  const above = dirname(folder);
  try {
    const { type } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { readonly type?: unknown };
    return type === "module" ? "esm" : "cjs";
  } catch {
    return above === folder ? "cjs" : moduleKindOf(above);
  }
}
