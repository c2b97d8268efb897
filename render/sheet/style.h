#pragma once

namespace apogee::html {

/// How a sheet looks: one column on a phone, two pages of A4 in print. Colours have a contrast of 4.5 and
/// more on white.
inline constexpr const char* style = R"css(
:root { color: #17212c; background: #fff; font-size: 16px; line-height: 1.5; }
body { max-width: 50rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 1.5rem 0 .3rem; }
h2 { font-size: 1.1rem; margin: 1.6rem 0 .4rem; border-top: 2px solid #17212c; padding-top: .5rem; }
p { margin: .5rem 0; }
.question { color: #4a5a6a; }
.answer { font-size: 1.25rem; line-height: 1.35; font-weight: 600; }
.warning { border-left: 4px solid #b3261e; padding-left: .7rem; }
.source, figcaption, caption { color: #4a5a6a; font-size: .85rem; }
figure { margin: 1rem 0; }
svg { display: block; width: 100%; box-sizing: border-box; max-width: 42rem; height: auto; border: 1px solid #d8dee4; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0; font-size: .9rem; }
caption { text-align: left; padding: .2rem 0; }
th, td { text-align: left; font-weight: normal; padding: .2rem .6rem .2rem 0; border-bottom: 1px solid #d8dee4; vertical-align: top; }
thead th { font-weight: 600; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
thead .number { white-space: normal; }
ol, ul { padding-left: 1.4rem; margin: .4rem 0; }
code { font: .85rem/1.4 ui-monospace, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
.inputs table { font-size: .8rem; }
@media (max-width: 40rem) {
  body { padding: .8rem; }
  table, .inputs table { font-size: .75rem; }
  th, td { padding-right: .3rem; }
  td, .inputs tbody th { overflow-wrap: anywhere; }
  .inputs .number { white-space: normal; }
}
@media print {
  @page { size: A4; margin: 9mm 10mm; }
  :root { font-size: 8pt; line-height: 1.25; }
  body { max-width: none; padding: 0; }
  article + article { break-before: page; }
  h1 { margin-top: 0; }
  h2 { margin: .7rem 0 .2rem; padding-top: .2rem; break-after: avoid; }
  .figures { display: grid; grid-template-columns: 1fr 1fr; gap: .6rem; }
  figure, tr { break-inside: avoid; }
  figure { margin: .3rem 0; }
  svg { max-width: none; }
  .beside { display: grid; grid-template-columns: 1fr 1fr; gap: 0 1.2rem; align-items: start; }
  .beside table { font-size: 6.5pt; line-height: 1.15; }
  ul { margin: .2rem 0; }
  .answer { font-size: 1.15rem; }
  .inputs { columns: 2; column-gap: 1.2rem; }
  .inputs table, .inputs ol { font-size: 6pt; line-height: 1.2; }
  th, td { padding: .05rem .4rem .05rem 0; }
  .wide { overflow: visible; }
}
)css";

}  // namespace apogee::html
