import { type FormEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { nothingSaid, type Said, saidBy } from "./problems.ts";

interface FormDialogProps {
  readonly title: string;
  /** What its button does. */
  readonly action: string;
  readonly about?: ReactNode;
  /** The names that its fields have, and in what the receiver says of them. */
  readonly fields: readonly string[];
  /** What it throws is shown at the fields. */
  readonly onSave: (form: FormData) => Promise<void>;
  readonly onClose: () => void;
  readonly children: (said: Said) => ReactNode;
}

/** A form over the page, there until it is saved or given up. */
export function FormDialog({ title, action, about, fields, onSave, onClose, children }: FormDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [said, setSaid] = useState<Said>(nothingSaid);
  const [isBusy, setBusy] = useState(false);
  useEffect(() => {
    if (dialog.current?.open === false) dialog.current.showModal();
  }, []);
  useEffect(() => {
    if (said !== nothingSaid) dialog.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [said]);
  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    setBusy(true);
    try {
      await onSave(new FormData(event.currentTarget));
      dialog.current?.close();
    } catch (error) {
      setSaid(saidBy(error, fields));
      setBusy(false);
    }
  }
  return (
    <dialog
      ref={dialog}
      onClose={onClose}
      aria-label={title}
      className="m-auto max-h-[92vh] w-[min(580px,calc(100vw-20px))] overflow-y-auto rounded-box border border-line bg-raised text-ink shadow-xl"
    >
      <form onSubmit={submit} className="p-5" noValidate>
        <h2 className="font-semibold text-[15px]">{title}</h2>
        {about && <p className="mt-1 text-quiet">{about}</p>}
        <div className="mt-4">{children(said)}</div>
        <p role="alert" className="min-h-[19px] text-error">
          {said.rest}
        </p>
        <div className="mt-2 flex justify-end gap-2">
          <button type="button" onClick={() => dialog.current?.close()} className="chip h-8">
            Cancel
          </button>
          <button type="submit" disabled={isBusy} className="primary-button">
            {action}
          </button>
        </div>
      </form>
    </dialog>
  );
}
