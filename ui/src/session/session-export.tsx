import { Download } from "lucide-react";
import type { Session } from "../../../receiver/src/model/session.ts";
import { type ExportFile, FileLinks } from "../lists/file-links.tsx";
import { Popover } from "../parts/popover.tsx";

interface SessionExportProps {
  readonly project: string;
  readonly session: Session;
}

/** Everything of one session as a file, whatever of it is on the screen. */
export function SessionExport({ project, session }: SessionExportProps) {
  return (
    <Popover
      label="Export"
      title="This session as a file"
      look="chip"
      button={
        <>
          <Download size={13} className="text-quiet" aria-hidden /> <span className="hidden lg:inline">Export</span>
        </>
      }
    >
      {(close) => <FileLinks project={project} files={filesOf(session)} close={close} />}
    </Popover>
  );
}

function filesOf({ sessionId, startTime, endTime }: Session): readonly ExportFile[] {
  const to = endTime === null ? null : String(BigInt(endTime) + 1n);
  const of = { session: [sessionId], from: startTime, to } as const;
  const name = `session-${sessionId.replaceAll(/[^\w.-]+/g, "-").slice(0, 60)}`;
  return [
    {
      name: "JSON Lines",
      about: "each step, with what was said",
      file: `${name}.jsonl`,
      given: { ...of, format: "jsonl", what: "spans" },
    },
    {
      name: "CSV",
      about: "each step, for spreadsheets",
      file: `${name}.csv`,
      given: { ...of, format: "csv", what: "spans" },
    },
    {
      name: "Parquet",
      about: "each step, for data tools",
      file: `${name}.parquet`,
      given: { ...of, format: "parquet", what: "spans" },
    },
    {
      name: "OTLP",
      about: "its spans, to be imported",
      file: `${name}.otlp.jsonl`,
      given: { ...of, format: "otlp", what: "spans" },
    },
    {
      name: "OTLP logs",
      about: "its log records",
      file: `${name}-logs.otlp.jsonl`,
      given: { ...of, format: "otlp", what: "logs" },
    },
  ];
}
