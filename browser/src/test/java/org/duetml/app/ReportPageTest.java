package org.duetml.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Locator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.duetml.Duet;
import org.duetml.config.DuetConfig;
import org.duetml.data.GaussianMixture;
import org.duetml.kernel.RandomStream;
import org.duetml.kernel.ShardExecutor;
import org.duetml.tabular.Column;
import org.duetml.tabular.ColumnKind;
import org.duetml.tabular.TableBatch;
import org.duetml.tabular.quality.TableComparison;
import org.duetml.tabular.quality.TableQuality;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page of {@code duet report} in a real browser. */
class ReportPageTest {
  private static final String HOSTILE = ReportPages.HOSTILE;

  private static final Pattern READOUT =
      Pattern.compile(
          "x1 = (\\S+), x2 = (\\S+): learned (\\S+), true (\\S+), difference (\\S+) nats");

  @TempDir private static Path folder;

  private static Browser browser;
  private static Path page;
  private static Path sweepPage;

  @BeforeAll
  static void writePages() throws IOException {
    browser = Browser.start().orElse(null);
    if (browser == null) {
      return;
    }
    page = ReportPages.ofRun(folder.resolve("run"));
    sweepPage = ReportPages.ofSweep(folder.resolve("sweep"), List.of("0.1", "0.05"), HOSTILE);
  }

  @BeforeEach
  void requireBrowser() {
    assumeTrue(browser != null, "no browser is on the path, none of " + Browser.NAMES);
  }

  @AfterAll
  static void closeBrowser() {
    if (browser != null) {
      browser.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"390, false", "390, true", "1400, false", "1400, true"})
  void everyChartIsDrawnAndNothingIsWiderThanTheWindow(int width, boolean dark) {
    try (Tab tab = browser.open(page, width, dark)) {
      List<Locator> charts = tab.charts();
      assertTrue(charts.size() >= 12, charts.size() + " charts");
      for (Locator chart : charts) {
        assertTrue(Tab.colors(chart) > 3, chart.getAttribute("aria-label") + " is empty");
      }
      assertEquals(0, tab.overflow());
    }
  }

  @Test
  void theValuesUnderThePointerAreShownAndDiffer() {
    try (Tab tab = browser.open(page, 1400, false)) {
      Locator learned = tab.chart("Learned log-density");
      Locator readout = tab.page().locator("section:has-text('Energy landscape') output");
      tab.pointAt(learned, 0.4, 0.3);
      Matcher first = values(readout);
      assertEquals(number(first.group(3)) - number(first.group(4)), number(first.group(5)), 0.011);
      tab.pointAt(learned, 0.8, 0.3);
      Matcher second = values(readout);
      assertTrue(number(second.group(1)) > number(first.group(1)));
      assertEquals(first.group(2), second.group(2));
      assertNotEquals(first.group(3), second.group(3));
    }
  }

  private static Matcher values(Locator readout) {
    String text = readout.first().textContent();
    Matcher matcher = READOUT.matcher(text);
    assertTrue(matcher.matches(), text);
    return matcher;
  }

  private static double number(String text) {
    return Double.parseDouble(text.replace('\u2212', '-'));
  }

  @Test
  void zoomChangesAllPicturesOfALandscape() {
    try (Tab tab = browser.open(page, 1400, false)) {
      Locator learned = tab.chart("Learned log-density");
      Locator truth = tab.chart("True log-density");
      String before = Tab.picture(truth);
      learned.dblclick();
      assertNotEquals(before, Tab.picture(truth));
      tab.page()
          .locator("section:has-text('Energy landscape') button:has-text('Whole')")
          .first()
          .click();
      tab.page().mouse().move(0, 0);
      assertTrue(Tab.colors(learned) > 3);
    }
  }

  @Test
  void theSliderShowsEveryStateOfThePath() {
    try (Tab tab = browser.open(page, 1400, false)) {
      Locator path = tab.chart("Samples of 8gaussians on their way");
      Locator slider = tab.page().locator("input[type=range]");
      String samples = Tab.picture(path);
      slider.fill("0");
      tab.page().waitForTimeout(100);
      assertNotEquals(samples, Tab.picture(path));
      String told = tab.page().locator(".now").textContent();
      assertTrue(told.startsWith("t = 0 of 3"), told);
      tab.page().locator("button:has-text('Next')").click();
      assertEquals("1", slider.inputValue());
    }
  }

  @Test
  void aChosenFigureChangesTheMapOfASweep() {
    try (Tab tab = browser.open(sweepPage, 1400, false)) {
      Locator map = tab.chart("sliced_wasserstein over gcd.tau and gcd.steps");
      assertTrue(Tab.colors(map) > 3);
      tab.page().locator("select").first().selectOption("kl_data_model");
      assertTrue(Tab.colors(tab.chart("kl_data_model over gcd.tau and gcd.steps")) > 3);
      List<String> cells = tab.page().locator("table.numbers tbody th").allTextContents();
      assertEquals(List.of("0.05", "0.05", "0.1", "0.1"), cells, "ordered by value");
      assertEquals(0, tab.overflow());
    }
  }

  /** A run of a table with many columns, long names and names that are no names. */
  private static Path tableRun() throws IOException {
    Path run = folder.resolve("table");
    Path model = Files.createDirectories(run.resolve("model"));
    for (String file : List.of("config.json", "weights.safetensors")) {
      Files.copy(
          folder.resolve("run/model").resolve(file),
          model.resolve(file),
          StandardCopyOption.REPLACE_EXISTING);
    }
    try (ShardExecutor executor = new ShardExecutor(1)) {
      TableQuality quality =
          TableComparison.of(rows(1, 0), rows(2, 0), rows(3, 1), null, 0, executor);
      Files.writeString(run.resolve("quality.json"), quality.toJson());
    }
    return run;
  }

  private static TableBatch rows(long seed, double shift) {
    List<Column> columns = new ArrayList<>();
    columns.add(new Column(HOSTILE, ColumnKind.CATEGORICAL));
    columns.add(new Column("day", ColumnKind.DATE));
    for (int i = 0; i < 28; i++) {
      columns.add(new Column("a rather long name of measurement number " + i, ColumnKind.NUMERIC));
    }
    TableBatch batch = new TableBatch(columns, 60);
    RandomStream stream = RandomStream.of(seed, "rows");
    for (int row = 0; row < batch.rows(); row++) {
      batch.texts(0)[row] = HOSTILE + stream.integer(0, row, 3);
      batch.numbers(1)[row] = 20_000 + stream.integer(1, row, 100);
      for (int column = 2; column < columns.size(); column++) {
        double value = stream.normal(column, row) + column * stream.normal(2, row) + shift;
        batch.numbers(column)[row] = column == 5 && row % 5 == 0 ? Double.NaN : value;
      }
    }
    return batch;
  }

  @Test
  void aTableIsShownColumnByColumnAndInPairs() throws IOException {
    Path run = tableRun();
    ReportPages.duet("report", run.toString());
    for (int width : List.of(390, 1400)) {
      try (Tab tab = browser.open(run.resolve("report.html"), width, width == 390)) {
        List<Locator> charts = tab.page().locator("[role=img]:visible").all();
        assertEquals(24 + 12 + 2, charts.size(), "columns, both sides of six pairs, two matrices");
        for (Locator chart : charts) {
          chart.scrollIntoViewIfNeeded();
          chart.locator("canvas").first().waitFor();
          assertTrue(Tab.colors(chart) > 3, chart.getAttribute("aria-label") + " is empty");
        }
        requireHarmless(tab);
      }
    }
  }

  @Test
  void theTooltipOfAHistogramTellsBothSharesAndDates() throws IOException {
    Path run = tableRun();
    ReportPages.duet("report", run.toString());
    try (Tab tab = browser.open(run.resolve("report.html"), 1400, false)) {
      tab.pointAt(tab.chart("day: real and synthetic values"), 0.5, 0.5);
      String told = tab.tip().textContent();
      assertTrue(told.matches("2024-.. ?.*to 2024-.*real: .*%synthetic: .*%"), told);
      String text = tab.page().locator("main").textContent();
      assertTrue(text.contains("The other 6 columns"), text);
      assertTrue(text.contains("Missing: 20.0\u00a0% real, 20.0\u00a0% synthetic"), text);
      assertFalse(text.contains("are not built in"), text);
    }
  }

  @Test
  void theTipsOfCategoriesAndAssociationsShowNamesAsText() throws IOException {
    Path run = tableRun();
    ReportPages.duet("report", run.toString());
    try (Tab tab = browser.open(run.resolve("report.html"), 1400, false)) {
      tab.page().locator("summary:has-text('The other 6 columns')").last().click();
      Locator bars = tab.page().locator(".bars").first();
      bars.scrollIntoViewIfNeeded();
      bars.locator("canvas").waitFor();
      tab.pointAt(bars, 0.5, 0.3);
      String told = tab.tip().textContent();
      assertTrue(told.startsWith(HOSTILE), told);
      assertTrue(told.matches(".*real: [\\d.]+\u00a0%synthetic: [\\d.]+\u00a0%"), told);
      tab.pointAt(tab.chart("Real: associations"), 0.5, 0.04);
      told = tab.tip().textContent();
      assertTrue(told.startsWith(HOSTILE + ", a rather long name of measurement"), told);
      requireHarmless(tab);
    }
  }

  @Test
  void hostileTextStaysText() throws IOException {
    Path run = Files.createDirectories(folder.resolve("hostile"));
    Files.writeString(
        run.resolve("metrics.json"),
        "{\"data\": \"%1$s\", \"messages\": [\"%1$s\"]}".formatted(HOSTILE));
    Files.writeString(
        run.resolve("metrics.csv"), "phase,iteration,sigma_<img>,loss\n<b>,1,0.5,1\n<b>,2,0.4,2\n");
    Path model = Files.createDirectories(run.resolve("model"));
    for (String file : List.of("config.json", "weights.safetensors")) {
      Files.copy(folder.resolve("run/model").resolve(file), model.resolve(file));
    }
    ReportPages.duet("report", run.toString());
    try (Tab tab = browser.open(run.resolve("report.html"), 390, false)) {
      tab.pointAt(tab.chart("Sigma of each step"), 0.5, 0.5);
      requireHarmless(tab);
    }
    try (Tab tab = browser.open(sweepPage, 390, false)) {
      requireHarmless(tab);
    }
  }

  private static void requireHarmless(Tab tab) {
    assertEquals(true, tab.page().evaluate("window.hacked === undefined"));
    assertEquals(0, tab.page().locator("img").count());
    assertTrue(tab.page().locator("main").textContent().contains(HOSTILE), "it is shown as text");
    assertEquals(0, tab.overflow());
  }

  @Test
  void aModelOfTenDimensionsWithoutItsRunIsShownAsFarAsItCanBe() throws IOException {
    double[][] means = new double[2][10];
    means[1][0] = 4;
    DuetConfig config = DuetConfig.defaults().with("seed", 3);
    for (String setting : ReportPages.TINY) {
      config = config.with(setting.split("=")[0], setting.split("=")[1]);
    }
    Path model = folder.resolve("ten");
    Duet.train(GaussianMixture.even("two of ten", means, 0.5), config).save(model);
    Path target = folder.resolve("ten.html");
    ReportPages.duet("report", model.toString(), "-o", target.toString());
    try (Tab tab = browser.open(target, 1400, false)) {
      tab.charts().forEach(chart -> assertTrue(Tab.colors(chart) > 3));
      String text = tab.page().locator("main").textContent();
      assertTrue(text.contains("metrics.csv is not there"), text);
      assertTrue(text.contains("The data 'two of ten' are not built in"), text);
      assertFalse(text.contains("Energy landscape"), text);
      Locator after = tab.chart("After the game");
      String before = Tab.picture(after);
      tab.page().locator("select").first().selectOption("9");
      assertNotEquals(before, Tab.picture(tab.chart("After the game")));
    }
  }

  @Test
  void aModelOfOneDimensionIsShownByAHistogram() throws IOException {
    DuetConfig config = DuetConfig.defaults().with("seed", 3);
    for (String setting : ReportPages.TINY) {
      config = config.with(setting.split("=")[0], setting.split("=")[1]);
    }
    Path model = folder.resolve("one");
    GaussianMixture mixture = GaussianMixture.even("two of one", new double[][] {{0}, {4}}, 0.5);
    Duet.train(mixture, config).save(model);
    Path target = folder.resolve("one.html");
    ReportPages.duet("report", model.toString(), "-o", target.toString());
    try (Tab tab = browser.open(target, 1400, false)) {
      tab.pointAt(tab.chart("Densities of two of one"), 0.5, 0.5);
      String told = tab.tip().textContent();
      assertTrue(told.matches("x1 .*After the game, 3 steps: .* density"), told);
    }
  }
}
