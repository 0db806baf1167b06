package org.duetml.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.duetml.app.file.AtomicFile;
import org.duetml.app.file.PointsCsv;
import org.duetml.app.table.TableSampling;
import org.duetml.model.DuetModel;
import org.duetml.tabular.model.TableModel;
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
    description = {
      "Draw new points or rows of a table from a model.",
      "",
      "As comma-separated values with a header; a table's rows also as Parquet or JSON lines, by"
          + " the",
      "ending of the file."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  duet sample runs/8gaussians-... -n 1000 -o points.csv",
      "  duet sample runs/8gaussians-... -n 5 --seed 7",
      "  duet sample runs/8gaussians-... -n 1000 --refine 10",
      "  duet sample models/tx -n 1000000 -o synthetic.parquet",
      "  duet sample models/penguins -n 100 --given species=Adelie --given 'body_mass_g>4000'",
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

  @Option(
      names = "--given",
      paramLabel = "CONDITION",
      description =
          "Tables: only rows that meet it, with =, !=, <, <=, >, >= or in, for example 'mass>4000'"
              + " or 'island in A,B'; can be repeated.")
  private List<String> given = new ArrayList<>();

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
    if (TableModel.isIn(ModelArgument.folder(model))) {
      return sampleRows(TableModel.load(ModelArgument.folder(model)));
    }
    if (!given.isEmpty()) {
      throw new UsageException(
          "--given: %s is no model of a table; expected one trained on a file".formatted(model));
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

  private Integer sampleRows(TableModel table) throws IOException {
    if (refine.isWanted()) {
      throw new UsageException("--refine: is for models of points; expected none for a table");
    }
    long decides = seed == null ? table.duet().provenance().seed() : seed;
    TableSampling sampling = new TableSampling(table, number, given, decides);
    if (out == null) {
      sampling.print(spec.commandLine().getOut());
    } else {
      sampling.writeTo(out);
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
