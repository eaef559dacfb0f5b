import type { ReactNode } from "react";
import type { Message, Part } from "../../../receiver/src/model/message.ts";
import type { Span } from "../../../receiver/src/model/span.ts";
import { Value } from "../parts/value.tsx";

/** What went in and what came out, where the span says so. */
export function SpanContent({ span }: { span: Span }) {
  const { tool, system, input, output } = span;
  return (
    <>
      {tool && (
        <Section title={tool.name}>
          <Labelled label="Arguments">
            <Value value={tool.arguments} />
          </Labelled>
          <Labelled label="Result">
            <Value value={tool.result} />
          </Labelled>
        </Section>
      )}
      {system && (
        <Section title="System">
          <Value value={system} />
        </Section>
      )}
      {input.length > 0 && <Messages title="Input" messages={input} />}
      {output.length > 0 && <Messages title="Output" messages={output} />}
    </>
  );
}

function Messages({ title, messages }: { title: string; messages: readonly Message[] }) {
  return (
    <Section title={title}>
      {messages.map(({ role, parts }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: messages have no name but their place
        <Labelled key={at} label={role}>
          {parts.map((part, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: parts have no name but their place
            <div key={place}>
              <Value value={contentOf(part)} />
            </div>
          ))}
        </Labelled>
      ))}
    </Section>
  );
}

function contentOf(part: Part): unknown {
  if (part.type === "text" || part.type === "reasoning") return part.text;
  if (part.type === "tool_result") return part.result;
  if (part.type === "tool_call") return { [part.name]: part.arguments };
  return `${part.modality} ${part.mimeType ?? ""} ${part.uri ?? ""}`.trim();
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="mt-4 px-4">
      <h3 className="mb-1.5 font-semibold text-table">{title}</h3>
      <div className="space-y-2">{children}</div>
    </section>
  );
}

function Labelled({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="rounded-box border border-line bg-ground px-3 py-2">
      <p className="text-[11px] text-quiet">{label}</p>
      {children}
    </div>
  );
}
