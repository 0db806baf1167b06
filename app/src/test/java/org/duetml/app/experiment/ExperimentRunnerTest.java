package org.duetml.app.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExperimentRunnerTest {
  @TempDir private Path folder;

  private final AtomicInteger measured = new AtomicInteger();

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void resultsComeInTheOrderOfTheCells(int workers) throws IOException {
    List<Cell> cells = Stream.iterate(0L, i -> i + 1).limit(20).map(this::square).toList();
    List<CellResult> results = runner(workers, ExperimentListener.NONE).run(cells);
    assertEquals(20, results.size());
    for (int i = 0; i < 20; i++) {
      assertEquals(i, results.get(i).seed());
      assertEquals(Map.of("square", (long) i * i), results.get(i).figures());
    }
  }

  @Test
  void cellsRunSideBySideWithOneThreadEach() throws IOException {
    CountDownLatch bothRun = new CountDownLatch(2);
    Measurement measurement =
        executor -> {
          bothRun.countDown();
          return Map.of(
              "together",
              String.valueOf(bothRun.await(1, TimeUnit.MINUTES)),
              "threads",
              (long) executor.threads());
        };
    List<Cell> cells = List.of(cell("a", 0, measurement), cell("b", 0, measurement));
    for (CellResult result : runner(2, ExperimentListener.NONE).run(cells)) {
      assertEquals(Map.of("together", "true", "threads", 1L), result.figures());
    }
  }

  @Test
  void whatIsDoneIsNotDoneAgain() throws IOException {
    List<CellResult> first = runner(2, ExperimentListener.NONE).run(List.of(square(3)));
    Told told = new Told();
    List<CellResult> second = runner(2, told).run(List.of(square(2), square(3)));
    assertEquals(2, measured.get());
    assertEquals(first.getFirst(), second.getLast());
    assertEquals(List.of("start 1/2", "begin 2", "end 2, 2/2"), told.events);
  }

  @Test
  void aFailureStopsNobodyAndIsTriedAgain() throws IOException {
    AtomicInteger tries = new AtomicInteger();
    Cell fragile =
        cell(
            "fragile",
            0,
            _ -> {
              if (tries.incrementAndGet() == 1) {
                throw new IllegalArgumentException("too\nmuch");
              }
              return Map.of("tries", (long) tries.get());
            });
    List<CellResult> first = runner(1, ExperimentListener.NONE).run(List.of(fragile, square(5)));
    assertEquals(Optional.of("too much"), first.getFirst().failure());
    assertEquals(Map.of(), first.getFirst().figures());
    assertEquals(Optional.empty(), first.getLast().failure());
    List<CellResult> second = runner(1, ExperimentListener.NONE).run(List.of(fragile, square(5)));
    assertEquals(Map.of("tries", 2L), second.getFirst().figures());
    assertEquals(1, measured.get());
  }

  @Test
  void anUnexpectedFailureNamesItsKind() throws IOException {
    Cell broken = cell("broken", 0, _ -> Map.of("a", List.of().getFirst()));
    String failure =
        runner(1, ExperimentListener.NONE).run(List.of(broken)).getFirst().failure().orElseThrow();
    assertTrue(failure.startsWith("unexpected java.util.NoSuchElementException"), failure);
  }

  @Test
  void theListenerIsToldOneThingAtATime() throws IOException {
    Told told = new Told();
    List<Cell> cells = Stream.iterate(0L, i -> i + 1).limit(50).map(this::square).toList();
    runner(4, told).run(cells);
    assertEquals(101, told.events.size());
    List<String> ends = told.events.stream().filter(event -> event.startsWith("end")).toList();
    for (int i = 0; i < ends.size(); i++) {
      assertTrue(ends.get(i).endsWith(", %d/50".formatted(i + 1)), ends.get(i));
    }
  }

  @Test
  void withoutAPlaceForResultsItEnds() throws IOException {
    CellStore store = new CellStore(folder);
    Cell cell = square(1);
    Files.createDirectories(folder.resolve("cells"));
    Cell taken =
        cell(
            "taken",
            0,
            _ -> {
              Files.createDirectory(folder.resolve("cells").resolve(takenId() + ".json"));
              return Map.of();
            });
    ExperimentRunner runner = new ExperimentRunner(store, 1, ExperimentListener.NONE);
    assertThrows(FileSystemException.class, () -> runner.run(List.of(cell, taken)));
    assertTrue(store.find(cell).isPresent(), "what was measured before is kept");
  }

  private String takenId() {
    return cell("taken", 0, _ -> Map.of()).id();
  }

  @Test
  void theSameCellTwiceIsAMistake() throws IOException {
    ExperimentRunner runner = runner(1, ExperimentListener.NONE);
    assertThrows(IllegalArgumentException.class, () -> runner.run(List.of(square(1), square(1))));
    CellStore store = new CellStore(folder);
    assertThrows(
        IllegalArgumentException.class,
        () -> new ExperimentRunner(store, 0, ExperimentListener.NONE));
  }

  private ExperimentRunner runner(int workers, ExperimentListener listener) throws IOException {
    return new ExperimentRunner(new CellStore(folder), workers, listener);
  }

  private Cell square(long seed) {
    return cell(
        "square",
        seed,
        _ -> {
          measured.incrementAndGet();
          return Map.of("square", seed * seed);
        });
  }

  private static Cell cell(String label, long seed, Measurement measurement) {
    return new Cell("test", label, seed, Map.of("kind", label), measurement);
  }

  /** Notes what it is told, and whether two threads tell it at once. */
  private static final class Told implements ExperimentListener {
    private final List<String> events = new ArrayList<>();
    private final Set<Thread> telling = ConcurrentHashMap.newKeySet();

    @Override
    public void onStart(int alreadyDone, int total) {
      tell("start %d/%d".formatted(alreadyDone, total));
    }

    @Override
    public void onBegin(Cell cell) {
      tell("begin " + cell.seed());
    }

    @Override
    public void onCell(CellResult result, int done, int total) {
      tell("end %d, %d/%d".formatted(result.seed(), done, total));
    }

    private void tell(String event) {
      telling.add(Thread.currentThread());
      Thread.yield();
      assertEquals(Set.of(Thread.currentThread()), telling);
      events.add(event);
      telling.remove(Thread.currentThread());
    }
  }
}
