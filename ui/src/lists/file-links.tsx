import { useState } from "react";
import type { Given } from "../../../receiver/src/client/routes.ts";
import { download, exportAddress, isOpen } from "../api/download.ts";

export interface ExportFile {
  readonly name: string;
  readonly about: string;
  readonly file: string;
  readonly given: Given<"export">;
}

interface FileLinksProps {
  readonly project: string;
  readonly files: readonly ExportFile[];
  readonly close: () => void;
}

/** Files that the receiver makes, each a link. */
export function FileLinks({ project, files, close }: FileLinksProps) {
  const [failure, setFailure] = useState<string>();
  return (
    <div className="w-72 p-1.5">
      {files.map(({ name, about, file, given }) => (
        <a
          key={file}
          href={exportAddress(project, given)}
          download={file}
          onClick={(event) => {
            if (isOpen()) return close();
            event.preventDefault();
            download(project, given, file).then(close, (error: Error) => setFailure(error.message));
          }}
          className="flex items-baseline justify-between gap-3 rounded-box px-2.5 py-1.5 hover:bg-hover"
        >
          {name} <span className="text-quiet text-table">{about}</span>
        </a>
      ))}
      {failure && (
        <p role="alert" className="px-2.5 py-1.5 text-error">
          {failure}
        </p>
      )}
    </div>
  );
}
