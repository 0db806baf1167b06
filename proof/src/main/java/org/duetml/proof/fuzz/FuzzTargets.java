package org.duetml.proof.fuzz;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Every reader of Duet, on files in memory. */
public final class FuzzTargets {
  private FuzzTargets() {}

  /**
   * The targets.
   *
   * @return to be used by one thread
   * @throws IOException if their files cannot be made
   */
  public static List<FuzzTarget> all() throws IOException {
    return in(new MemoryFolder());
  }

  /**
   * The targets in a folder.
   *
   * @param folder empty
   * @return to be used by one thread
   * @throws IOException if their files cannot be made
   */
  public static List<FuzzTarget> in(MemoryFolder folder) throws IOException {
    List<FuzzTarget> targets = new ArrayList<>();
    targets.addAll(new ModelTargets(folder).all());
    targets.addAll(new RunTargets(folder).all());
    return targets;
  }
}
