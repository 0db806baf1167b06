package org.duetml.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.duetml.app.file.AtomicFile;
import org.duetml.app.file.PointsCsv;
import org.duetml.model.DuetModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code duet sample}. */
@Command(
    name = "sample",
    sortOptions = false,
    description = "Draw new points from a model, as comma-separated values with a header.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  duet sample runs/8gaussians-... -n 1000 -o points.csv",
      "  duet sample runs/8gaussians-... -n 5 --seed 7",
      "  duet sample runs/8gaussians-... -n 1000 --refine 10",
      "  duet sample runs/8gaussians-... -n 10000000 | gzip > points.csv.gz"
    })
final class SampleCommand implements Callable<Integer> {
  /** Rows that are drawn at once: memory does not grow with the number of points. */
  static final int CHUNK = 65_536;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "MODEL", description = "The folder of a run or of a model.")
  private Path model;

  @Option(
      names = {"-n", "--number"},
      required = true,
      paramLabel = "N",
      description = "How many points.")
  private long number;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "Where to write. Default: standard output.")
  private Path out;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Decides the points. Default: the seed of the training.")
  private Long seed;

  @Mixin private RefineOption refine;

  /** Where points come from: the model itself, or its samples refined. */
  private interface Source {
    float[][] draw(long first, int count, long seed);
  }

  @Override
  public Integer call() throws IOException {
    if (number < 1) {
      throw new UsageException("-n %d: expected at least 1 point".formatted(number));
    }
    DuetModel loaded = ModelArgument.load(model);
    refine.requireUsable(loaded);
    if (out == null) {
      print(loaded);
    } else {
      AtomicFile.write(out, writer -> write(loaded, writer));
    }
    return ExitCode.OK;
  }

  private void print(DuetModel loaded) throws IOException {
    PrintWriter screen = spec.commandLine().getOut();
    write(loaded, screen);
    screen.flush();
  }

  private void write(DuetModel loaded, Appendable target) throws IOException {
    long draw = seed == null ? loaded.provenance().seed() : seed;
    PointsCsv csv = new PointsCsv(target, loaded.dimension());
    Source source = refine.isWanted() ? loaded.refined(refine.steps())::sample : loaded::sample;
    for (long written = 0; written < number; ) {
      int count = (int) Math.min(CHUNK, number - written);
      csv.append(source.draw(written, count, draw));
      written += count;
      requireReader(target, written);
    }
  }

  /** A print writer keeps errors to itself, for example that the reader of a pipe has gone. */
  private void requireReader(Appendable target, long written) throws IOException {
    if (target instanceof PrintWriter writer && writer.checkError()) {
      throw new IOException(
          "standard output was closed or is full after %d of %d points".formatted(written, number));
    }
  }
}
