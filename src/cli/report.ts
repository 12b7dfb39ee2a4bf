import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { html, raw } from "hono/html";
import type { Iteration, Session } from "../domain/session.ts";
import { judgeSummary } from "./judge-summary.ts";

const MEDIA: Record<string, string> = { ".png": "image/png", ".jpg": "image/jpeg", ".webp": "image/webp" };

/** One self-contained, dark page: goal, prompt, every picture, a chart of the scores, changes and points. */
export async function reportHtml(
  session: Session,
  iterations: readonly Iteration[],
  files: ReadonlyMap<string, string>,
  costUsd: number,
): Promise<string> {
  const best = iterations.find((iteration) => iteration.id === session.bestIterationId);
  const cards = await Promise.all(
    iterations.map(async (iteration) =>
      card(iteration, iteration.id === best?.id, await dataUrl(files.get(iteration.id))),
    ),
  );
  const simulated = iterations.some((iteration) => iteration.simulated);
  const page = html`<!doctype html>
<html lang="${session.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${session.goal.slice(0, 80)} · Sfumato</title>
<style>${raw(STYLE)}</style>
</head>
<body>
<main>
<header>
<p class="brand">Sfumato${simulated ? html` <span class="tag">simulation</span>` : ""}</p>
<h1>${session.goal}</h1>
<p class="facts">${facts(session, iterations, best, costUsd)}</p>
</header>
${chart(iterations, best)}
${best ? html`<section><h2>Final prompt</h2><blockquote>${best.promptText}</blockquote></section>` : ""}
<section><h2>Pictures</h2><div class="grid">${cards}</div></section>
${points(session)}
</main>
</body>
</html>
`;
  return String(await page);
}

function facts(
  session: Session,
  iterations: readonly Iteration[],
  best: Iteration | undefined,
  costUsd: number,
): string {
  const { provider, aspect, preset } = session.options;
  const score = best?.verdict ? `best ${Math.round(best.verdict.score)} in picture ${best.index}` : "";
  const cost = costUsd === 0 ? "free" : `$${costUsd.toFixed(costUsd < 0.01 ? 4 : 2)}`;
  return [score, `${iterations.length} pictures`, cost, provider, aspect, preset].filter(Boolean).join(" · ");
}

function card(iteration: Iteration, best: boolean, src: string) {
  const score = iteration.verdict ? Math.round(iteration.verdict.score) : null;
  return html`<article${best ? raw(' class="best"') : ""}>
<a href="${src}"><img src="${src}" alt="Picture ${iteration.index}" loading="lazy"></a>
<div class="text">
<h3>${iteration.index}${best ? " ★" : ""}<span class="score">${score ?? "–"}</span></h3>
${iteration.promptDiff ? html`<p class="diff">${iteration.promptDiff}</p>` : ""}
${iteration.feedback ? html`<p class="said">“${iteration.feedback}”</p>` : ""}
<p class="notes">${judgeSummary(iteration)}</p>
<p class="model">${iteration.fellBackFrom ? "fell back to " : ""}${iteration.modelUsed}</p>
<details><summary>Prompt</summary><p>${iteration.promptText}</p></details>
</div>
</article>`;
}

function points(session: Session) {
  if (session.recommendations.length === 0) return "";
  return html`<section><h2>What worked</h2><ul>${session.recommendations.map((point) => html`<li>${point.text}</li>`)}</ul></section>`;
}

/** Scores over iterations: small enough to be read at a glance, drawn as plain SVG so that the page needs nothing. */
function chart(iterations: readonly Iteration[], best: Iteration | undefined) {
  const scored = iterations.filter((iteration) => iteration.verdict);
  if (scored.length < 2) return "";
  const width = 640;
  const height = 150;
  const x = (at: number) => 40 + (at * (width - 80)) / (scored.length - 1);
  const y = (score: number) => 30 + ((100 - score) * (height - 65)) / 100;
  const marks = scored.map((iteration, at) => {
    const score = Math.round(iteration.verdict?.score ?? 0);
    return html`<circle cx="${x(at)}" cy="${y(score)}" r="${iteration === best ? 7 : 4.5}"${iteration === best ? raw(' class="top"') : ""}/><text x="${x(at)}" y="${y(score) - 12}">${score}</text><text x="${x(at)}" y="${height - 6}" class="axis">${iteration.index}</text>`;
  });
  const line = scored.map((iteration, at) => `${x(at)},${y(iteration.verdict?.score ?? 0)}`).join(" ");
  return html`<section><svg class="chart" viewBox="0 0 ${width} ${height}" role="img" aria-label="Scores by picture"><polyline points="${line}"/>${marks}</svg></section>`;
}

async function dataUrl(path: string | undefined): Promise<string> {
  if (path === undefined) return "";
  return `data:${MEDIA[extname(path)]};base64,${(await readFile(path)).toString("base64")}`;
}

const STYLE = `
:root{color-scheme:dark;--ink:#e9e4da;--soft:#a39b8d;--ground:#15130f;--card:#1f1c17;--line:#322d25;--gold:#e0b35a}
*{box-sizing:border-box}
body{margin:0;background:radial-gradient(120% 60% at 50% 0,#2a241b,var(--ground) 70%) no-repeat var(--ground);color:var(--ink);font:16px/1.55 system-ui,sans-serif}
main{max-width:1080px;margin:0 auto;padding:28px 18px 60px}
.brand{margin:0;color:var(--gold);letter-spacing:.14em;text-transform:uppercase;font-size:13px}
.tag{border:1px solid var(--line);border-radius:99px;padding:2px 9px;color:var(--soft);letter-spacing:.04em;text-transform:none}
h1{font:600 clamp(24px,4.6vw,40px)/1.2 Georgia,serif;margin:.3em 0 .35em;overflow-wrap:anywhere}
h2{font:600 19px Georgia,serif;margin:34px 0 12px;color:var(--gold)}
.facts,.model{color:var(--soft);font-size:14px}
blockquote{margin:0;padding:14px 18px;background:var(--card);border-left:3px solid var(--gold);border-radius:0 10px 10px 0;overflow-wrap:anywhere}
.chart{width:100%;max-width:640px;background:var(--card);border-radius:14px;margin-top:14px}
.chart polyline{fill:none;stroke:var(--gold);stroke-width:2;opacity:.6}.chart circle{fill:var(--ink)}.chart .top{fill:var(--gold)}
.chart text{fill:var(--ink);font:13px system-ui;text-anchor:middle}.chart .axis{fill:var(--soft);font-size:12px}
.grid{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,420px),1fr));gap:18px}
article{background:var(--card);border:1px solid var(--line);border-radius:14px;overflow:hidden}
article.best{border-color:var(--gold);box-shadow:0 0 0 1px var(--gold)}
img{display:block;width:100%;height:auto}.text{padding:12px 16px 14px}
h3{display:flex;justify-content:space-between;margin:0 0 6px;font-size:17px}.score{color:var(--gold)}
.text p{margin:6px 0;font-size:14.5px;overflow-wrap:anywhere}.said{font-style:italic}.notes{color:var(--soft)}
summary{cursor:pointer;color:var(--soft);font-size:14px}li{margin:6px 0}ul{padding-left:20px}
`;
