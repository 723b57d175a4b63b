/** The page's whole style: small, no fonts to fetch, dark where the phone is dark. */
export const STYLES = `
:root{color-scheme:light dark;--ink:#1c2430;--soft:#5d6878;--line:#e3e7ee;--paper:#fff;--ground:#f3f5f9;--brand:#1463ff;--good:#0b7a43;--bad:#b3261e;--wait:#8a5a00}
@media(prefers-color-scheme:dark){:root{--ink:#eef2f8;--soft:#a5b0c0;--line:#2c3644;--paper:#19212c;--ground:#10161e;--brand:#6ea1ff;--good:#58d08f;--bad:#ff8a80;--wait:#ffc46b}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:17px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans Armenian",sans-serif}
main{max-width:28rem;margin:0 auto;padding:1rem 1rem 3rem}
header{display:flex;justify-content:space-between;align-items:center;gap:1rem;padding:.5rem 0 1rem}
header strong{font-size:1.05rem}
nav{flex:none;white-space:nowrap}
nav a{display:inline-block;min-width:2.75rem;padding:.6rem .35rem;text-align:center;color:var(--soft);text-decoration:none;font-size:.9rem}
nav a[aria-current]{color:var(--ink);font-weight:600}
section{background:var(--paper);border:1px solid var(--line);border-radius:1rem;padding:1.25rem}
h1{font-size:1.4rem;line-height:1.25;margin:0 0 .35rem}
h1.good{color:var(--good)}h1.bad{color:var(--bad)}h1.wait{color:var(--wait)}
p{margin:.35rem 0}.soft{color:var(--soft);font-size:.93rem}
table{width:100%;border-collapse:collapse;margin:1rem 0 .25rem}
td{padding:.55rem 0;border-top:1px solid var(--line);vertical-align:top}
td:last-child{text-align:right;white-space:nowrap;padding-left:1rem}
tr.total td{font-weight:700;font-size:1.15rem}
button,.button{display:block;width:100%;margin-top:1rem;padding:1rem;border:0;border-radius:.8rem;background:var(--brand);color:#fff;font:inherit;font-weight:650;font-size:1.1rem;text-align:center;text-decoration:none;cursor:pointer}
@media(prefers-color-scheme:dark){button,.button{color:#0b1320}}
button[aria-busy]{opacity:.65;pointer-events:none}
.button.plain{background:transparent;color:var(--brand);border:1px solid var(--line)}
.aside{margin:1rem 0 0;text-align:center;font-size:.93rem}.aside a{display:inline-block;padding:.5rem;color:var(--brand)}
footer{margin-top:1rem;text-align:center}
button:focus-visible,a:focus-visible{outline:3px solid var(--brand);outline-offset:2px}
`;
