package org.duetml.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What visitors do with the charts of the report page. */
class ReportChartsTest {
  private static final Pattern PLACE = Pattern.compile("x1 = (\\S+), x2 = (\\S+): .*");

  /** The readout has two digits. */
  private static final double ROUNDING = 0.011;

  @TempDir private static Path folder;

  private static Browser browser;
  private static Path page;

  /** A place of the plane. */
  private record Place(double x, double y) {}

  @BeforeAll
  static void writePage() {
    browser = Browser.start().orElse(null);
    if (browser != null) {
      page = ReportPages.ofRun(folder.resolve("run"));
    }
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

  private static Tab open() {
    return browser.open(page, 1400, false);
  }

  private static Locator landscape(Tab tab) {
    return tab.page().locator("section.card:has-text('Energy landscape')");
  }

  /** The place that is told for a part of the width and height of a chart of the landscape. */
  private static Place at(Tab tab, Locator chart, double across, double down) {
    tab.pointAt(chart, across, down);
    String text = landscape(tab).locator("output").textContent();
    Matcher matcher = PLACE.matcher(text);
    assertTrue(matcher.matches(), text);
    return new Place(number(matcher.group(1)), number(matcher.group(2)));
  }

  private static double number(String text) {
    return Double.parseDouble(text.replace('\u2212', '-'));
  }

  /** How far two places of the chart are apart: less after zooming in. */
  private static double span(Tab tab, Locator chart) {
    return at(tab, chart, 0.9, 0.5).x() - at(tab, chart, 0.2, 0.5).x();
  }

  @Test
  void chartsAreMadeWhenTheyAreAboutToBeSeen() {
    try (Tab tab = open()) {
      Locator last = tab.page().locator("[role=img]").last();
      assertEquals(0, last.locator("canvas").count());
      last.scrollIntoViewIfNeeded();
      last.locator("canvas").waitFor();
    }
  }

  @Test
  void buttonsZoomAndShowTheWhole() {
    try (Tab tab = open()) {
      Locator chart = tab.chart("Learned log-density");
      double whole = span(tab, chart);
      Locator zoomIn = landscape(tab).getByLabel("Zoom in");
      zoomIn.click();
      assertEquals(0.6 * whole, span(tab, chart), 2 * ROUNDING);
      zoomIn.focus();
      tab.page().keyboard().press("Enter");
      assertEquals(0.36 * whole, span(tab, chart), 2 * ROUNDING);
      landscape(tab).getByLabel("Zoom out").click();
      assertEquals(0.6 * whole, span(tab, chart), 2 * ROUNDING);
      landscape(tab).locator("button:has-text('Whole')").click();
      assertEquals(whole, span(tab, chart), 2 * ROUNDING);
      landscape(tab).getByLabel("Zoom out").click();
      assertEquals(whole, span(tab, chart), 2 * ROUNDING, "nothing lies beyond the whole");
    }
  }

  @Test
  void theWheelZoomsWithControlAlone() {
    try (Tab tab = open()) {
      Locator chart = tab.chart("Learned log-density");
      double whole = span(tab, chart);
      Place before = at(tab, chart, 0.5, 0.4);
      String picture = Tab.picture(chart);
      tab.page().keyboard().down("Control");
      tab.page().mouse().wheel(0, -100);
      tab.page().waitForCondition(() -> !picture.equals(Tab.picture(chart)));
      tab.page().keyboard().up("Control");
      Place after = at(tab, chart, 0.5, 0.4);
      assertEquals(before.x(), after.x(), ROUNDING, "the place under the pointer stays");
      assertEquals(before.y(), after.y(), ROUNDING, "the place under the pointer stays");
      assertEquals(0.8 * whole, span(tab, chart), 2 * ROUNDING);
      tab.page().mouse().wheel(0, -100);
      tab.page().waitForTimeout(200);
      assertEquals(0.8 * whole, span(tab, chart), 2 * ROUNDING, "the page is scrolled instead");
    }
  }

  @Test
  void aDragMovesAllPicturesOfALandscape() {
    try (Tab tab = open()) {
      Locator chart = tab.chart("Learned log-density");
      tab.chart("True log-density").dblclick();
      String before = Tab.picture(tab.chart("True log-density"));
      Place held = at(tab, chart, 0.5, 0.5);
      tab.page().mouse().down();
      tab.pointAt(chart, 0.55, 0.5);
      tab.pointAt(chart, 0.6, 0.4);
      tab.page().mouse().up();
      Place now = at(tab, chart, 0.6, 0.4);
      assertEquals(held.x(), now.x(), ROUNDING);
      assertEquals(held.y(), now.y(), ROUNDING);
      assertNotEquals(before, Tab.picture(tab.chart("True log-density")));
      assertNotEquals(held.x(), at(tab, chart, 0.5, 0.5).x(), "the button is up: nothing moves");
    }
  }

  @Test
  void aRingMarksThePlaceInAllPicturesOfALandscape() {
    try (Tab tab = open()) {
      Locator rings = landscape(tab).locator(".ring:visible");
      assertEquals(0, rings.count());
      tab.pointAt(tab.chart("Learned log-density"), 0.5, 0.5);
      assertEquals(3, rings.count());
      tab.page().mouse().move(0, 0);
      assertEquals(0, rings.count());
    }
  }

  @Test
  void theTipOfACurveTellsPhaseAndValues() {
    try (Tab tab = open()) {
      tab.pointAt(tab.chart("Mean energies"), 0.95, 0.5);
      String told = tab.tip().textContent();
      String number = "\u2212?[\\d.]+";
      Pattern wanted =
          Pattern.compile(
              "Iteration \\d+ \\(calibration \\d+\\)energy data: %1$s energyenergy samples: %1$s energy"
                  .formatted(number));
      assertTrue(wanted.matcher(told).matches(), told);
      tab.page().mouse().move(0, 0);
      assertEquals(0, tab.tip().count());
    }
  }

  @Test
  void aPhaseIsShownAlone() {
    try (Tab tab = open()) {
      Locator loss = tab.chart("Loss of the phase");
      Locator gap = tab.chart("Energy gap");
      String all = Tab.picture(loss);
      tab.page().locator("button:has-text('pretrain')").click();
      assertFalse(gap.isVisible(), "there is no energy in that phase");
      assertNotEquals(all, Tab.picture(loss));
      tab.page().locator("button:has-text('All phases')").click();
      assertTrue(gap.isVisible());
      assertEquals(all, Tab.picture(loss));
    }
  }

  @Test
  void pointsMoveFromStateToStateUnlessMotionIsUnwanted() {
    try (Tab tab = open()) {
      Locator path = tab.chart("Samples of 8gaussians on their way");
      Locator back = tab.page().locator("button:has-text('Back')");
      back.click();
      String there = Tab.picture(path);
      tab.page().waitForTimeout(1000);
      assertEquals(there, Tab.picture(path), "they were there at once");
      tab.page()
          .emulateMedia(
              new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.NO_PREFERENCE));
      back.click();
      tab.page().waitForTimeout(300);
      String onTheWay = Tab.picture(path);
      tab.page().waitForTimeout(1500);
      String arrived = Tab.picture(path);
      assertNotEquals(onTheWay, arrived);
      tab.page().waitForTimeout(300);
      assertEquals(arrived, Tab.picture(path));
    }
  }

  @Test
  void aPathThatIsZoomedWhileItsPointsMoveEndsWhereItShould() {
    try (Tab tab = open()) {
      Locator path = tab.chart("Samples of 8gaussians on their way");
      tab.page()
          .emulateMedia(
              new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.NO_PREFERENCE));
      tab.page().locator("button:has-text('Back')").click();
      tab.page().waitForTimeout(200);
      path.dblclick();
      tab.page().mouse().move(0, 0);
      String now = Tab.picture(path);
      tab.page().waitForTimeout(1500);
      assertEquals(now, Tab.picture(path));
    }
  }

  @Test
  void thePathIsPlayedUntilItIsStopped() {
    try (Tab tab = open()) {
      Locator now = tab.page().locator(".now");
      tab.chart("Samples of 8gaussians on their way");
      tab.page().locator("button:has-text('Play')").click();
      assertTrue(now.textContent().startsWith("t = 0 "), now.textContent());
      tab.page().locator(".now:has-text('t = 1 ')").waitFor();
      tab.page().locator("button:has-text('Stop')").click();
      tab.page().waitForTimeout(1500);
      assertTrue(now.textContent().startsWith("t = 1 "), now.textContent());
    }
  }

  @Test
  void chartsFollowTheColoursOfTheSystem() {
    List<String> labels = List.of("After the game", "Learned minus true", "Energy gap");
    try (Tab light = open();
        Tab dark = browser.open(page, 1400, true)) {
      labels.forEach(light::chart);
      light.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
      for (String label : labels) {
        String always = Tab.picture(dark.chart(label));
        light.page().waitForCondition(() -> always.equals(Tab.picture(light.chart(label))));
      }
    }
  }

  @Test
  void chartsFollowTheWidthOfTheWindow() {
    try (Tab tab = open()) {
      Locator chart = tab.chart("Energy gap");
      for (int width : List.of(500, 1000)) {
        tab.page().setViewportSize(width, 900);
        Locator canvas = chart.locator("canvas");
        tab.page()
            .waitForCondition(
                () -> Math.abs(chart.boundingBox().width - canvas.boundingBox().width) < 1);
        assertEquals(0, tab.overflow());
      }
    }
  }

  @Test
  void theTipOfAMapTellsTheCellUnderThePointer() throws IOException {
    Path map = ReportPages.ofSweep(folder.resolve("map"), List.of("0.1", "0.05"), "moons");
    try (Tab tab = browser.open(map, 1400, false)) {
      Locator chart = tab.chart("sliced_wasserstein over gcd.tau and gcd.steps");
      tab.pointAt(chart, 0.9, 0.2);
      String told = tab.tip().textContent();
      assertTrue(told.startsWith("gcd.tau = 0.1, gcd.steps = 4sliced_wasserstein: 0.525"), told);
      tab.pointAt(chart, 0.3, 0.7);
      told = tab.tip().textContent();
      assertTrue(told.startsWith("gcd.tau = 0.05, gcd.steps = 3sliced_wasserstein: 0.517"), told);
    }
  }

  @Test
  void aSweepOverOneKeyIsALineWithDeviations() throws IOException {
    Path line = ReportPages.ofSweep(folder.resolve("line"), List.of("0.1"), "moons");
    try (Tab tab = browser.open(line, 1400, false)) {
      Locator chart = tab.chart("sliced_wasserstein over gcd.steps");
      assertTrue(Tab.colors(chart) > 3);
      tab.pointAt(chart, 0.8, 0.5);
      assertEquals("gcd.steps = 4sliced_wasserstein: 0.525 \u00b1 0.71", tab.tip().textContent());
    }
  }
}
