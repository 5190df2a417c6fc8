/**
 * The whole style of a status page: it is sent with the page, so that one answer shows everything. The colours are those of the product
 * (`app/globals.css`).
 */
export const STYLE = `
:root{color-scheme:light dark;
--page:light-dark(oklch(0.992 0.002 240),oklch(0.168 0.011 250));--surface:light-dark(oklch(1 0 0),oklch(0.205 0.014 245));
--sunken:light-dark(oklch(0.958 0.005 240),oklch(0.245 0.013 245));--ink:light-dark(oklch(0.22 0.018 250),oklch(0.955 0.004 240));
--ink-2:light-dark(oklch(0.405 0.018 250),oklch(0.785 0.011 240));--line:light-dark(oklch(0.908 0.006 240),oklch(0.272 0.014 245));
--line-3:light-dark(oklch(0.655 0.012 240),oklch(0.505 0.016 250));--accent:light-dark(oklch(0.44 0.095 240),oklch(0.76 0.095 232));
--up:light-dark(oklch(0.49 0.105 158),oklch(0.76 0.12 160));--degraded:light-dark(oklch(0.53 0.115 68),oklch(0.81 0.125 78));
--down:light-dark(oklch(0.53 0.205 26),oklch(0.705 0.18 24));--maintenance:light-dark(oklch(0.5 0.13 255),oklch(0.74 0.105 250));
--unknown:light-dark(oklch(0.51 0.012 250),oklch(0.68 0.012 250));
--bar-up:light-dark(oklch(0.655 0.075 162),oklch(0.53 0.06 162));--bar-degraded:light-dark(oklch(0.675 0.142 68),oklch(0.74 0.14 74));
--bar-down:light-dark(oklch(0.58 0.215 27),oklch(0.655 0.205 26));--bar-maintenance:light-dark(oklch(0.6 0.14 262),oklch(0.6 0.13 262));
--bar-none:light-dark(oklch(0.9 0.006 240),oklch(0.3 0.014 245))}
*{box-sizing:border-box;margin:0}
body{background:var(--page);color:var(--ink);font:15px/1.5 ui-sans-serif,system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
main,header,footer{max-width:760px;margin:0 auto;padding:0 20px}
header{padding-top:40px}main{display:grid;gap:36px;padding-top:28px;padding-bottom:48px;grid-template-columns:minmax(0,1fr)}
h1{font-size:20px;line-height:28px;font-weight:600;letter-spacing:-.014em}h1 a{color:inherit;text-decoration:none}
h2{font-size:16px;line-height:24px;font-weight:600;letter-spacing:-.008em;margin-bottom:12px}h3{font-size:15px;font-weight:600}
p{max-width:70ch}.quiet{color:var(--ink-2)}.small{font-size:13px;line-height:20px}
a{color:var(--accent)}a:focus-visible,button:focus-visible,input:focus-visible,summary:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:2px}
.now{display:flex;gap:14px;align-items:flex-start;border-left:4px solid var(--tone);background:var(--surface);padding:16px 18px;border-radius:0 6px 6px 0}
.now p:first-child{font-size:20px;line-height:28px;font-weight:600;letter-spacing:-.014em}.now svg{flex:none;margin-top:4px}
.up{--tone:var(--up)}.degraded,.partly,.incident{--tone:var(--degraded)}.down{--tone:var(--down)}.maintenance{--tone:var(--maintenance)}.unknown,.none{--tone:var(--unknown)}
svg.glyph{color:var(--tone)}
ul,ol{list-style:none;padding:0}
.list{border:1px solid var(--line);border-radius:6px;background:var(--surface)}.list>li{padding:14px 16px}.list>li+li{border-top:1px solid var(--line)}
.head{display:flex;flex-wrap:wrap;gap:2px 12px;align-items:baseline;justify-content:space-between}
.state{display:inline-flex;gap:6px;align-items:center;color:var(--tone);font-size:13px;line-height:20px;font-weight:500}
.bars{display:block;width:100%;height:32px;margin:10px 0 6px}
.bars .up{fill:var(--bar-up)}.bars .degraded{fill:var(--bar-degraded)}.bars .partly,.bars .down{fill:var(--bar-down)}.bars .maintenance{fill:var(--bar-maintenance)}.bars .none{fill:var(--bar-none)}
.ends{display:flex;justify-content:space-between;gap:12px;font-size:13px;line-height:20px;color:var(--ink-2)}.ends b{color:var(--ink);font-weight:600}.ends span{flex:none}
details{margin-top:6px}summary{cursor:pointer;font-size:13px;color:var(--ink-2)}details ul{padding:6px 0 0 16px;list-style:disc;font-size:13px;line-height:20px}
.incident-head{margin-bottom:10px}.posts{display:grid;gap:14px;border-left:1px solid var(--line-3);padding-left:16px}
.posts p+p{margin-top:8px}.posts p{max-width:64ch}
form{display:flex;flex-wrap:wrap;gap:8px;align-items:end}label{display:grid;gap:4px;font-size:13px;color:var(--ink-2);flex:1 1 240px;max-width:420px}
input{font:inherit;color:var(--ink);background:var(--surface);border:1px solid var(--line-3);border-radius:6px;padding:8px 10px;min-height:44px;width:100%}
button{font:inherit;font-weight:600;color:var(--page);background:var(--accent);border:0;border-radius:6px;padding:8px 16px;min-height:44px;cursor:pointer}
.ways{display:grid;gap:20px}
nav{display:flex;flex-wrap:wrap;gap:4px 18px}nav a{padding:4px 0}
footer{border-top:1px solid var(--line);padding-top:18px;padding-bottom:40px;color:var(--ink-2);font-size:13px}
@media (max-width:480px){.ends{flex-wrap:wrap;gap:0 12px}.ends b{order:1;flex-basis:100%}main,header,footer{padding-left:16px;padding-right:16px}header{padding-top:24px}main{gap:28px;padding-top:20px}}
@media (prefers-contrast:more){:root{--ink-2:var(--ink);--line:var(--line-3)}}
@media print{body{background:#fff}form{display:none}}
`
