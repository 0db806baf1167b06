// How good the synthetic rows of a table are: tiles, the figures in plain words.

function qualityTiles({ columns, associations, detectability, privacy, usefulness, rows }) {
  const mean = (name) => {
    const values = columns.map((column) => column[name]).filter(Number.isFinite);
    return values.length > 0 ? total(values) / values.length : NaN;
  };
  const floor = (value) => `floor ${fixed(value, 3)}`;
  const list = [
    ["Mean distance of the columns", fixed(mean("distance"), 3), floor(mean("floor"))],
    [
      "Mean difference of associations",
      fixed(associations.meanDifference, 3),
      floor(associations.floor),
    ],
  ];
  if (detectability) {
    list.push([
      "Detectability, AUROC",
      fixed(detectability.auroc, 3),
      `0.5 cannot be told apart, ${floor(detectability.floor)}`,
    ]);
  }
  if (privacy) {
    list.push([
      "Copies of training rows",
      String(privacy.copies),
      `of ${rows.synthetic}; ${privacy.heldOutCopies} of ${rows.heldOut} held-out rows`,
    ]);
    list.push([
      "Rows near a training row",
      share(privacy.nearShare),
      `held-out rows ${share(privacy.nearFloor)}`,
    ]);
  }
  if (usefulness) {
    list.push([
      `Usefulness, ${measureName(usefulness)}`,
      fixed(usefulness.synthetic, 3),
      `learned from real rows ${fixed(usefulness.real, 3)}`,
    ]);
  }
  return el(
    "div",
    { class: "tiles" },
    list.map(([name, value, beside]) =>
      el(
        "div",
        { class: "tile" },
        el("div", { class: "name" }, name),
        el("div", { class: "value" }, value),
        el("div", { class: "beside" }, beside),
      ),
    ),
  );
}

function measureName({ measure }) {
  return measure === "R2" ? "R\u00b2" : measure;
}

function detectabilityCard({ detectability }) {
  if (!detectability) {
    return card("Can they be told apart?", "Not measured: there are too few rows.");
  }
  const { auroc, floor, rowsOfEach, telling } = detectability;
  return card(
    "Can they be told apart?",
    `A classifier (boosted trees, cross-fitted on ${rowsOfEach} rows of each kind) looks at a synthetic and a held-out row. With the probability ${fixed(auroc, 3)} it finds the synthetic one; 0.5 is a guess, 1 is certain. Telling training rows from held-out rows it reaches ${fixed(floor, 3)}. It sees how large values are, not how many digits they have: that is the column Repeated above.`,
    telling.length > 0
      ? table([
          ["Column that it tells them by", "Share of the classifier's gain"],
          ...telling.map((one) => [one.column, share(one.share)]),
        ])
      : null,
  );
}

function privacyCard({ privacy, rows }) {
  if (!privacy) {
    return card(
      "Do training rows shine through?",
      "Not measured: the training rows are not at hand.",
    );
  }
  return card(
    "Do training rows shine through?",
    `Distances to the closest of ${privacy.trainingRows} training rows, of ${privacy.rows} synthetic and as many held-out rows. A model that has learned by heart has synthetic rows nearer to the training rows than held-out rows are.`,
    table([
      ["Figure", "Synthetic", "Held-out"],
      [
        "Rows that are a training row in every column",
        `${privacy.copies} of ${rows.synthetic}`,
        `${privacy.heldOutCopies} of ${rows.heldOut}`,
      ],
      ["of these, rows that are a held-out row as well", String(privacy.alsoHeldOut), "\u2013"],
      [
        `Rows within ${significant(privacy.near)} of a training row`,
        share(privacy.nearShare),
        share(privacy.nearFloor),
      ],
      ["Median distance", significant(privacy.median), significant(privacy.medianFloor)],
    ]),
  );
}

function usefulnessCard({ usefulness }) {
  if (!usefulness) {
    return card(
      "Are they of use?",
      "Not measured: no column can be predicted, or there are too few rows.",
    );
  }
  const { target, learned, tested, real, synthetic, guess } = usefulness;
  const without = usefulness.measure === "R2" ? "0" : "0.5";
  const figures = [[measureName(usefulness), fixed(synthetic, 3), fixed(real, 3), without]];
  if (Number.isFinite(guess)) {
    const { realAccuracy, syntheticAccuracy } = usefulness;
    figures.push(["Accuracy", share(syntheticAccuracy), share(realAccuracy), share(guess)]);
  }
  return card(
    "Are they of use?",
    `Boosted trees predict ${target} of ${tested} held-out rows from all other columns, once learned from ${learned} synthetic rows and once from as many real ones. The nearer the two, the better synthetic rows stand in for real ones.`,
    table([["Figure", "From synthetic rows", "From real rows", "Without learning"], ...figures]),
  );
}

function qualityCards(run) {
  const { quality } = run;
  return [
    columnsCard(quality.columns),
    valuesCard(quality),
    pairsCard(quality),
    associationsCard(quality),
    detectabilityCard(quality),
    privacyCard(quality),
    usefulnessCard(quality),
  ];
}
