// Axes.

/**
 * What all axes have in common. `grid` tells whether their lines cross the chart, `marks` whether
 * they have tick marks.
 */
function axis({ title = "", grid = true, marks = true, ticks = {}, ...more } = {}) {
  return {
    border: { color: color("frame") },
    grid: {
      color: faded(color("line"), 0.6),
      tickColor: color("frame"),
      tickLength: 5,
      drawTicks: marks,
      drawOnChartArea: grid,
    },
    title: { display: title !== "", text: title, color: color("muted"), padding: 2 },
    ticks: {
      color: color("muted"),
      font: { size: 11 },
      maxRotation: 0,
      includeBounds: false,
      ...ticks,
    },
    ...more,
  };
}

/** An axis of numbers, with at most so many labels, which `text` writes. */
function numberAxis(labels, text, more = {}) {
  return axis({ type: "linear", ticks: { maxTicksLimit: labels, callback: text }, ...more });
}

/** A logarithmic axis from one power of ten to another, with those alone. */
function logarithmicAxis(text) {
  return axis({
    type: "logarithmic",
    ticks: { callback: (value) => (Number.isInteger(Math.log10(value)) ? text(value) : null) },
    afterDataLimits: (scale) => {
      scale.min = 10 ** Math.floor(Math.log10(scale.min));
      scale.max = 10 ** Math.ceil(Math.log10(scale.max));
    },
  });
}

/** An axis of names, each in the middle of its part; `text` writes them. */
function nameAxis(names, { text = String, ticks = {}, ...more } = {}) {
  const callback = (index) => text(names[index]);
  return axis({
    type: "category",
    labels: names,
    offset: true,
    grid: false,
    marks: false,
    ticks: { callback, padding: 6, ...ticks },
    ...more,
  });
}
