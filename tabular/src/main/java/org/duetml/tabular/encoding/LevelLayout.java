package org.duetml.tabular.encoding;

/** How the levels of a column lie in space. */
enum LevelLayout {
  /** Two levels, one dimension: off and on. */
  INDICATOR,
  /** A dimension each, in which it is on and the others are off: all equally far apart. */
  INDICATORS,
  /** One dimension, in which each owns the interval of N(0, 1) of its frequency. */
  CODE;

  /** The dimensions of so many levels. */
  int dimensions(int levels) {
    return this == INDICATORS ? levels : 1;
  }

  /** What users read. */
  String label() {
    return this == CODE ? "code" : "indicators";
  }
}
