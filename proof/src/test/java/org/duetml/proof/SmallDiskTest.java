package org.duetml.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.duetml.model.DuetModel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The command line on a real disk of 256 kB that is full or cannot be written to. Needs Linux and
 * the right to mount; it is skipped, with the reason, where there is none.
 */
class SmallDiskTest {
  private static final int KILOBYTES = 256;

  @TempDir private Path folder;
  private Path disk;
  private Path model;

  @BeforeEach
  void mount() throws IOException, InterruptedException {
    disk = Files.createDirectory(folder.resolve("disk"));
    assumeTrue(
        succeeds("mount", "-t", "tmpfs", "-o", "size=" + KILOBYTES + "k", "tmpfs", disk.toString()),
        "only a user who may mount can make a small disk");
    model = disk.resolve("model");
    TinyModel.train().save(model);
  }

  @AfterEach
  void unmount() throws IOException, InterruptedException {
    succeeds("umount", disk.toString());
  }

  private boolean succeeds(String... command) throws IOException, InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("mount.txt").toFile())
              .start();
      return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException _) {
      return false;
    }
  }

  @Test
  void pointsThatDoNotFitLeaveTheEarlierOnes() throws IOException, InterruptedException {
    Path points = Files.writeString(disk.resolve("points.csv"), "x1,x2\n1,2\n");
    String message =
        failure(1, "sample", model.toString(), "-n", "100000", "-o", points.toString());
    assertTrue(message.contains(points + ": the disk is full"), message);
    assertEquals("x1,x2\n1,2\n", Files.readString(points));
    assertEquals(List.of("model", "points.csv"), names(disk));
  }

  @Test
  void aRunThatDoesNotFitLeavesNothingHalfWritten() throws IOException, InterruptedException {
    for (int free : new int[] {12, 48}) {
      fill(free);
      Path run = disk.resolve("run-" + free);
      String message = failure(1, train(run, "--set", "checkpoint.every=0"));
      assertTrue(message.contains(run.toString()), message);
      assertTrue(message.contains(": the disk is full"), message);
      if (Files.exists(run.resolve("model"))) {
        DuetModel.load(run.resolve("model"));
      }
      assertFalse(names(run).stream().anyMatch(name -> name.endsWith(".part")), names(run) + "");
      DuetModel.load(model);
    }
  }

  @Test
  void whatCannotBeWrittenToIsToldBeforeTheWork() throws IOException, InterruptedException {
    assumeTrue(succeeds("mount", "-o", "remount,ro", disk.toString()), "remounting is refused");
    String train = failure(2, train(disk.resolve("run")));
    assertTrue(train.contains("cannot be written to"), train);
    String sample =
        failure(1, "sample", model.toString(), "-n", "10", "-o", disk.resolve("p.csv").toString());
    assertTrue(sample.contains("p.csv"), sample);
    assertEquals(List.of("model"), names(disk));
    DuetModel.load(model);
  }

  private static String[] train(Path run, String... more) {
    Stream<String> settings =
        TinyModel.settings().entrySet().stream()
            .flatMap(entry -> Stream.of("--set", entry.getKey() + "=" + entry.getValue()));
    Stream<String> command =
        Stream.of("train", "8gaussians", "--quiet", "--no-pictures", "--out", run.toString());
    return Stream.of(command, settings, Stream.of(more))
        .flatMap(arguments -> arguments)
        .toArray(String[]::new);
  }

  /** The one line that a command prints that fails with this code. */
  private String failure(int code, String... arguments) throws IOException, InterruptedException {
    Path output = folder.resolve("output.txt");
    Process process = DuetProcess.start(output, arguments);
    assertTrue(process.waitFor(120, TimeUnit.SECONDS));
    List<String> lines = Files.readAllLines(output);
    assertEquals(code, process.exitValue(), lines.toString());
    assertEquals(1, lines.size(), lines.toString());
    return lines.getFirst();
  }

  private void fill(int freeKilobytes) throws IOException {
    Path filler = disk.resolve("filler");
    Files.deleteIfExists(filler);
    long free = Files.getFileStore(disk).getUsableSpace() - 1024L * freeKilobytes;
    Files.write(filler, new byte[(int) free]);
  }

  private static List<String> names(Path folder) throws IOException {
    if (Files.notExists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
