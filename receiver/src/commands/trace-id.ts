import type { ProjectClient } from "../client/client.ts";
import { StartProblem } from "../start-problem.ts";
import { WrongUse } from "./wrong-use.ts";

const mostNamed = 10;

/** The id of the trace that begins so: whoever looks for one seldom has all 32 digits at hand. */
export async function traceIdFrom(project: ProjectClient, told: string): Promise<string> {
  const digits = told.toLowerCase().replace(/^trace:/, "");
  if (!/^[0-9a-f]{4,32}$/.test(digits)) {
    throw new WrongUse(`A trace is named by its id: 32 hex digits, or the first of them, 4 at least; not "${told}".`);
  }
  if (digits.length === 32) return digits;
  const { items } = await project.get("traces", { q: [digits], from: "0", limit: 1000 });
  const ids = items.map(({ traceId }) => traceId).filter((id) => id.startsWith(digits));
  const [only, ...others] = ids;
  if (only === undefined) throw new StartProblem(`Not found: no trace begins with ${digits}.`);
  if (others.length === 0) return only;
  throw new StartProblem(`Several traces begin with ${digits}: ${ids.slice(0, mostNamed).join(", ")}`);
}
