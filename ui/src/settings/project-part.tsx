import { useQuery } from "@tanstack/react-query";
import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { formatExact } from "../../../receiver/src/format.ts";
import { projectsQuery } from "../api/queries.ts";
import { receiverQuery } from "../api/settings.ts";
import { CopyButton } from "../parts/copy-button.tsx";
import { Link } from "../parts/link.tsx";
import { Panel, PanelTitle } from "../parts/panel.tsx";
import { Waiting } from "../parts/states.tsx";
import { paths } from "../paths.ts";
import { bytesWords } from "./bytes-words.ts";

/** What the project is called, where to send to, and what holds for whatever arrives. */
export function ProjectPart({ project }: { project: string }) {
  const receiver = useQuery(receiverQuery(project));
  if (!receiver.data) return <Waiting asked={receiver} />;
  const { version, asksForKeys, grpcPort, otlpPrefix, estimateTokens } = receiver.data;
  const { origin, hostname } = window.location;
  return (
    <>
      <Panel>
        <PanelTitle>This project</PanelTitle>
        <dl>
          <Row name="Name">
            <Copied text={project} what="the name" />
          </Row>
          <Row name="Send to, over HTTP">
            <Copied text={`${origin}${otlpPrefix}`} what="the address" />
          </Row>
          <Row name="Send to, over gRPC">
            {grpcPort === null ? (
              "on a port of its own choice"
            ) : (
              <Copied text={`${hostname}:${grpcPort}`} what="the address for gRPC" />
            )}
          </Row>
          <Row name="Keys">
            {asksForKeys
              ? "are asked for; each opens one project, as API_KEYS says"
              : "are not asked for: only this machine reaches the receiver, and all it sends belongs to “default”"}
          </Row>
          <Row name="Calls without token counts">
            {estimateTokens ? "are estimated by a tokenizer and marked with ~" : "have no cost"}
          </Row>
          <Row name="Spanwise">{version}</Row>
        </dl>
        <Link to={paths.connect(project)} className="mt-3 inline-block font-semibold text-accent hover:underline">
          How to connect a program
        </Link>
      </Panel>
      <Projects project={project} />
      <Limits limits={receiver.data.limits} />
    </>
  );
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center gap-x-4 border-line border-b py-1.5 last:border-b-0">
      <dt className="w-full shrink-0 text-quiet sm:w-48">{name}</dt>
      <dd className="min-w-0 [overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}

function Copied({ text, what }: { text: string; what: string }) {
  return (
    <span className="flex items-center gap-1">
      <code className="min-w-0 font-mono text-table [overflow-wrap:anywhere]">{text}</code>
      <CopyButton text={text} what={what} />
    </span>
  );
}

/** All that may be seen; a choice leads to the settings of that one. */
function Projects({ project }: { project: string }) {
  const { data } = useQuery(projectsQuery);
  const projects = data?.items ?? [];
  if (projects.length < 2) return null;
  return (
    <Panel>
      <PanelTitle>Projects</PanelTitle>
      <ul aria-label="Projects" className="grid gap-1 sm:grid-cols-2 lg:grid-cols-3">
        {projects.map(({ id, name }) => (
          <li key={id}>
            <Link
              to={paths.settings(id)}
              aria-current={id === project || undefined}
              className="flex h-8 items-center gap-2 rounded-box px-2.5 hover:bg-hover aria-[current]:bg-picked aria-[current]:font-semibold"
            >
              <span className="min-w-0 flex-1 truncate">{name}</span>
              {id === project && <Check size={14} className="text-accent" role="img" aria-label="shown" />}
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

const limitWords = [
  ["bodyBytes", "One request", "MAX_TRACE_SIZE_MB"],
  ["valueBytes", "The value of an attribute, the body of a log", "MAX_VALUE_BYTES"],
  ["nameBytes", "The name of a span, event or metric", "MAX_NAME_BYTES"],
  ["keyBytes", "The key of an attribute", "MAX_KEY_BYTES"],
  ["attributesPerRecord", "Attributes of a span, log, point or event", "MAX_ATTRIBUTES_PER_SPAN"],
  ["eventsPerSpan", "Events of a span", "MAX_EVENTS_PER_SPAN"],
  ["linksPerSpan", "Links of a span", "MAX_LINKS_PER_SPAN"],
  ["nesting", "Depth of nested values", "MAX_NESTING"],
] as const;

type LimitName = (typeof limitWords)[number][0];

function Limits({ limits }: { limits: Readonly<Record<LimitName, number>> }) {
  return (
    <Panel>
      <PanelTitle aside="set where the receiver is started">Limits</PanelTitle>
      <p className="text-quiet">
        What is over them is cut with a mark and counted under Ingest; too large a request is refused.
      </p>
      <table aria-label="Limits" className="mt-2 w-full text-table">
        <tbody>
          {limitWords.map(([name, about, setting]) => (
            <tr key={name} className="border-line border-b last:border-b-0">
              <th scope="row" className="py-1.5 text-left font-normal">
                {about}
              </th>
              <td className="whitespace-nowrap py-1.5 pl-4 text-right tabular-nums" title={formatExact(limits[name])}>
                {name.endsWith("Bytes") ? bytesWords(limits[name]) : formatExact(limits[name])}
              </td>
              <td className="hidden py-1.5 pl-4 text-right font-mono text-quiet sm:table-cell">{setting}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
