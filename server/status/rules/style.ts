/** Where the letters of the product are; nobody's page has this name. */
export const FONT_PATH = '/status/-/geist.woff2'

/**
 * The whole style of a status page: it is sent with the page, so that one answer shows everything, and the letters follow. The colours are
 * those of the product (`app/globals.css`).
 */
export const STYLE = `
@font-face{font-family:Geist;src:url(${FONT_PATH}) format("woff2");font-weight:100 900;font-display:swap}
:root{color-scheme:light dark;
--page:light-dark(oklch(0.992 0.002 240),oklch(0.168 0.011 250));--surface:light-dark(oklch(1 0 0),oklch(0.205 0.014 245));
--ink:light-dark(oklch(0.22 0.018 250),oklch(0.955 0.004 240));--ink-2:light-dark(oklch(0.405 0.018 250),oklch(0.785 0.011 240));
--ink-3:light-dark(oklch(0.515 0.016 250),oklch(0.655 0.014 240));--line:light-dark(oklch(0.908 0.006 240),oklch(0.272 0.014 245));
--line-2:light-dark(oklch(0.83 0.009 240),oklch(0.37 0.016 245));--line-3:light-dark(oklch(0.655 0.012 240),oklch(0.505 0.016 250));
--accent:light-dark(oklch(0.44 0.095 240),oklch(0.76 0.095 232));
--up:light-dark(oklch(0.49 0.105 158),oklch(0.76 0.12 160));--degraded:light-dark(oklch(0.53 0.115 68),oklch(0.81 0.125 78));
--down:light-dark(oklch(0.53 0.205 26),oklch(0.705 0.18 24));--maintenance:light-dark(oklch(0.5 0.13 255),oklch(0.74 0.105 250));
--unknown:light-dark(oklch(0.51 0.012 250),oklch(0.68 0.012 250));
--bar-up:light-dark(oklch(0.8 0.055 160),oklch(0.455 0.06 162));--bar-degraded:light-dark(oklch(0.675 0.142 68),oklch(0.62 0.1 75));
--bar-down:light-dark(oklch(0.53 0.205 26),oklch(0.705 0.18 24));--bar-maintenance:light-dark(oklch(0.5 0.13 255),oklch(0.74 0.105 250));
--bar-none:light-dark(oklch(0.83 0.009 240),oklch(0.37 0.016 245))}
*{box-sizing:border-box;margin:0}
body{background:var(--page);color:var(--ink);font:14px/20px Geist,ui-sans-serif,system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;letter-spacing:-.003em;font-variant-numeric:tabular-nums;overflow-wrap:anywhere;-webkit-font-smoothing:antialiased}
header,main,footer{max-width:1160px;margin:0 auto;padding:0 20px}
a{color:var(--accent)}a:focus-visible,button:focus-visible,input:focus-visible,summary:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:2px}
h2,h3{font-size:14px;line-height:20px;font-weight:500}ul,ol{list-style:none;padding:0}p{max-width:72ch}
.two{color:var(--ink-2)}.three{color:var(--ink-3)}
.up{--tone:var(--up)}.degraded,.incident{--tone:var(--degraded)}.down{--tone:var(--down)}.maintenance{--tone:var(--maintenance)}.unknown{--tone:var(--unknown)}
svg.glyph{color:var(--tone);flex:none}
.tone{color:var(--tone);font-weight:500}.tone.up{color:var(--ink-3);font-weight:400}
header{display:flex;flex-wrap:wrap;gap:8px 20px;align-items:center;justify-content:space-between;padding-top:24px}
.mark{font-size:16px;line-height:24px}.mark a{color:var(--ink);text-decoration:none;font-weight:600;letter-spacing:-.02em}
.side{display:flex;gap:16px;align-items:center}
.button{display:inline-flex;align-items:center}.button,button{font:inherit;font-weight:500;color:var(--ink);background:var(--surface);border:1px solid var(--line-3);border-radius:6px;padding:5px 12px;min-height:32px;text-decoration:none;cursor:pointer}
button{background:var(--ink);border-color:var(--ink);color:var(--page)}
main{padding-top:40px;padding-bottom:40px}
.kicker{display:flex;flex-wrap:wrap;gap:2px 8px;align-items:center}
h1{font-size:44px;line-height:48px;letter-spacing:-.035em;font-weight:500;margin-top:10px;max-width:24ch;text-wrap:balance}
.more{font-size:16px;line-height:24px;letter-spacing:-.008em;color:var(--ink-2);margin-top:10px}
.cols{display:grid;grid-template-columns:minmax(0,1fr);gap:40px;margin-top:40px}
.pair{display:flex;justify-content:space-between;gap:16px;align-items:baseline;padding-bottom:10px}
.bars-of>li{border-top:1px solid var(--line);padding:12px 0 14px}
.group{border-top:1px solid var(--line);padding-top:22px;color:var(--ink-2)}.group+ul>li:first-child{border-top:0}
.row{display:flex;gap:8px;align-items:center}.row h3{font-size:14px}.row .share{margin-left:auto;font-weight:500;white-space:nowrap}.share span{color:var(--ink-3);font-weight:400}
.bars{display:block;width:100%;height:30px;margin-top:6px}
rect.up{fill:var(--bar-up)}rect.degraded,rect.partly{fill:var(--bar-degraded)}rect.down{fill:var(--bar-down)}rect.maintenance{fill:var(--bar-maintenance)}rect.none{fill:var(--bar-none)}
.outages{max-width:none;display:flex;flex-wrap:wrap;justify-content:flex-end;gap:0 16px;margin-top:6px;font-size:13px;color:var(--ink-3)}
details{margin-top:6px}summary{cursor:pointer;font-size:13px;color:var(--ink-3);text-align:right}details ul{padding-top:6px;font-size:13px;line-height:20px;color:var(--ink-2)}
.legend{display:flex;flex-wrap:wrap;gap:4px 20px;padding-top:16px;border-top:1px solid var(--line);font-size:13px;color:var(--ink-3)}.legend svg{vertical-align:-1px;margin-right:6px}
aside section+section,.incidents>li+li{border-top:1px solid var(--line);margin-top:16px;padding-top:14px}
.posts{display:grid;gap:12px;margin-top:8px}.posts>li{display:grid;grid-template-columns:52px minmax(0,1fr);gap:0 8px}.posts h4{font-size:14px;font-weight:500}
.posts time{color:var(--ink-3);font-size:13px}.posts p{color:var(--ink-2)}.posts p+p{margin-top:6px}
.about{color:var(--ink-3);font-size:13px}
.subscribe{border-top:1px solid var(--line);margin-top:40px;padding-top:20px;display:grid;gap:14px}
form{display:flex;flex-wrap:wrap;gap:8px;align-items:end}label{display:grid;gap:4px;color:var(--ink-2);flex:1 1 240px;max-width:360px}
input{font:inherit;color:var(--ink);background:var(--surface);border:1px solid var(--line-3);border-radius:6px;padding:5px 10px;min-height:32px;width:100%}
footer{display:flex;flex-wrap:wrap;gap:8px 24px;justify-content:space-between;color:var(--ink-3);font-size:13px;padding-bottom:40px}
footer::before{content:"";flex:0 0 100%;border-top:1px solid var(--line);margin-bottom:8px}
footer a{color:inherit;text-decoration:none}footer a:hover{text-decoration:underline}footer nav{display:flex;flex-wrap:wrap;gap:4px 20px}footer .glyph{vertical-align:-3px;margin-right:6px;color:inherit}
.say{display:grid;gap:16px;justify-items:start}.say h1{font-size:28px;line-height:34px;letter-spacing:-.022em}
@media (min-width:900px){.cols.two-cols{grid-template-columns:minmax(0,1fr) 300px;gap:56px}.two-cols aside{grid-column:2;grid-row:1}.two-cols .days{grid-column:1;grid-row:1}}
@media (max-width:600px){h1{font-size:28px;line-height:34px;letter-spacing:-.022em}main{padding-top:28px}.cols{margin-top:28px}input{font-size:16px}.button,button,input{min-height:44px}footer a,.days summary{padding:6px 0;display:inline-block}}
@media (pointer:coarse){.button,button,input{min-height:44px}}
@media (prefers-contrast:more){:root{--ink-2:var(--ink);--ink-3:var(--ink);--line:var(--line-3);--bar-up:var(--up)}}
@media print{form,.button{display:none}}
`
