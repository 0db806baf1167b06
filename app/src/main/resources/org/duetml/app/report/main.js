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

function runSection(run) {
  const plural = run.dimension === 1 ? "1 dimension" : `${run.dimension} dimensions`;
  const steps = run.steps === 1 ? "1 step" : `${run.steps} steps`;
  return el(
    "section",
    { id: run.id },
    el("h2", {}, run.name),
    el(
      "p",
      { class: "lede" },
      `A sampler of ${steps} and an energy, trained on ${run.data} (${plural}) at the temperature \u03c4 = ${run.tau}, seed ${run.provenance.Seed}.`,
    ),
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
        "An energy and a few-step sampler, trained together by generalized contrastive divergence (arXiv 2312.03397).",
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
