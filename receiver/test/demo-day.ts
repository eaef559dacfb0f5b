import { type Days, tellDays } from "../src/demo/days.ts";
import { metricRequestsOf, type Request, requestsOf } from "../src/demo/requests.ts";

/** What the agents of the demo did until now, as they would have sent it: a few sessions, one still running. */
export function demoDay(more: Partial<Days> = {}): readonly Request[] {
  const day = new Date().toISOString().slice(0, 10);
  const asked = { seed: "test", day, until: Date.now(), days: 1, sessions: 12, running: 1, marathonSpans: 0, ...more };
  const stories = [...tellDays(asked)];
  return [
    ...stories.flatMap((story) => [...requestsOf(story)]),
    ...metricRequestsOf(stories.flatMap(({ uses }) => uses)),
  ];
}
