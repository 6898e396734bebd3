import { styleText } from "node:util";

/** The few styles that reports use, by meaning. */
export interface Style {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly warn: (text: string) => string;
  readonly accent: (text: string) => string;
}

/** Styles that colour, or that leave the text alone. */
export function createStyle(color: boolean): Style {
  const paint = (format: Parameters<typeof styleText>[0]) =>
    color ? (text: string) => styleText(format, text, { validateStream: false }) : (text: string) => text;
  return {
    bold: paint("bold"),
    dim: paint("dim"),
    good: paint("green"),
    bad: paint("red"),
    warn: paint("yellow"),
    accent: paint("cyan"),
  };
}

/** Whether to colour: the flag decides, then NO_COLOR and FORCE_COLOR, then whether it is a terminal. */
export function wantsColor(flag: boolean | undefined, stream: { isTTY?: boolean }, env: NodeJS.ProcessEnv): boolean {
  if (flag !== undefined) return flag;
  if (env["NO_COLOR"] !== undefined && env["NO_COLOR"] !== "") return false;
  if (env["FORCE_COLOR"] !== undefined) return env["FORCE_COLOR"] !== "0" && env["FORCE_COLOR"] !== "false";
  return stream.isTTY === true && env["TERM"] !== "dumb";
}
