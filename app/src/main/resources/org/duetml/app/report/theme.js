// Colours by the system's preference.

const report = JSON.parse(document.getElementById("document").textContent);
const darkScheme = matchMedia("(prefers-color-scheme: dark)");
const calmMotion = matchMedia("(prefers-reduced-motion: reduce)");

/** A colour of the style sheet by its name without dashes. */
function color(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

function channels(hex) {
  return [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
}

/** The colour at the given part of the way between two, as three channels. */
function mix(from, to, part) {
  return from.map((channel, i) => channel + part * (to[i] - channel));
}

/** A function from [0, 1] to colours that interpolates in a table, as the pictures of a run do. */
function colorMap(table) {
  const points = table.map(channels);
  return (fraction) => {
    const place = Math.min(Math.max(fraction, 0), 1) * (points.length - 1);
    const below = Math.min(Math.floor(place), points.length - 2);
    return mix(points[below], points[below + 1], place - below);
  };
}

const sequential = colorMap(report.colors.sequential);
const diverging = colorMap(report.colors.diverging);

function rgb(colorChannels) {
  return `rgb(${colorChannels.map(Math.round).join(",")})`;
}

/** A colour that is written in hexadecimal digits, partly transparent. */
function faded(hex, opacity) {
  return `rgba(${channels(hex).join(",")},${opacity})`;
}

/** A bar that tells colours: a gradient with the texts at its ends. */
function colorBar(map, low, high, unit) {
  const stops = Array.from({ length: 17 }, (_, i) => rgb(map(i / 16))).join(",");
  const ramp = el("span", { class: "ramp" });
  ramp.style.background = `linear-gradient(to right, ${stops})`;
  return el("div", { class: "bar" }, low, ramp, `${high} ${unit}`);
}
