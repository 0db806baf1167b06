package org.duetml.proof.fuzz;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Every reader of Duet, on files in memory, or on a disk where it must be. */
public final class FuzzTargets {
  private FuzzTargets() {}

  /**
   * The targets.
   *
   * @param disk a folder for the tables that DuckDB reads, which are removed again
   * @return to be used by one thread
   * @throws IOException if their files cannot be made
   */
  public static List<FuzzTarget> all(Path disk) throws IOException {
    return in(new MemoryFolder(), disk);
  }

  /**
   * The targets in a folder.
   *
   * @param folder empty
   * @param disk as for {@link #all}
   * @return to be used by one thread
   * @throws IOException if their files cannot be made
   */
  public static List<FuzzTarget> in(MemoryFolder folder, Path disk) throws IOException {
    List<FuzzTarget> targets = new ArrayList<>();
    targets.addAll(new ModelTargets(folder).all());
    targets.addAll(new RunTargets(folder).all());
    targets.addAll(new CheckpointTargets(folder).all());
    targets.addAll(new TableModelTargets(folder).all());
    targets.addAll(new TableFileTargets(disk).all());
    return targets;
  }
}
