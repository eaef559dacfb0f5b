/** Of `@spanwise/sdk`. */
export const version = "0.1.0";
export const scope = "@spanwise/sdk";
