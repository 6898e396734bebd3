import type { Environment } from "../../bench/environment.ts";
import { plural } from "../units.ts";
import { html, type Html } from "./html.ts";

/** Where a run was made, and of what. */
export function environmentSection(
  { native, fallback, ...env }: Environment,
  { seconds, seed }: { readonly seconds: number; readonly seed: number },
): Html {
  const facts: readonly (readonly [string, string])[] = [
    ["Node", `${env.node}, V8 ${env.v8}`],
    ["Machine", `${env.cpu}, ${plural(env.cores, "core")}, ${env.platform} ${env.arch}`],
    ...(native === undefined
      ? []
      : ([
          ["Addon", `${native.file}, ${native.profile}`],
          ["Compiler", native.rustc],
          ["SHA-256", native.sha256],
        ] as const)),
    ["Fallback", fallback.module],
    ["Run", `mcpplugins ${env.mcpplugins}, ${seconds} s, seed ${seed}`],
  ];
  return html`<section>
    <h3>Environment</h3>
    <dl>
      ${facts.map(
        ([name, value]) =>
          html`<dt>${name}</dt>
            <dd>${value}</dd>`,
      )}
    </dl>
  </section>`;
}
