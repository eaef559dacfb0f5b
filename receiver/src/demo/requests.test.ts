import { expect, test } from "vitest";
import { decodeWithOracle } from "../otlp/oracle.ts";
import { tellDays } from "./days.ts";
import { metricRequestsOf, requestsOf } from "./requests.ts";

const stories = [
  ...tellDays({
    seed: "test",
    day: "2026-11-21",
    until: Date.UTC(2026, 10, 21, 12),
    days: 1,
    sessions: 6,
    running: 1,
    marathonSpans: 600,
  }),
];

interface Span {
  readonly name: string;
  readonly attributes: readonly { readonly key: string; readonly value: { readonly stringValue?: string } }[];
}
interface Envelope {
  readonly resourceSpans: readonly { readonly scopeSpans: readonly { readonly spans: readonly Span[] }[] }[];
}

test("another decoder finds every span, and messages that are JSON in the parts format", () => {
  const requests = stories.flatMap((story) => [...requestsOf(story)]);
  const spans = requests
    .filter(({ signal }) => signal === "traces")
    .flatMap(({ body }) => (decodeWithOracle("traces", body) as unknown as Envelope).resourceSpans)
    .flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans));
  expect(spans.map(({ name }) => name).sort()).toEqual(
    stories.flatMap((story) => story.spans.map(({ item }) => item.name)).sort(),
  );
  const messages = spans
    .flatMap(({ attributes }) => attributes)
    .filter(({ key }) => key.endsWith(".messages"))
    .flatMap(({ value }) => JSON.parse(value.stringValue ?? ""));
  expect(messages.every(({ role, parts }) => typeof role === "string" && Array.isArray(parts))).toEqual(true);
});

test("metrics count what the chat and embedding spans used", () => {
  const uses = stories.flatMap((story) => story.uses);
  const requests = [...metricRequestsOf(uses)];
  const text = JSON.stringify(requests.map(({ body }) => decodeWithOracle("metrics", body)));
  const total = [...text.matchAll(/"count":"(\d+)"/g)].reduce((sum, [, count]) => sum + Number(count), 0);
  const tokens = uses.filter(({ input }) => input > 0).length + uses.filter(({ output }) => output > 0).length;
  expect(total).toEqual(uses.length + tokens);
});
