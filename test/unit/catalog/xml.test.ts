import { describe, expect, it } from "vitest";
import { descendants, parseXml } from "../../../src/catalog/xml.ts";

describe("parseXml", () => {
  it("reads elements and attributes, and skips everything else", () => {
    const { root } = parseXml(`\uFEFF<?xml version="1.0" ?>
<!DOCTYPE coverage SYSTEM 'http://example.com/coverage.dtd'>
<!-- <a> -->
<coverage rate='1 &lt; 2' ><?note x?>
  text <b x="&#65;&#x42;&amp;&quot;"/><![CDATA[<c>]]>
  <b y='"'><d></d></b>
</coverage>
`);
    expect(root).toEqual({
      name: "coverage",
      attributes: new Map([["rate", "1 < 2"]]),
      children: [
        { name: "b", attributes: new Map([["x", 'AB&"']]), children: [] },
        {
          name: "b",
          attributes: new Map([["y", '"']]),
          children: [{ name: "d", attributes: new Map(), children: [] }],
        },
      ],
    });
  });

  it("finds elements at any depth in the order of the file", () => {
    const { root } = parseXml('<a><b n="1"><b n="2"/></b><c><b n="3"/></c></a>');
    const found = root === undefined ? [] : [...descendants(root, "b")];
    expect(found.map(({ attributes }) => attributes.get("n"))).toEqual(["1", "2", "3"]);
  });

  it.each([
    ["", "no element found"],
    ["x<a/>", "text outside the root element"],
    ["<a/><b/>", "more than one root element"],
    ["<a><b></a>", "mismatched tag </a>"],
    ["</a>", "mismatched tag </a>"],
    ["<a>", "no end of <a>"],
    ["<a x=1/>", "not well-formed at offset 2"],
    ['<a x="1" x="2"/>', "not well-formed at offset 8"],
    ['<a x="&no;"/>', "not well-formed at offset 2"],
    ['<a x="&"/>', "not well-formed at offset 2"],
    ['<a x="&#0;"/>', "not well-formed at offset 2"],
    ["<a", "not well-formed at offset 2"],
    ["<!DOCTYPE a [<!ENTITY b 'c'>]><a/>", "not well-formed at offset 0"],
    ['<?xml verson="1.0"?><a/>', "not well-formed at offset 0"],
  ])("says of %j what is wrong", (text, problem) => {
    expect(parseXml(text).problem).toContain(problem.split(" at ")[0]);
  });

  it.each([
    ["a name that every object has", '<a x="&constructor;"/>', "not well-formed"],
    ["an entity of its own", '<!DOCTYPE a [<!ENTITY b "&c;&c;">]><a x="&b;"/>', "not well-formed"],
    ["a file to be read", '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', "not well-formed"],
    ["an instruction that never ends", `<?${"a".repeat(1_000_000)}`, "not well-formed"],
    ["a comment that never ends", "<!--".repeat(100_000), "not well-formed"],
    ["a section that never ends", `<a>${"<![CDATA[".repeat(100_000)}`, "not well-formed"],
    ["blanks that never end", `<a${" ".repeat(1_000_000)}`, "not well-formed"],
    ["elements that never end", "<a>".repeat(100_000), "no end of <a>"],
  ])("refuses %s", (_, text, problem) => {
    expect(parseXml(text).problem).toContain(problem);
  });

  it("takes what stands in a CDATA section as text", () => {
    expect(parseXml("<a><![CDATA[</a><b x='1'>&no;]]></a>").root?.children).toEqual([]);
  });
});
