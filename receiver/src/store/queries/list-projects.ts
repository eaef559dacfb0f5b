import type { Store } from "../store.ts";

/** The projects that ever sent something that is still kept. */
export async function listProjects(store: Store): Promise<readonly string[]> {
  const text = "SELECT DISTINCT project AS told FROM origins ORDER BY told";
  return (await store.query<{ told: string }>({ text })).map((row) => row.told);
}
