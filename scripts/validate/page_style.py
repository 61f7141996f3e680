"""How the data check looks: the report's ink, type and tables (report/style.css), without its aside; light only."""

STYLE = """\
:root {
  --ink: #1f2933;
  --quiet: #52606d;
  --accent: #1d5b79;
  --hair: #d5dde5;
  --panel: #f4f6f8;
  --amber: #7a5200;
  --red: #9b2226;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", Arial, sans-serif;
  --serif: "Iowan Old Style", "Palatino Linotype", Palatino, "Book Antiqua", Charter, Georgia, serif;
  color-scheme: light;
}
*, *::before, *::after { box-sizing: border-box; }
html { background: #fff; color: var(--ink); font: 100%/1.55 var(--sans); scroll-padding-top: 1rem; text-size-adjust: 100%; }
body { margin: 0 auto; max-width: 72rem; overflow-wrap: break-word; padding: 0 1.25rem 4rem; }
header { border-bottom: 1px solid var(--hair); margin-bottom: 1.5rem; padding: 2rem 0 1.25rem; }
header p { color: var(--quiet); margin: .15rem 0; }
h1, h2, h3 { font-family: var(--serif); line-height: 1.22; margin: 2em 0 .5em; text-wrap: balance; }
h1 { color: var(--accent); font-size: clamp(1.75rem, 1.3rem + 2.1vw, 2.5rem); margin: .1em 0 .3em; }
h2 { border-top: 1px solid var(--hair); font-size: 1.5rem; padding-top: 1em; }
h3 { font-size: 1.2rem; }
p, ul, ol { margin: 0 0 1em; max-width: 46rem; }
ul, ol { padding-left: 1.5em; }
li { margin-bottom: .3em; }
code { background: var(--panel); border-radius: 3px; font-size: .88em; padding: .08em .3em; }
a { color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: .18em; }
:focus-visible { border-radius: 2px; outline: 3px solid #0b6bcb; outline-offset: 2px; }
nav ul { columns: 16rem; column-gap: 2rem; list-style: none; max-width: none; padding: 0; }
nav a { display: inline-block; padding: .15rem 0; }
.decision { background: #edf6f0; border-left: 5px solid #1b6b3a; border-radius: 0 4px 4px 0; }
.decision { margin: 1.5rem 0; padding: .9rem 1.15rem; }
.decision.stops { background: #fcf0ef; border-color: var(--red); }
.decision > :last-child { margin-bottom: 0; }
.notice { color: #7a4f00; font-size: .8rem; font-weight: 700; letter-spacing: .08em; text-transform: uppercase; }
header .notice { color: #7a4f00; }
.scroll { margin: 1.25rem 0 1.75rem; overflow-x: auto; }
table { border-collapse: collapse; font-size: .92rem; line-height: 1.4; min-width: 100%; }
table { font-variant-numeric: tabular-nums lining-nums; }
caption { caption-side: top; color: var(--quiet); font-weight: 500; padding-bottom: .5rem; text-align: left; }
thead th { border-bottom: 1.5px solid var(--ink); border-top: 1.5px solid var(--ink); font-weight: 600; vertical-align: bottom; }
th, td { padding: .45em .75em; text-align: left; vertical-align: top; }
th:first-child, td:first-child { padding-left: .2em; }
tbody th { font-weight: 500; overflow-wrap: normal; }
tbody th, td { border-bottom: 1px solid var(--hair); }
.number { text-align: right; }
.severity { border-left: 4px solid; font-weight: 600; padding-left: .5em; white-space: nowrap; }
.severity.error { color: var(--red); }
.severity.warning { color: var(--amber); border-left-style: double; }
.severity.note { color: var(--accent); border-left-style: dotted; }
@media (max-width: 699px) {
  header { padding-top: 1.25rem; }
  .scroll { margin-inline: -1.25rem; padding-inline: 1.25rem; }
  td:last-child:not(.number), .findings td:nth-last-child(2) { min-width: 13rem; }
  .findings table { min-width: 56rem; }
}
@page { margin: 18mm 16mm; size: A4; }
@media print {
  html { font-size: 9pt; }
  body { max-width: none; padding: 0; }
  nav { display: none; }
  a { color: inherit; }
  h2, h3 { break-after: avoid; }
  tr, .decision { break-inside: avoid; }
  thead { display: table-header-group; }
  .scroll { overflow: visible; }
  .decision { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
"""
