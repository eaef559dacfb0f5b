import { type InputHTMLAttributes, type ReactNode, type SelectHTMLAttributes, useId } from "react";

interface Told {
  readonly label: string;
  /** What is wrong with it. */
  readonly said?: string | undefined;
  /** What may stand in it, in a few words; what is wrong with it takes its place. */
  readonly hint?: string | undefined;
}

export const boxLook =
  "h-[30px] min-w-0 rounded-box border border-line bg-ground px-2 placeholder:text-quiet aria-invalid:border-error";
export const fieldLook = `${boxLook} w-full`;

type FieldProps = Told & InputHTMLAttributes<HTMLInputElement> & { readonly isCode?: boolean };

/** A field with its name above and room below for what is to be said of it. */
export function Field({ label, said, hint, isCode = false, className = "", ...input }: FieldProps) {
  const id = useId();
  return (
    <Labelled {...{ id, label, said, hint, className }}>
      <input
        id={id}
        autoComplete="off"
        spellCheck={false}
        aria-invalid={said !== undefined || undefined}
        aria-describedby={`${id}-said`}
        {...input}
        className={`${fieldLook} ${isCode ? "font-mono text-table" : ""}`}
      />
    </Labelled>
  );
}

type SelectProps = Told & SelectHTMLAttributes<HTMLSelectElement>;

export function SelectField({ label, said, hint, className = "", children, ...select }: SelectProps) {
  const id = useId();
  return (
    <Labelled {...{ id, label, said, hint, className }}>
      <select
        id={id}
        aria-invalid={said !== undefined || undefined}
        aria-describedby={`${id}-said`}
        {...select}
        className={`${fieldLook} px-1.5`}
      >
        {children}
      </select>
    </Labelled>
  );
}

function Labelled({ id, label, said, hint, className, children }: Told & LabelledProps) {
  return (
    <div className={`min-w-0 ${className}`}>
      <label htmlFor={id} className="mb-0.5 block truncate text-quiet text-table">
        {label}
      </label>
      {children}
      <p
        id={`${id}-said`}
        className={`mb-1 min-h-[17px] text-table ${said === undefined ? "text-quiet" : "text-error"}`}
      >
        {said ?? hint}
      </p>
    </div>
  );
}

interface LabelledProps {
  readonly id: string;
  readonly className: string;
  readonly children: ReactNode;
}
