import type { ReactNode } from "react";
import { formatCount } from "../../../receiver/src/format.ts";
import type { Span } from "../../../receiver/src/model/span.ts";
import { SaidText } from "../markdown/said-text.tsx";
import { Messages } from "./messages.tsx";
import { ToolValue } from "./tool-value.tsx";

/** What went in and what came out, where the span says so. */
export function SpanContent({ span }: { span: Span }) {
  const { tool, system, input, output, metadata } = span;
  const hasMetadata = Object.keys(metadata).length > 0;
  return (
    <>
      {tool && (
        <Section title={tool.name}>
          <Labelled label="Arguments">
            <ToolValue value={tool.arguments} />
          </Labelled>
          <Labelled label="Result">
            <ToolValue value={tool.result} />
          </Labelled>
        </Section>
      )}
      {system && (
        <Section title="System" detail={`${formatCount(system.length)} characters`}>
          <div className="rounded-box border border-line bg-ground px-3 py-2">
            <SaidText text={system} shown={240} />
          </div>
        </Section>
      )}
      {input.length > 0 && (
        <Section title="Input" detail={countOf(input.length)}>
          <Messages messages={input} />
        </Section>
      )}
      {output.length > 0 && (
        <Section title="Output" detail={output.length > 1 ? countOf(output.length) : undefined}>
          <Messages messages={output} />
        </Section>
      )}
      {hasMetadata && (
        <Section title="Metadata">
          <div className="rounded-box border border-line bg-ground px-3 py-2">
            <ToolValue value={metadata} />
          </div>
        </Section>
      )}
    </>
  );
}

const countOf = (count: number) => `${formatCount(count)} ${count === 1 ? "message" : "messages"}`;

interface SectionProps {
  readonly title: string;
  readonly detail?: string | undefined;
  readonly children: ReactNode;
}

function Section({ title, detail, children }: SectionProps) {
  return (
    <section className="mt-4 px-4">
      <h3 className="mb-1.5 font-semibold text-table">
        {title} {detail && <span className="font-normal text-quiet">{detail}</span>}
      </h3>
      <div className="space-y-2">{children}</div>
    </section>
  );
}

function Labelled({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="rounded-box border border-line bg-ground px-3 py-2">
      <p className="mb-0.5 font-semibold text-[11px] text-quiet">{label}</p>
      {children}
    </div>
  );
}
