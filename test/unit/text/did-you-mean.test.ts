import { describe, expect, it } from "vitest";
import { didYouMean, unknownChoice, withGuess } from "../../../src/text/did-you-mean.ts";

const FORMATS = ["text", "json"];

describe("guessing what a mistyped value meant", () => {
  it("asks in a sentence of its own, or not at all", () => {
    expect(didYouMean("jsn", FORMATS)).toBe("Did you mean 'json'?");
    expect(didYouMean("sarif", FORMATS)).toBeUndefined();
  });

  it("asks at the end of a message, or leaves it as it is", () => {
    expect(withGuess("unknown key", "jsn", FORMATS)).toBe("unknown key; did you mean 'json'?");
    expect(withGuess("unknown key", "sarif", FORMATS)).toBe("unknown key");
  });

  it("lists the choices", () => {
    expect(unknownChoice("jsn", FORMATS)).toBe("'jsn' is not one of text, json; did you mean 'json'?");
    expect(unknownChoice("sarif", FORMATS)).toBe("'sarif' is not one of text, json");
  });
});
