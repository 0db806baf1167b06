// Charts of lines.

/** More lines than these are not named one by one. */
const MOST_NAMES = 12;

/** A longer line is drawn without a mark at every value. */
const MOST_MARKS = 40;

/** The items nearest to the pointer along an axis, wherever it is on the other one. */
function nearestAlong(axis) {
  return { mode: "nearest", axis, intersect: false };
}

/**
 * A chart of lines.
 *
 * `lines` makes objects of name, data and color. Of the options, `areas` are spans of x to tint,
 * `reference` is a y to mark, `range` makes the ends of x, and `about` tells more of an x.
 */
function lineChart(className, label, xName, unit, lines, options) {
  const { logarithmic = false, areas = [], reference = null } = options;
  const { range = () => ({}), about = () => "" } = options;
  const text = (value) => significant(value, 3);
  const make = () => ({
    type: "line",
    data: { datasets: lines().map((line) => lineData(line, logarithmic)) },
    options: {
      interaction: nearestAlong("x"),
      scales: {
        x: numberAxis(9, (value) => significant(value, 5), {
          title: xName,
          grid: false,
          ...range(),
        }),
        y: logarithmic ? logarithmicAxis(text) : numberAxis(6, text),
      },
    },
    beneath: [spans(areas)],
    between: [pointerLine],
    above: reference === null ? [] : [referenceLine(reference)],
    tell: (items) => lineTip(items, xName, unit, about),
  });
  return new LazyChart(className, label, make).host;
}

function lineTip(items, xName, unit, about) {
  const { x } = items[0].parsed;
  return [
    el("strong", {}, `${xName} ${significant(x, 6)}${about(x)}`),
    ...items.slice(0, MOST_NAMES).map(({ dataset, parsed }) => {
      const text = `${dataset.label}: ${significant(parsed.y, 4)} ${unit}`;
      return el("div", {}, swatch(dataset.borderColor), text);
    }),
  ];
}

function lineData(line, logarithmic) {
  return {
    label: line.name,
    data: line.data.map(([x, y]) => [x, logarithmic && y <= 0 ? null : y]),
    borderWidth: 2,
    borderColor: line.color,
    borderJoinStyle: "round",
    // A mark at the end of the axis is whole.
    clip: false,
    ...marks(line.color, line.data.length < MOST_MARKS ? 2.5 : 0),
  };
}

/** The marks at the values of a line. */
function marks(stroked, radius) {
  return {
    pointRadius: radius,
    pointHoverRadius: Math.max(4, radius + 1.5),
    pointBackgroundColor: color("card"),
    pointHoverBackgroundColor: color("card"),
    pointBorderColor: stroked,
    pointHoverBorderColor: stroked,
    pointBorderWidth: 2,
    pointHoverBorderWidth: 2,
  };
}

/** The key to the colours of lines. */
function legend(lines) {
  return el(
    "div",
    { class: "legend" },
    lines.map((line) => el("span", {}, swatch(line.color), line.name)),
  );
}

/** A small square of a colour. */
function swatch(fill) {
  const element = el("span", { class: "swatch" });
  element.style.background = fill;
  return element;
}
