package org.duetml.model;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A file that is no model, or no longer the model that was written. The message is one line: which
 * file, what is wrong, what was expected, what to do.
 */
public final class ModelFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  /** What is wrong may quote a whole document. */
  private static final int LONGEST_PART = 500;

  /**
   * A refusal.
   *
   * @param file the file or directory that was refused
   * @param wrong what is wrong with it
   * @param expected what was expected instead
   * @param advice what the user can do
   */
  public ModelFormatException(Path file, String wrong, String expected, String advice) {
    this(file, wrong, expected, advice, null);
  }

  /**
   * A refusal with what brought it to light.
   *
   * @param file the file or directory that was refused
   * @param wrong what is wrong with it
   * @param expected what was expected instead
   * @param advice what the user can do
   * @param cause what brought it to light, or null
   */
  public ModelFormatException(
      Path file, String wrong, String expected, String advice, Throwable cause) {
    super(
        oneLine("%s: %s; expected %s; %s".formatted(file, shortened(wrong), expected, advice)),
        cause);
  }

  /** Names come from files that may hold anything: control characters must not break the line. */
  private static String oneLine(String message) {
    return message.replaceAll("\\p{Cntrl}", "?");
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_PART ? text : text.substring(0, LONGEST_PART) + "...";
  }
}
