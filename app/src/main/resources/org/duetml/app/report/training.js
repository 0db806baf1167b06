// Training curves: the balance of the game, the sigmas, what else was logged.

const CURVES = [
  {
    title: "Energy gap, samples minus data",
    unit: "energy",
    signals: ["energy_gap"],
    reference: 0,
    about: "Near zero is balance.",
  },
  {
    title: "AUROC between data and samples",
    unit: "",
    signals: ["auroc_data_samples"],
    reference: 0.5,
    about: "0.5: the energy cannot tell them apart.",
  },
  {
    title: "Sliced Wasserstein distance",
    unit: "units of the data",
    signals: ["sliced_wasserstein"],
    about: "Of the averaged sampler; few points.",
  },
  {
    title: "Value loss",
    unit: "squared units of energy",
    signals: ["value_loss"],
    logarithmic: true,
    about: "Mean squared error of V.",
  },
  {
    title: "Explained variance of the values",
    unit: "",
    signals: ["explained_variance"],
    reference: 1,
    about: "Rises towards 1.",
  },
  {
    title: "Entropy of the steps",
    unit: "nats",
    signals: ["entropy"],
    about: "One that keeps falling means collapse.",
  },
  {
    title: "Sigma of each step",
    unit: "sd of the data",
    prefix: "sigma_",
    logarithmic: true,
    about: "Noise that each step adds.",
  },
  {
    title: "Mean energies",
    unit: "energy",
    signals: ["energy_data", "energy_samples"],
    about: "Of data and of samples.",
  },
  {
    title: "Loss of the phase",
    unit: "",
    signals: ["loss"],
    about: "Denoising, likelihood or noising.",
  },
  {
    title: "Effective sample size",
    unit: "fraction",
    signals: ["effective_sample_size"],
    about: "Of the importance weights.",
  },
  {
    title: "Gradient norms",
    unit: "",
    signals: ["gradient_norm_energy", "gradient_norm_value", "gradient_norm_sampler"],
    logarithmic: true,
    about: "Sudden jumps mean trouble.",
  },
  {
    title: "PPO: divergence and clipping",
    unit: "",
    signals: ["approx_kl", "clip_fraction"],
    about: "How far an update moves the sampler.",
  },
];

/** Curves that would otherwise hide their small values get a logarithmic axis above this spread. */
const WIDE = 20;

function trainingCard(run) {
  const { phases, signals } = run.training;
  const end = phases.at(-1)?.to ?? 0;
  const window = { min: 0, max: end };
  const curves = CURVES.map((curve) => trainingCurve(run, curve, signals, phases, window)).filter(
    (curve) => curve !== null,
  );
  if (curves.length === 0) {
    return card("Training", "Nothing was logged.");
  }
  const spans = [["all", 0, end], ...phases.map((phase) => [phase.name, phase.from, phase.to])];
  const picker = choice(
    "Phases shown",
    spans.map(([name], i) => [i, i === 0 ? "All phases" : name]),
    0,
    (i) => {
      [window.min, window.max] = spans[i].slice(1);
      for (const curve of curves) {
        curve.figure.hidden = !curve.inWindow();
        curve.host.chart.redraw();
      }
    },
  );
  return card(
    "Training",
    "Iterations of all phases in a row; every second phase is tinted. Dashed lines are what a balanced game tends to.",
    el("div", { class: "controls" }, picker),
    el(
      "div",
      { class: "curves" },
      curves.map((curve) => curve.figure),
    ),
  );
}

/** The phase of a place on the common axis, and the iteration within it. */
function phaseWords(phases, x) {
  const phase = phases.find(({ from, to }) => from < x && x <= to);
  return phase ? ` (${phase.name} ${significant(x - phase.from, 6)})` : "";
}

/** The colours of steps, without those that would not show on the background. */
function stepColor(step, steps) {
  const darkest = darkScheme.matches ? 0.3 : 0.1;
  return sequential(darkest + (0.65 * step) / Math.max(1, steps - 1));
}

/** The largest value over the smallest; not a number unless all are above zero. */
function spread(names, signals) {
  const values = names.flatMap((name) => signals[name].flat().map((point) => point[1]));
  const smallest = Math.min(...values);
  return smallest > 0 ? Math.max(...values) / smallest : NaN;
}

/** Pieces of a curve in one list: a value that is missing half-way between two keeps them apart. */
function withGaps(pieces) {
  return pieces.flatMap((piece, i) => {
    const [start] = piece[0];
    return i === 0 ? piece : [[(pieces[i - 1].at(-1)[0] + start) / 2, null], ...piece];
  });
}

function trainingCurve(run, curve, signals, phases, window) {
  const names = (
    curve.signals ?? Object.keys(signals).filter((name) => name.startsWith(curve.prefix))
  ).filter((name) => signals[name]?.length > 0);
  if (names.length === 0) {
    return null;
  }
  const shown = (piece) => piece[0][0] > window.min && piece[0][0] <= window.max;
  const lines = () =>
    names.map((name, i) => ({
      name: curve.prefix ? `step ${name.slice(curve.prefix.length)}` : name.replaceAll("_", " "),
      data: withGaps(signals[name].filter(shown)),
      color: curve.prefix ? rgb(stepColor(i, names.length)) : color(`series-${i + 1}`),
    }));
  const areas = phases.filter((_, i) => i % 2 === 1).map((phase) => [phase.from, phase.to]);
  const host = lineChart(
    "curve",
    `${curve.title}, training on ${run.data}`,
    "Iteration",
    curve.unit,
    lines,
    {
      logarithmic: curve.logarithmic && spread(names, signals) > WIDE,
      areas,
      reference: curve.reference ?? null,
      range: () => ({ ...window }),
      about: (x) => phaseWords(phases, x),
    },
  );
  const figure = el(
    "figure",
    { class: "panel" },
    el("h4", {}, curve.title, curve.unit ? ` (${curve.unit})` : ""),
    el("div", { class: "about", style: "margin-top: -6px" }, curve.about),
    host,
    names.length > 1 && names.length <= MOST_NAMES ? legend(lines()) : null,
  );
  return { figure, host, inWindow: () => names.some((name) => signals[name].some(shown)) };
}
