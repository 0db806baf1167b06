package org.duetml.gcd;

/** What a closer look at a stage shows. */
enum Health {
  /** A state to go back to if the stage diverges later. */
  GOOD,
  /** Perhaps a passing swing. */
  DOUBTFUL,
  /** The stage has diverged. */
  BAD
}
