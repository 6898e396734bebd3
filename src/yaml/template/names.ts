/** What Jinja 3.1 defines without any extension. */

/** Names that every template can use. */
export const GLOBALS: ReadonlySet<string> = new Set(words("range dict lipsum cycler joiner namespace self"));

export const FILTERS: ReadonlySet<string> = new Set(
  words(`abs attr batch capitalize center count d default dictsort e escape filesizeformat first float forceescape format
    groupby indent int items join last length list lower map max min pprint random reject rejectattr replace reverse round
    safe select selectattr slice sort string striptags sum title tojson trim truncate unique upper urlencode urlize
    wordcount wordwrap xmlattr`),
);

export const TESTS: ReadonlySet<string> = new Set(
  words(`boolean callable defined divisibleby eq equalto escaped even false filter float ge greaterthan gt in integer
    iterable le lessthan lower lt mapping ne none number odd sameas sequence string test true undefined upper`),
);

function words(text: string): string[] {
  return text.split(/\s+/);
}
