/** The looks of the page: light and dark by what the reader's system says, and one column on a phone. */
export const STYLES = `
:root { color-scheme: light dark; --page: #f6f7f9; --panel: #ffffff; --line: #d9dde3; --text: #1b1f24; --muted: #57606a;
  --fallback: #b45309; --native: #1d4ed8; --good: #15703a; --bad: #b42318; --none: #57606a; --warn: #8a5a00; --note: #fff4d6; --note-text: #6b4700; }
@media (prefers-color-scheme: dark) { :root { --page: #0f1217; --panel: #171b22; --line: #313843; --text: #e6e9ee;
  --muted: #9ba5b3; --fallback: #f0a04b; --native: #7aacff; --good: #5dd39e; --bad: #ff8a80; --none: #9ba5b3; --warn: #f2c14e;
  --note: #33290f; --note-text: #f2d48a; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 16px/1.5 system-ui, -apple-system, "Segoe UI", sans-serif;
  font-variant-numeric: tabular-nums; -webkit-text-size-adjust: 100%; }
main { max-width: 72rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
h1 { font-size: 1.05rem; font-weight: 600; color: var(--muted); margin: 0 0 1rem; }
h2 { font-size: 1.7rem; line-height: 1.2; margin: 0; overflow-wrap: anywhere; }
h2 small { font-size: 1rem; font-weight: 400; color: var(--muted); }
h3 { font-size: 1.15rem; margin: 0 0 .25rem; overflow-wrap: anywhere; }
h4 { font-size: 1rem; margin: 0; overflow-wrap: anywhere; }
article + article { margin-top: 3rem; padding-top: 2rem; border-top: 1px solid var(--line); }
section { background: var(--panel); border: 1px solid var(--line); border-radius: .6rem; padding: 1rem; margin-top: 1rem; min-width: 0; }
p { margin: .25rem 0; }
.lead { color: var(--muted); }
.muted, .facts, .side, .times, .legend { color: var(--muted); font-size: .875rem; overflow-wrap: anywhere; }
.verdict { font-weight: 600; font-size: 1.1rem; }
.good { color: var(--good); } .warn { color: var(--warn); } .bad { color: var(--bad); }
.note { background: var(--note); color: var(--note-text); border-radius: .4rem; padding: .5rem .75rem; font-size: .9rem; overflow-wrap: anywhere; }
.keys { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); gap: .75rem; margin-top: 1rem; }
.key { background: var(--panel); border: 1px solid var(--line); border-radius: .6rem; padding: .7rem .9rem; min-width: 0; }
.key strong { display: block; font-size: 1.2rem; line-height: 1.3; overflow-wrap: anywhere; }
.key span { color: var(--muted); font-size: .85rem; line-height: 1.3; display: block; overflow-wrap: anywhere; }
.pair { display: grid; grid-template-columns: 1fr; gap: 0 1rem; align-items: start; }
@media (min-width: 60rem) { .pair { grid-template-columns: 1fr 1fr; } .pair section + section { position: sticky; top: 0; } }
.rows { list-style: none; margin: .75rem 0 0; padding: 0; }
.rows li { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 .75rem; padding: .35rem 0; font-size: .925rem; }
.rows .name { overflow-wrap: anywhere; }
.rows .value { text-align: right; overflow-wrap: anywhere; }
.rows .times, .rows .bar { grid-column: 1 / -1; }
.rows .total { border-top: 1px solid var(--line); font-weight: 600; }
@media (max-width: 36rem) { .rows li { grid-template-columns: 1fr; } .rows .value { text-align: left; } }
.value.faster { color: var(--good); } .value.slower { color: var(--bad); } .value.none { color: var(--none); }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 20rem), 1fr)); gap: 1.25rem; margin-top: .75rem; }
.card { border-top: 2px solid var(--line); padding-top: .6rem; min-width: 0; }
.side { margin-top: .5rem; }
.facts { margin-top: .5rem; }
table { width: 100%; border-collapse: collapse; font-size: .925rem; margin-top: .4rem; }
th, td { padding: .15rem 0; text-align: right; font-weight: 400; border-bottom: 1px solid var(--line); }
th[scope=row] { text-align: left; color: var(--muted); }
th[scope=col] { font-weight: 600; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
dl { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: .25rem 1rem; margin: .5rem 0 0; font-size: .925rem; }
dt { color: var(--muted); } dd { margin: 0; overflow-wrap: anywhere; }
svg { display: block; width: 100%; height: auto; overflow: visible; }
.chart { max-width: 36rem; margin-top: .5rem; }
.bar { height: .75rem; }
.histogram { max-width: 26rem; } .histogram .tick { font-size: 15px; }
.tick { fill: var(--muted); font-size: 11px; }
.grid { stroke: var(--line); stroke-width: 1; }
.one { stroke: var(--text); stroke-width: 1; stroke-dasharray: 3 3; vector-effect: non-scaling-stroke; }
.crossover { stroke: var(--good); stroke-width: 1; stroke-dasharray: 5 3; }
.whisker { stroke: var(--text); stroke-width: 1.2; opacity: .75; vector-effect: non-scaling-stroke; }
.allowed { stroke: var(--bad); stroke-width: 1; stroke-dasharray: 2 2; vector-effect: non-scaling-stroke; }
.range { stroke-width: 3; vector-effect: non-scaling-stroke; } .estimate { stroke-width: 2; vector-effect: non-scaling-stroke; }
.range.faster, .estimate.faster { stroke: var(--good); } .range.slower, .estimate.slower { stroke: var(--bad); }
.range.none, .estimate.none { stroke: var(--none); }
rect.faster, circle.faster { fill: var(--good); } rect.slower, path.slower { fill: var(--bad); } rect.none { fill: var(--none); }
circle.none { fill: var(--panel); stroke: var(--none); stroke-width: 1.5; }
.histogram.fallback .bars { fill: var(--fallback); } .histogram.native .bars { fill: var(--native); }
.axis { stroke: var(--line); } .median { stroke: var(--text); stroke-width: 1.5; }
.legend .mark { margin-left: .5rem; } .mark.faster { color: var(--good); } .mark.slower { color: var(--bad); } .mark.none { color: var(--none); }
footer { color: var(--muted); font-size: .85rem; margin-top: 2rem; }
@media print { body { background: none; } section, .key { break-inside: avoid; } }
`;
