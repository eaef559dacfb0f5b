import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import type { OwnPrice } from "../../../receiver/src/pricing/own-prices.ts";
import { modelsQuery } from "../api/queries.ts";
import { Field, SelectField } from "./field.tsx";
import { FormDialog } from "./form-dialog.tsx";
import { priceFields, priceIn, rarerRates, rates, tiers } from "./price-book.ts";

interface PriceDialogProps {
  readonly project: string;
  readonly title: string;
  /** What its fields hold at first. */
  readonly price: Partial<OwnPrice>;
  readonly onSave: (price: OwnPrice) => Promise<void>;
  readonly onClose: () => void;
}

export function PriceDialog({ project, title, price, onSave, onClose }: PriceDialogProps) {
  const hasRarer = price.request !== undefined || rarerRates.some(([name]) => price[name] !== undefined);
  return (
    <FormDialog
      title={title}
      action="Save the price"
      about="It goes before the published prices, for calls that come from now on."
      fields={priceFields}
      onSave={(form) => onSave(priceIn(form))}
      onClose={onClose}
    >
      {(said) => {
        const field = (name: (typeof priceFields)[number]) => ({
          name,
          defaultValue: price[name] ?? "",
          said: said.of(name),
        });
        return (
          <>
            <div className="grid gap-x-3 sm:grid-cols-2">
              <ModelField project={project} {...field("model")} />
              <Field label="Provider" hint="any, when left empty" placeholder="any" isCode {...field("provider")} />
            </div>
            <h3 className="mt-1 mb-1 font-semibold">US dollars for a million tokens</h3>
            <div className="grid grid-cols-2 gap-x-3 sm:grid-cols-4">
              {rates.map(([name, label]) => (
                <Amount
                  key={name}
                  label={label}
                  placeholder={name.startsWith("cache") ? "as input" : ""}
                  {...field(name)}
                />
              ))}
            </div>
            <details open={hasRarer || [...rarerRates.map(([name]) => name), "request"].some((name) => said.of(name))}>
              <summary className="mb-2 w-fit rounded-sm text-accent">Audio, reasoning, requests</summary>
              <div className="grid grid-cols-2 gap-x-3 sm:grid-cols-4">
                {rarerRates.map(([name, label]) => (
                  <Amount key={name} label={label} {...field(name)} />
                ))}
                <Amount label="One request, US dollars" className="col-span-2" {...field("request")} />
              </div>
            </details>
            <div className="mt-1 grid grid-cols-2 gap-x-3 sm:grid-cols-3">
              <Field label="First day (UTC)" type="date" {...field("from")} />
              <Field label="Last day (UTC)" type="date" {...field("to")} />
              <SelectField label="Tier" className="col-span-2 sm:col-span-1" {...field("tier")}>
                <option value="">all of them</option>
                {tiers.map((tier) => (
                  <option key={tier} value={tier}>
                    {tier}
                  </option>
                ))}
              </SelectField>
            </div>
          </>
        );
      }}
    </FormDialog>
  );
}

type InputProps = Parameters<typeof Field>[0];

const Amount = (props: InputProps) => (
  <Field
    inputMode="decimal"
    {...props}
    className={`${props.className ?? ""} [&_input]:text-right [&_input]:tabular-nums`}
  />
);

/** The models that were called of late are offered. */
export function ModelField({ project, ...props }: Omit<InputProps, "label"> & { readonly project: string }) {
  const list = useId();
  const { data } = useQuery(modelsQuery(project, { last: "30d" }));
  const names = [...new Set(data?.items.map(({ name }) => name) ?? [])];
  return (
    <>
      <Field label="Model" hint="a whole name, or its beginning and one *" list={list} isCode required {...props} />
      <datalist id={list}>
        {names.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </>
  );
}
