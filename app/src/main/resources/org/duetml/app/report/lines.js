// Charts of lines.

/** More lines than these are not named one by one. */
const MOST_NAMES = 12;

/** A longer line is drawn without a mark at every value. */
const MOST_MARKS = 40;

/**
 * A chart of lines.
 *
 * `lines` makes objects of name, data and color. Of the options, `areas` are spans of x to tint,
 * `reference` is a y to mark, `range` makes the ends of x, and `about` tells more of an x.
 */
function lineChart(className, label, xName, unit, lines, options) {
  const { logarithmic = false, areas = [], reference = null } = options;
  const { range = () => ({}), about = () => "" } = options;
  const option = () => ({
    animation: false,
    grid: { left: 8, right: 16, top: 12, bottom: 22, containLabel: true },
    tooltip: tooltip("axis", (items) => lineTip(items, xName, unit, about)),
    xAxis: axis({
      name: xName,
      nameLocation: "middle",
      nameGap: 24,
      splitLine: { show: false },
      axisLabel: { formatter: (value) => significant(value, 5) },
      ...range(),
    }),
    yAxis: axis({
      type: logarithmic ? "log" : "value",
      scale: true,
      splitNumber: 4,
      axisLabel: { formatter: (value) => significant(value, 3) },
    }),
    series: [...lines().map((line) => lineSeries(line, logarithmic)), background(areas, reference)],
  });
  return new Chart(className, label, option).host;
}

function lineTip(items, xName, unit, about) {
  const x = items[0].axisValue;
  return [
    el("strong", {}, `${xName} ${significant(x, 6)}${about(x)}`),
    ...items
      .filter((item) => item.value[1] !== null)
      .slice(0, MOST_NAMES)
      .map((item) => {
        const text = `${item.seriesName}: ${significant(item.value[1], 4)} ${unit}`;
        return el("div", {}, swatch(item.color), text);
      }),
  ];
}

function lineSeries(line, logarithmic) {
  return {
    type: "line",
    name: line.name,
    data: line.data.map(([x, y]) => [x, logarithmic && y <= 0 ? null : y]),
    showSymbol: line.data.length < MOST_MARKS,
    symbolSize: 5,
    lineStyle: { width: 2, color: line.color },
    itemStyle: { color: line.color },
  };
}

/** A series without values that carries the tinted spans and the reference line. */
function background(areas, reference) {
  return {
    type: "line",
    data: [],
    markArea: {
      silent: true,
      itemStyle: { color: color("phase") },
      data: areas.map(([from, to]) => [{ xAxis: from }, { xAxis: to }]),
    },
    markLine: {
      silent: true,
      symbol: "none",
      label: { show: false },
      lineStyle: { color: color("muted"), type: "dashed" },
      data: reference === null ? [] : [{ yAxis: reference }],
    },
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
