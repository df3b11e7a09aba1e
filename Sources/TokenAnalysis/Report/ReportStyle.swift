/// The page's style sheet: light and dark, phone, desktop and paper.
enum ReportStyle {
  static let text = base + tables + cuts + print

  /// The style of a chart that is a file of its own, like that of charts in the page.
  static let chartFile = """
    :root{--ink:#1d1c1a;--soft:#5c5851;--line:#d9d5cc;--raised:#fff}
    @media (prefers-color-scheme:dark){:root{--ink:#eceae4;--soft:#aaa69d;--line:#3a3b3e;\
    --raised:#1f2023}}
    text{font:14px "Pretendard","Apple SD Gothic Neo","Noto Sans KR","Noto Sans CJK KR",\
    "Malgun Gothic",system-ui,sans-serif;fill:var(--ink);paint-order:stroke;stroke:var(--raised);\
    stroke-width:4px;stroke-linejoin:round}
    .paper{fill:var(--raised)}.title{font-size:15px;font-weight:600}
    .caption{font-size:11.5px;fill:var(--soft)}.tick{font-size:13px;fill:var(--soft)}
    .strong{font-weight:600}.grid{stroke:var(--line)}.axis{stroke:var(--soft)}
    .hollow{fill:var(--raised);stroke:var(--ink);stroke-width:2}
    .curve{fill:none;stroke:var(--ink);stroke-width:1.6}

    """

  private static let base = """
    :root{color-scheme:light dark;--paper:#fbfaf7;--ink:#1d1c1a;--soft:#5c5851;--line:#d9d5cc;\
    --raised:#fff;--accent:#1f5f8b;--tint:#dce9f2;--tint2:#f3e6cf;--bar:#7d9db5;\
    --best:#0d5c3a;--hatch:#9dbdd4}
    @media (prefers-color-scheme:dark){:root{--paper:#161719;--ink:#eceae4;--soft:#aaa69d;\
    --line:#3a3b3e;--raised:#1f2023;--accent:#8fc1e3;--tint:#24394a;--tint2:#43371f;--bar:#5f86a3;\
    --best:#7fd3a8;--hatch:#416986}}
    *{box-sizing:border-box}
    html{-webkit-text-size-adjust:100%}
    body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.65 "Pretendard",\
    "Apple SD Gothic Neo","Noto Sans KR","Noto Sans CJK KR","Malgun Gothic",system-ui,sans-serif;\
    word-break:keep-all;overflow-wrap:break-word}
    header,main,footer{max-width:1080px;margin:0 auto;padding:0 20px}
    header{padding-top:48px}
    .brand{margin:0;color:var(--accent);font-weight:600;letter-spacing:.02em}
    h1{font-size:clamp(1.8rem,5vw,2.6rem);line-height:1.2;margin:.1em 0 .2em;letter-spacing:-.02em}
    .subtitle{margin:0;color:var(--soft)}
    h2{font-size:1.35rem;letter-spacing:-.01em;margin:0 0 14px}
    section{margin:48px 0 0}
    .verdict{background:var(--raised);border:1px solid var(--line);border-left:5px solid \
    var(--accent);border-radius:6px;padding:22px 24px 18px;margin-top:28px}
    .verdict p{margin:0 0 .7em;font-size:1.08rem;max-width:46em}
    .verdict .limits{color:var(--soft);font-size:.95rem;margin-bottom:0}
    .lead{color:var(--soft);max-width:46em;margin:0 0 16px}
    footer{color:var(--soft);padding-top:40px;padding-bottom:48px;font-size:.9rem}
    .key{display:inline-block;min-width:1.3em;color:var(--accent);font-weight:700;\
    font-variant-numeric:tabular-nums}
    details{border-top:1px solid var(--line);padding:10px 0}
    details:last-of-type{border-bottom:1px solid var(--line)}
    summary{cursor:pointer;font-weight:600}
    summary:focus-visible,.scroll:focus-visible,button:focus-visible,pre:focus-visible{outline:3px \
    solid var(--accent);outline-offset:2px}
    pre{white-space:pre-wrap;overflow-wrap:anywhere;background:var(--raised);border:1px solid \
    var(--line);border-radius:6px;padding:12px 14px;margin:0;font-size:.88rem}
    code{font-family:ui-monospace,"SF Mono","D2Coding","Noto Sans Mono CJK KR",monospace;\
    font-size:.86em}
    .charts{columns:2 400px;column-gap:28px}
    figure{margin:0}
    .chart{break-inside:avoid;margin-bottom:28px;background:var(--raised);border:1px solid var(--line);border-radius:6px;\
    padding:16px 14px 10px}
    .chart figcaption{color:var(--soft);font-size:.9rem;margin-bottom:8px}
    .chart figcaption b{color:var(--ink);display:block;font-size:1rem}
    svg{display:block;width:100%;height:auto;fill:currentColor}
    svg text{font-size:14px;paint-order:stroke;\
    stroke:var(--raised);stroke-width:4px;stroke-linejoin:round}svg .tick{font-size:13px;fill:var(--soft)}svg .strong{font-weight:600}
    .grid{stroke:var(--line)}.axis{stroke:var(--soft)}.mark{stroke:var(--ink);stroke-width:1.5;\
    stroke-dasharray:5 4}
    .bar{fill:var(--bar)}.median{stroke:var(--ink);stroke-width:2}.mean{fill:var(--ink);\
    stroke:var(--raised);stroke-width:1.5}
    .leader{stroke:var(--soft);stroke-width:1}.interval{stroke:var(--ink);stroke-width:2}.filled{fill:var(--ink)}.hollow{fill:var(--raised);\
    stroke:var(--ink);stroke-width:2}
    .curve{fill:none;stroke:var(--ink);stroke-width:1.6}

    """

  private static let tables = """
    .scroll{overflow-x:auto;margin:0 0 16px;border:1px solid var(--line);border-radius:6px;\
    background:var(--raised)}
    table{border-collapse:collapse;width:100%;font-size:.94rem;font-variant-numeric:tabular-nums}
    caption{text-align:left;padding:10px 14px 6px;font-weight:600}
    th,td{padding:8px 14px;text-align:left;vertical-align:top;border-top:1px solid var(--line)}
    thead th{border-top:0;border-bottom:1px solid var(--soft);vertical-align:bottom;\
    font-weight:600;color:var(--soft)}
    tbody th{font-weight:600;white-space:nowrap}
    .sortable tbody th,.sortable thead th:first-child{position:sticky;left:0;\
    background:var(--raised)}
    .number{text-align:right;white-space:nowrap}
    thead .number{white-space:normal;min-width:5.5em}
    small{display:block;color:var(--soft);font-size:.8em}
    strong{color:var(--best);font-weight:700}strong::before{content:"▸ ";font-size:.8em}
    th button{all:unset;cursor:pointer}
    th button::after{content:"\u{A0}↕";opacity:.55}
    th[aria-sort=ascending] button::after{content:"\u{A0}↑";opacity:1}
    th[aria-sort=descending] button::after{content:"\u{A0}↓";opacity:1}
    td code{overflow-wrap:anywhere;word-break:break-all}
    .glossary{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,320px),1fr));\
    gap:16px 32px;margin:0}
    dt{font-weight:600}dd{margin:0;color:var(--soft)}
    cite{display:block;font-style:normal;font-size:.86em}
    .worst{padding-left:1.4em}.worst li{margin:.7em 0}.worst div{margin-top:2px}
    .worst small{display:inline}

    """

  private static let cuts = """
    .legend{list-style:none;display:flex;flex-wrap:wrap;gap:4px 22px;padding:0;margin:0 0 18px}
    .cut{border-top:1px solid var(--line);padding:14px 0 18px}
    .cut figcaption{color:var(--soft);margin-bottom:10px}
    .counts span,.counts .key{white-space:nowrap}.counts{margin-left:.8em}\
    .counts>span{margin-left:.6em}
    .segments{display:flex;flex-wrap:wrap;gap:18px 30px}
    .segment{max-width:100%;overflow:hidden}
    .row{display:flex;align-items:center;gap:6px;margin:3px 0}
    .row>.key{flex:none;width:1.5em;font-size:.82rem}
    .pieces{display:grid;grid-template-columns:var(--c);line-height:1.55}
    .source{font-weight:600}.source .pieces{text-align:center}
    .pieces>span{white-space:nowrap;overflow:hidden;min-width:0;text-align:center}
    .piece{background:var(--tint);border:1px solid var(--accent);border-radius:4px;margin-right:1px}
    .piece:nth-child(even){background:var(--tint2)}
    .piece.fragment{background:repeating-linear-gradient(135deg,var(--raised) 0 2.5px,var(--hatch) \
    2.5px 4.5px);border-style:dashed;text-shadow:0 0 3px var(--raised),0 0 3px var(--raised)}
    .continued{border-radius:0;border-style:dotted solid}

    """

  private static let print = """
    @media (max-width:560px){header,main,footer{padding-left:14px;padding-right:14px}\
    header{padding-top:28px}.verdict{padding:16px 16px 12px}th,td{padding:7px 10px}\
    .sortable tbody th{white-space:normal;min-width:7.5em}}
    @media print{:root{color-scheme:light;--paper:#fff;--ink:#000;--soft:#333;--raised:#fff;\
    --line:#bbb;--accent:#1f4d70;--tint:#e4edf4;--tint2:#f6ecd9;--bar:#8aa;--best:#000}\
    body{font-size:10.5pt}section,figure,tr,dl>div,.worst li{break-inside:avoid}h2,summary,caption{break-after:avoid}#glossary,#worst,#figures,#cuts,\
    #charts{break-inside:auto}.scroll{overflow:visible;border:0}th button::after{content:none}\
    header,main,footer{padding-left:0;padding-right:0}.charts{columns:2 240px;column-gap:14px}\
    .chart{margin-bottom:14px;padding:8px}table{font-size:7.5pt}th,td{padding:3px 4px}\
    thead .number{min-width:0}.sortable tbody th{position:static}}
    """
}
