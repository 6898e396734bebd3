import { HOOKS, isHookName } from "../../plugin/hooks.ts";
import { closest } from "../../text/closest.ts";
import { didYouMean } from "../../text/did-you-mean.ts";
import { replaceWord } from "../fix.ts";
import { hookLists } from "../hook-lists.ts";
import { defineRule } from "../rule.ts";

/** A hook name that CPEX does not register: the plugin loads, and is never called there. */
export const unknownHook = defineRule({
  code: "hook/unknown",
  check(input) {
    return hookLists(input).flatMap((hooks) =>
      hooks.flatMap(({ name, span }) => {
        if (isHookName(name)) return [];
        const help = didYouMean(name, HOOKS);
        const message = `CPEX has no hook '${name}'`;
        const free = HOOKS.filter((hook) => !hooks.some((other) => other.name === hook));
        const fix = replaceWord(input.document.text, span, name, closest(name, free));
        return [{ span, message, ...(help === undefined ? {} : { help }), ...fix }];
      }),
    );
  },
});
