package org.duetml.proof.fuzz;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import org.duetml.app.UsageException;
import org.duetml.config.ConfigException;
import org.duetml.model.ModelFormatException;

/**
 * Tells a reader's refusal from its failure. A file is read or refused by an exception of ours with
 * a message for users; anything else, memory out of proportion and long work are failures.
 */
public final class Judge {
  /** The outcome of a file that was not refused. */
  public static final String READ = "read";

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Objects of a parsed text take many times its size; what a header claims takes far more. */
  private static final long BYTES_PER_BYTE = 2048;

  private static final long BYTES = 32L << 20;
  private static final long NANOSECONDS = 5_000_000_000L;
  private static final int LONGEST_MESSAGE = 2000;
  private static final int LINES = 3;

  private Judge() {}

  /**
   * Lets a target read a file.
   *
   * @param target the reader
   * @param file its bytes
   * @return what came of it: {@link #READ}, or which refusal
   * @throws AssertionError if it failed, saying how
   */
  public static String outcome(FuzzTarget target, byte[] file) {
    long allocated = THREADS.getCurrentThreadAllocatedBytes();
    long begun = System.nanoTime();
    String outcome = attempt(target, file);
    long took = System.nanoTime() - begun;
    if (took > NANOSECONDS) {
      throw new AssertionError("it took " + took / 1_000_000 + " ms");
    }
    allocated = THREADS.getCurrentThreadAllocatedBytes() - allocated;
    if (allocated > BYTES + BYTES_PER_BYTE * file.length) {
      throw new AssertionError("it allocated " + allocated + " bytes");
    }
    return outcome;
  }

  private static String attempt(FuzzTarget target, byte[] file) {
    try {
      target.reader().read(file);
      return READ;
    } catch (ConfigException | UsageException | IOException e) {
      requireClear(e);
      return place(e);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      throw new AssertionError("it threw " + e, e);
    }
  }

  /** The JDK's own exceptions of files are put into words by the command line. */
  private static void requireClear(Exception e) {
    String message = e.getMessage();
    if (message == null || message.isBlank()) {
      throw new AssertionError("a refusal without words", e);
    }
    if (e instanceof IOException && !message.contains(MemoryFolder.NAME)) {
      throw new AssertionError("a refusal that names no file: " + message, e);
    }
    if (e instanceof ModelFormatException && message.length() > LONGEST_MESSAGE) {
      throw new AssertionError("a refusal of " + message.length() + " characters", e);
    }
  }

  /** Where in Duet it was refused: the innermost of our own lines. */
  private static String place(Exception e) {
    StringBuilder place = new StringBuilder(e.getClass().getSimpleName());
    int lines = 0;
    for (StackTraceElement frame : e.getStackTrace()) {
      if (frame.getClassName().startsWith("org.duetml.") && lines < LINES) {
        place.append(' ').append(frame.getFileName()).append(':').append(frame.getLineNumber());
        lines++;
      }
    }
    return place.toString();
  }
}
