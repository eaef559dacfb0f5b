/** One flat column of what is exported, as CSV and Parquet have it. Null where there is nothing. */
export type Column<Item> = { readonly name: string } & (
  | { readonly type: "text"; readonly of: (item: Item) => string | null }
  /** Unix nanoseconds. */
  | { readonly type: "time"; readonly of: (item: Item) => string | null }
  /** A whole number in decimal. */
  | { readonly type: "whole"; readonly of: (item: Item) => string | number | null }
  /** US dollars, a decimal number of at most 12 places. */
  | { readonly type: "money"; readonly of: (item: Item) => string | null }
  | { readonly type: "flag"; readonly of: (item: Item) => boolean | null }
  /** Told as JSON. */
  | { readonly type: "json"; readonly of: (item: Item) => unknown }
);

type Made<Item, Type> = Extract<Column<Item>, { readonly type: Type }>["of"];

export const text = <Item>(name: string, of: Made<Item, "text">): Column<Item> => ({ name, type: "text", of });
export const time = <Item>(name: string, of: Made<Item, "time">): Column<Item> => ({ name, type: "time", of });
export const whole = <Item>(name: string, of: Made<Item, "whole">): Column<Item> => ({ name, type: "whole", of });
export const money = <Item>(name: string, of: Made<Item, "money">): Column<Item> => ({ name, type: "money", of });
export const flag = <Item>(name: string, of: Made<Item, "flag">): Column<Item> => ({ name, type: "flag", of });
export const json = <Item>(name: string, of: Made<Item, "json">): Column<Item> => ({ name, type: "json", of });
