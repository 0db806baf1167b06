package org.duetml.app;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.duetml.config.ConfigException;
import org.duetml.gcd.DivergenceException;
import org.duetml.tabular.TableUsageException;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns every exception into one line on the error stream and an exit code. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
  private static final int LONGEST_LINE = 2000;
  private static final String FULL = "the disk is full; free some of it or write elsewhere";

  @Override
  public int handleParseException(ParameterException exception, String[] arguments) {
    CommandLine command = exception.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    String message =
        exception
            .getMessage()
            .replaceFirst("^Error: ", "")
            .replaceFirst("is not an? (int|long)$", "is no whole number");
    report(command, message + suggestions(exception) + "; see " + name + " --help");
    return ExitCode.USAGE;
  }

  private static String suggestions(ParameterException exception) {
    if (exception instanceof UnmatchedArgumentException unmatched
        && !unmatched.getSuggestions().isEmpty()) {
      return ", did you mean " + String.join(" or ", unmatched.getSuggestions()) + "?";
    }
    return "";
  }

  @Override
  public int handleExecutionException(
      Exception exception, CommandLine command, ParseResult parsed) {
    report(command, describe(exception));
    if (((DuetCommand) command.getCommandSpec().root().userObject()).debug()) {
      exception.printStackTrace(command.getErr());
    }
    boolean callersMistake =
        exception instanceof UsageException
            || exception instanceof ConfigException
            || exception instanceof TableUsageException;
    return callersMistake ? ExitCode.USAGE : ExitCode.SOFTWARE;
  }

  private static void report(CommandLine command, String message) {
    String line = oneLine(message);
    command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + line);
    command.getErr().flush();
  }

  /** Messages quote files and arguments, which may hold anything, and much of it. */
  private static String oneLine(String message) {
    String line = message.strip().replaceAll("\\s*\\R\\s*", " ").replaceAll("\\p{Cntrl}", "?");
    return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "...";
  }

  private static String describe(Exception exception) {
    return switch (exception) {
      case IOException e when isFull(e) -> place(e) + FULL;
      case FileSystemException e -> e.getFile() + ": " + reason(e);
      case UsageException e -> e.getMessage();
      case DivergenceException e -> e.getMessage();
      case IllegalArgumentException e when e.getMessage() != null -> e.getMessage();
      case IOException e when e.getMessage() != null -> e.getMessage();
      default -> "unexpected " + exception + "; run again with --debug to see where it arose";
    };
  }

  /** The operating system's words, which name no file where a stream fails. */
  private static boolean isFull(IOException exception) {
    return String.valueOf(exception.getMessage()).endsWith("No space left on device");
  }

  private static String place(IOException exception) {
    return exception instanceof FileSystemException named ? named.getFile() + ": " : "";
  }

  /** Several of the JDK's file exceptions carry nothing but the file's name. */
  private static String reason(FileSystemException exception) {
    return switch (exception) {
      case NoSuchFileException _ -> "no such file or folder";
      case AccessDeniedException _ -> "permission denied; change that, or name another place";
      case FileAlreadyExistsException _ -> "exists already";
      case NotDirectoryException _ -> "is not a folder";
      case DirectoryNotEmptyException _ -> "is not empty";
      default -> exception.getReason() == null ? "cannot be used" : exception.getReason();
    };
  }
}
