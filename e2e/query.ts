import type { Spanwise } from "./spanwise.ts";

export interface Query {
  readonly spanwise: Pick<Spanwise, "http">;
  readonly project: string;
  readonly key?: string;
}

/** What the query API says under a path of the project. Throws on any other status than 200. */
export async function query<Answer>({ spanwise, project, key }: Query, path: string): Promise<Answer> {
  const headers: Record<string, string> = key === undefined ? {} : { authorization: `Bearer ${key}` };
  const answer = await fetch(`${spanwise.http}/api/projects/${project}/${path}`, { headers });
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Answer;
}
