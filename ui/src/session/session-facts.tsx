import type { ReactNode } from "react";
import { formatMoment } from "../../../receiver/src/format.ts";
import type { Session } from "../../../receiver/src/model/session.ts";
import type { Span } from "../../../receiver/src/model/span.ts";
import { ToolValue } from "../trace/tool-value.tsx";

/** What is noted of a session beside the work, and where it ran. */
export function SessionFacts({ session, spans }: { session: Session; spans: readonly Span[] }) {
  const facts: readonly (readonly [name: string, value: string | null])[] = [
    ["Session", session.sessionId],
    ["Began", formatMoment(session.startTime)],
    ["Ended", session.endTime && formatMoment(session.endTime)],
    ["Ended by", session.endReason],
    ["Bot", session.botName],
    ["Kind of bot", session.botType],
    ["Agent", session.agentName],
    ["User", session.userId],
    ["Platform", session.platform],
    ["Service", session.service],
    ["Tags", session.tags.join(", ") || null],
    ["Environment", oneOf(spans.map(({ environment }) => environment))],
    ["Release", oneOf(spans.map(({ release }) => release))],
  ];
  const hasMetadata = Object.keys(session.metadata).length > 0;
  return (
    <div className="mx-auto max-w-4xl space-y-4">
      <Section title="Session">
        <dl className="grid grid-cols-[8rem_minmax(0,1fr)] gap-y-1 text-table">
          {facts.map(
            ([name, value]) =>
              value && (
                <div key={name} className="contents">
                  <dt className="text-quiet">{name}</dt>
                  <dd className="[overflow-wrap:anywhere]">{value}</dd>
                </div>
              ),
          )}
        </dl>
      </Section>
      <Section title="Metadata">
        {hasMetadata ? (
          <ToolValue value={session.metadata} />
        ) : (
          <p className="text-quiet text-table">
            Nothing was noted. What an agent sets as metadata of its session stands here.
          </p>
        )}
      </Section>
      {resourcesOf(spans).map(({ key, title, resource }) => (
        <Section key={key} title={title}>
          <ToolValue value={resource} />
        </Section>
      ))}
    </div>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="rounded-box border border-line bg-raised p-4">
      <h2 className="mb-2 font-semibold">{title}</h2>
      {children}
    </section>
  );
}

function oneOf(values: readonly (string | null)[]): string | null {
  return [...new Set(values.filter((value) => value !== null))].slice(0, 5).join(", ") || null;
}

/** Hosts that are shown. */
const most = 10;

function resourcesOf(spans: readonly Span[]) {
  const found = new Map<string, Span>();
  for (const span of spans) {
    const key = JSON.stringify(span.resource);
    if (!found.has(key)) found.set(key, span);
    if (found.size === most) break;
  }
  return [...found].map(([key, { service, resource }]) => ({ key, title: `Where ${service ?? "it"} ran`, resource }));
}
