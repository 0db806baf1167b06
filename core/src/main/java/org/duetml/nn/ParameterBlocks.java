package org.duetml.nn;

import java.util.ArrayList;
import java.util.List;

/** Cuts parameters into blocks that different threads can work on; the cut is always the same. */
final class ParameterBlocks {
  private static final int FLOATS = 4096;

  /** Floats {@code from} to {@code to} of parameter number {@code parameter}. */
  record Block(int parameter, int from, int to) {}

  private ParameterBlocks() {}

  static List<Block> of(List<Parameter> parameters) {
    List<Block> blocks = new ArrayList<>();
    for (int p = 0; p < parameters.size(); p++) {
      int length = parameters.get(p).value().values().length;
      for (int from = 0; from < length; from += FLOATS) {
        blocks.add(new Block(p, from, Math.min(from + FLOATS, length)));
      }
    }
    return blocks;
  }
}
