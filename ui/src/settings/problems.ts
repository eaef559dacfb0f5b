import { ApiError } from "../../../receiver/src/client/api-error.ts";

/** What was said of a form: of each of its fields, and what is about none of them. */
export interface Said {
  readonly of: (field: string) => string | undefined;
  readonly rest: string | undefined;
}

export const nothingSaid: Said = { of: () => undefined, rest: undefined };

/** A problem is about the last field that its place names: what was there before had none. */
export function saidBy(error: unknown, fields: readonly string[]): Said {
  const said = new Map<string, string>();
  const rest: string[] = [];
  const problems = error instanceof ApiError ? error.problems : [];
  for (const { at, message } of problems) {
    const field = at.findLast((key) => typeof key === "string" && fields.includes(key));
    if (typeof field === "string") said.set(field, [said.get(field), message].filter(Boolean).join("; "));
    else rest.push(message);
  }
  const other = problems.length > 0 ? rest.join("; ") : messageOf(error);
  return { of: (field) => said.get(field), rest: other === "" ? undefined : other };
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
