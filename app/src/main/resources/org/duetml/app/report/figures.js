// The figures of a run: tiles, the table, all of them by name.

function present(figures, name) {
  return typeof figures[name] === "number";
}

/** The main figures, each with what it compares to. */
function tiles(run) {
  const figures = run.figures;
  const beside = (...parts) =>
    parts
      .filter(([name]) => present(figures, name))
      .map(([name, words, text = significant]) => `${words} ${text(figures[name])}`)
      .join(", ");
  const percent = (value) => `${fixed(100 * value, 1)}\u00a0%`;
  const distance = present(figures, "sliced_wasserstein_exact")
    ? "sliced_wasserstein_exact"
    : "sliced_wasserstein";
  const candidates = [
    [
      distance,
      distance.endsWith("exact") ? "Exact sliced W2" : "Sliced W2",
      significant,
      beside([`pretrain_${distance}`, "before the game"], [`${distance}_floor`, "floor"]),
    ],
    ["kl_data_model", "KL of the energy, nats", significant, "0 is perfect"],
    ["log_density_correlation", "Correlation with log p", (v) => fixed(v, 3), "1 is perfect"],
    [
      "auroc_uniform",
      "AUROC, data from noise",
      (v) => fixed(v, 3),
      beside(["auroc_uniform_ideal", "ideal", (v) => fixed(v, 3)]),
    ],
    [
      "within_3sd",
      "Samples within 3 sd",
      percent,
      beside(["pretrain_within_3sd", "before the game", percent]),
    ],
    [
      "modes_covered",
      "Modes covered",
      String,
      present(figures, "mode_weight_min")
        ? `weights ${significant(figures.mode_weight_min)} to ${significant(figures.mode_weight_max)}`
        : "",
    ],
    [
      "training_seconds",
      "Time of training",
      duration,
      present(figures, "iterations") ? `${figures.iterations} iterations of the game` : "",
    ],
  ];
  return el(
    "div",
    { class: "tiles" },
    candidates
      .filter(([name]) => present(figures, name))
      .map(([name, title, text, note]) =>
        el(
          "div",
          { class: "tile" },
          el("div", { class: "name" }, title),
          el("div", { class: "value" }, text(figures[name])),
          el("div", { class: "beside" }, note),
        ),
      ),
  );
}

function figureText(value) {
  return typeof value === "number"
    ? Number.isInteger(value)
      ? String(value)
      : significant(value, 5)
    : String(value);
}

function dashed(cell) {
  return cell === "-" ? "\u2013" : cell;
}

/** Without a single main figure, only what there is by name. */
function figuresCard(run) {
  const measured = run.table[1].slice(1).some((cell) => cell !== "-");
  const all = Object.entries(run.figures).map(([name, value]) => [name, figureText(value)]);
  if (!measured) {
    return card(
      "Figures",
      run.quality ? null : "The model was not measured; duet evaluate does it.",
      table([["Figure", "Value"], ...all], { kind: "words" }),
    );
  }
  return card(
    "Figures",
    `GCD is the trained sampler and energy, DDPM the diffusion model of the same ${run.steps} steps that the game started from. Floor: fresh data in place of samples. Ideal: a perfect model.`,
    table(
      run.table.map((row) => row.map(dashed)),
      { rowClass: (row) => (row[0] === "GCD" ? "strong" : null) },
    ),
    details(
      `All ${all.length} figures by name`,
      table([["Figure", "Value"], ...all], { kind: "words" }),
    ),
  );
}

/** A number that a rule gave, without its many digits. */
function shortened(value) {
  return value.length > 8 && Number.isFinite(Number(value)) ? significant(Number(value), 4) : value;
}

/** One row for each run: what it reached, and where its configuration differs from the others. */
function comparisonCard(runs) {
  const value = (run, key) =>
    run.configuration.find((entry) => entry.key === key)?.value ?? "\u2013";
  const keys = runs[0].configuration
    .map((entry) => entry.key)
    .filter((key) => new Set(runs.map((run) => value(run, key))).size > 1);
  const reached = runs.map((run) => [
    el("a", { href: `#${run.id}` }, run.name),
    run.data,
    ...run.table[1].slice(1).map(dashed),
  ]);
  const differing = keys.map((key) => [key, ...runs.map((run) => shortened(value(run, key)))]);
  return card(
    "Comparison",
    "What each run reached, then the configuration keys in which they differ.",
    table([["Run", "Data", ...runs[0].table[0].slice(1)], ...reached]),
    keys.length === 0 ? null : table([["Key", ...runs.map((run) => run.name)], ...differing]),
  );
}

function provenanceCard(run) {
  const facts = Object.entries(run.provenance).map(([name, value]) => [name, String(value)]);
  const configuration = run.configuration.map((entry) => [
    entry.key,
    entry.value,
    entry.initial,
    entry.about,
    entry.changed,
  ]);
  return card(
    "Provenance",
    null,
    table([[], ...facts], { kind: "words facts" }),
    ...(run.command
      ? [
          el("h4", { style: "margin-top: 16px" }, "Command that trains such a model"),
          el("pre", {}, run.command),
        ]
      : []),
    details(
      "The full configuration",
      el(
        "p",
        { class: "about" },
        "Keys that were changed are tinted. A value of 0 may stand for a rule; shown is what the rule gave.",
      ),
      table(
        [
          ["Key", "Value", "Default", "Meaning"],
          ...configuration.map((entry) => entry.slice(0, 4)),
        ],
        { kind: "words", rowClass: (_, index) => (configuration[index][4] ? "changed" : null) },
      ),
    ),
  );
}
