package org.duetml.proof.fuzz;

import java.io.IOException;
import java.util.List;

/**
 * One of Duet's readers, given a file of any bytes.
 *
 * @param name for reports
 * @param share of all executions, relative to the others: more for readers that take less time
 * @param seeds files that it accepts, to begin with
 * @param reader reads a file of the given bytes; not safe for concurrent use
 */
public record FuzzTarget(String name, int share, List<byte[]> seeds, Reader reader) {
  /** Reads bytes as if they lay in a file. */
  @FunctionalInterface
  public interface Reader {
    /**
     * Reads.
     *
     * @param bytes of the file
     * @throws IOException if it is refused
     */
    void read(byte[] bytes) throws IOException;
  }

  /** Copies the list. */
  public FuzzTarget {
    seeds = List.copyOf(seeds);
  }

  /** Its name, for reports of tests. */
  @Override
  public String toString() {
    return name;
  }
}
