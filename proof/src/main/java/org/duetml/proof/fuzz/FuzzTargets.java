package org.duetml.proof.fuzz;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Every reader of Duet, on files in memory. */
public final class FuzzTargets {
  private FuzzTargets() {}

  /**
   * The targets, each with a folder of its own.
   *
   * @return to be used by one thread
   * @throws IOException if their files cannot be made
   */
  public static List<FuzzTarget> all() throws IOException {
    List<FuzzTarget> targets = new ArrayList<>();
    targets.addAll(new ModelTargets(new MemoryFolder()).all());
    targets.addAll(new RunTargets(new MemoryFolder()).all());
    return targets;
  }
}
