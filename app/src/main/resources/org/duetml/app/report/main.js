// Puts the page together.

function notes(run) {
  const lines = [...run.missing, ...run.messages];
  return lines.length === 0
    ? null
    : el(
        "div",
        { class: "note", role: "note" },
        lines.map((line) => el("p", {}, line)),
      );
}

function count(number, singular) {
  return number === 1 ? `1 ${singular}` : `${number} ${singular}s`;
}

function lede(run) {
  const steps = count(run.steps, "step");
  const seed = run.provenance.Seed;
  if (run.quality) {
    const columns = count(run.quality.columns.length, "column");
    const numbers = count(run.dimension, "number");
    return `A sampler of rows in ${steps}, trained on the table ${run.data} (${columns}, sampled as ${numbers}), seed ${seed}.`;
  }
  const dimensions = count(run.dimension, "dimension");
  return `A sampler of ${steps} and an energy, trained on ${run.data} (${dimensions}) at the temperature \u03c4 = ${run.tau}, seed ${seed}.`;
}

function runSection(run) {
  return el(
    "section",
    { id: run.id },
    el("h2", {}, run.name),
    el("p", { class: "lede" }, lede(run)),
    run.quality ? qualityTiles(run.quality) : tiles(run),
    notes(run),
    ...(run.quality ? qualityCards(run) : []),
    run.points ? pointsCard(run) : null,
    run.landscape ? landscapeCard(run) : null,
    run.path ? new Path(run).card() : null,
    run.training ? trainingCard(run) : null,
    figuresCard(run),
    provenanceCard(run),
  );
}

function build() {
  const parts = [...report.runs, ...report.sweeps];
  parts.forEach((part, i) => {
    part.id = `part-${i + 1}`;
  });
  const names = parts.map((part) => part.name).join(", ");
  document.title = `${names} \u2013 Duet report`;
  document.getElementById("page").append(
    el(
      "header",
      {},
      el("h1", {}, "Duet report"),
      el(
        "p",
        { class: "lede" },
        "An energy and a few-step sampler (generalized contrastive divergence, arXiv 2312.03397).",
      ),
      parts.length > 1
        ? el(
            "nav",
            { "aria-label": "Parts of the page" },
            parts.map((part) => el("a", { href: `#${part.id}` }, part.name)),
          )
        : "",
    ),
    ...(report.runs.length > 1 ? [comparisonCard(report.runs)] : []),
    ...report.runs.map(runSection),
    ...report.sweeps.map((sweep) => new Sweep(sweep).section()),
    el(
      "footer",
      {},
      el("p", {}, `Made by Duet ${report.version} with`),
      el("pre", {}, report.command),
    ),
  );
}

build();
