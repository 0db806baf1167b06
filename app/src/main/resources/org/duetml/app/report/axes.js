// Axes.

/** Of labels, in pixels: their size, and the least room between two. */
const LABEL_SIZE = 11;
const LABEL_ROOM = 4;

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
      font: { size: LABEL_SIZE },
      maxRotation: 0,
      includeBounds: false,
      ...ticks,
    },
    ...more,
  };
}

/** An axis of numbers, with at most so many labels, which `text` writes. */
function numberAxis(labels, text, more = {}) {
  return axis({
    type: "linear",
    ticks: { maxTicksLimit: labels, callback: text },
    afterFit: leaveOutTouching,
    ...more,
  });
}

/**
 * Leaves out labels that would touch each other. Chart.js itself expects them to be spread from one
 * end of the axis to the other.
 */
function leaveOutTouching(scale) {
  const { ctx, ticks } = scale;
  if (!scale.isHorizontal() || ticks.length < 2) {
    return;
  }
  ctx.save();
  ctx.font = `${LABEL_SIZE}px ${Chart.defaults.font.family}`;
  const width = Math.max(...ticks.map(({ label }) => ctx.measureText(label).width));
  ctx.restore();
  const step = (ticks[1].value - ticks[0].value) / (scale.max - scale.min);
  const every = Math.ceil((width + LABEL_ROOM) / (step * scale.width));
  scale.ticks = ticks.filter((_, i) => i % every === 0);
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
