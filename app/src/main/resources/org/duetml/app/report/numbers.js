// Numbers: decoding, grids, and their texts.

/** The numbers of an object that the class Quantized wrote. */
function decode({ min, max, count, codes }) {
  const bytes = atob(codes);
  const step = max > min ? (max - min) / 65534 : 1;
  const values = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const code = bytes.charCodeAt(2 * i) + 256 * bytes.charCodeAt(2 * i + 1);
    values[i] = code === 65535 ? NaN : min + step * code;
  }
  return values;
}

/** Encoded points as arrays of two chosen coordinates. */
function decodePoints(encoded, coordinates = 2, x = 0, y = 1) {
  const values = decode(encoded);
  return Array.from({ length: values.length / coordinates }, (_, i) => [
    values[i * coordinates + x],
    values[i * coordinates + y],
  ]);
}

/** Values at the nodes of a square grid over [-halfWidth, halfWidth]^2, row by row from the lower left. */
class Grid {
  constructor(values, nodes, halfWidth) {
    this.values = values;
    this.nodes = nodes;
    this.halfWidth = halfWidth;
    this.min = values.reduce((a, b) => Math.min(a, b), Infinity);
    this.max = values.reduce((a, b) => Math.max(a, b), -Infinity);
  }

  /** The bilinear interpolation of the nodes. */
  at(x, y) {
    const place = (coordinate) =>
      Math.min(Math.max((coordinate / this.halfWidth + 1) / 2, 0), 1) * (this.nodes - 1);
    const u = place(x);
    const v = place(y);
    const i = Math.min(Math.floor(u), this.nodes - 2);
    const j = Math.min(Math.floor(v), this.nodes - 2);
    const node = (di, dj) => this.values[(j + dj) * this.nodes + i + di];
    const lower = node(0, 0) + (u - i) * (node(1, 0) - node(0, 0));
    const upper = node(0, 1) + (u - i) * (node(1, 1) - node(0, 1));
    return lower + (v - j) * (upper - lower);
  }

  /** The lines on which the grid has the given value, by marching squares: segments in node indices. */
  contour(level) {
    const segments = [];
    for (let j = 0; j + 1 < this.nodes; j++) {
      for (let i = 0; i + 1 < this.nodes; i++) {
        const corners = [
          [i, j],
          [i + 1, j],
          [i + 1, j + 1],
          [i, j + 1],
        ];
        const crossings = [];
        for (let side = 0; side < 4; side++) {
          const [from, to] = [corners[side], corners[(side + 1) % 4]];
          const a = this.values[from[1] * this.nodes + from[0]] - level;
          const b = this.values[to[1] * this.nodes + to[0]] - level;
          if (a < 0 !== b < 0) {
            const part = a / (a - b);
            crossings.push([
              from[0] + part * (to[0] - from[0]),
              from[1] + part * (to[1] - from[1]),
            ]);
          }
        }
        for (let k = 0; k + 1 < crossings.length; k += 2) {
          segments.push([crossings[k], crossings[k + 1]]);
        }
      }
    }
    return segments;
  }
}

/** A number with so many significant digits, and a true minus sign. */
function significant(value, digits = 3) {
  if (typeof value !== "number" || !Number.isFinite(value)) {
    return "\u2013";
  }
  const size = Math.abs(value);
  const text =
    size !== 0 && (size < 1e-4 || size >= 1e6)
      ? value.toExponential(digits - 1)
      : size >= 100
        ? String(Math.round(value * 10) / 10)
        : String(Number(value.toPrecision(digits)));
  return text.replaceAll("-", "\u2212");
}

/** A number with three significant digits, zeros included, so that numbers below each other compare. */
function precise(value) {
  const size = Math.abs(value);
  return size >= 1e-4 && size < 1000
    ? value.toPrecision(3).replace("-", "\u2212")
    : significant(value);
}

/** A number with so many digits after the point. */
function fixed(value, digits = 2) {
  return Number.isFinite(value) ? value.toFixed(digits).replace("-", "\u2212") : "\u2013";
}

/** A length of time in words. */
function duration(seconds) {
  if (seconds < 90) {
    return `${significant(seconds, 2)} s`;
  }
  return seconds < 5400
    ? `${significant(seconds / 60, 2)} min`
    : `${significant(seconds / 3600, 2)} h`;
}
