package org.duetml.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One page in the browser; closing it fails the test if anything was wrong with it. */
final class Tab implements AutoCloseable {
  private static final int HEIGHT = 900;

  /** How many different colours a canvas shows, of every so-manieth pixel. */
  private static final String COLORS =
      """
      host => {
        const canvas = host.querySelector("canvas");
        const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
        const colors = new Set();
        for (let i = 0; i < data.length; i += 4 * 7) {
          colors.add(data[i] + "," + data[i + 1] + "," + data[i + 2] + "," + data[i + 3]);
        }
        return colors.size;
      }
      """;

  private final BrowserContext context;
  private final Page page;
  private final List<String> complaints = new ArrayList<>();
  private final List<String> requests = new ArrayList<>();

  Tab(Browser browser, Path file, int width, boolean dark) {
    context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setViewportSize(width, HEIGHT)
                .setReducedMotion(com.microsoft.playwright.options.ReducedMotion.REDUCE)
                .setColorScheme(dark ? ColorScheme.DARK : ColorScheme.LIGHT));
    page = context.newPage();
    page.onConsoleMessage(message -> complaints.add(message.type() + ": " + message.text()));
    page.onPageError(complaints::add);
    page.onRequest(request -> requests.add(request.url()));
    page.navigate(file.toUri().toString());
  }

  Page page() {
    return page;
  }

  /** The first chart whose label begins so, scrolled to and drawn. */
  Locator chart(String label) {
    Locator chart = page.locator("[role=img][aria-label^='" + label + "']").first();
    chart.scrollIntoViewIfNeeded();
    chart.locator("canvas").first().waitFor();
    return chart;
  }

  /** All charts, each scrolled to and drawn. */
  List<Locator> charts() {
    List<Locator> charts = page.locator("[role=img]").all();
    for (Locator chart : charts) {
      chart.scrollIntoViewIfNeeded();
      chart.locator("canvas").first().waitFor();
    }
    return charts;
  }

  static int colors(Locator chart) {
    return ((Number) chart.evaluate(COLORS)).intValue();
  }

  /** What a chart shows, to compare. */
  static String picture(Locator chart) {
    return (String) chart.evaluate("host => host.querySelector('canvas').toDataURL()");
  }

  /** Moves the pointer to a place of a chart, as parts of its width and height. */
  void pointAt(Locator chart, double across, double down) {
    BoundingBox box = chart.boundingBox();
    page.mouse().move(box.x + across * box.width, box.y + down * box.height);
  }

  /** The tip beside the pointer, if there is one. */
  Locator tip() {
    return page.locator(".tip:visible");
  }

  /** How many pixels the page is wider than the window. */
  int overflow() {
    Object pixels =
        page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth");
    return ((Number) pixels).intValue();
  }

  @Override
  public void close() {
    context.close();
    assertEquals(List.of(), complaints, "the browser's console");
    requests.removeIf(url -> url.matches("(file|data|blob):.*"));
    assertEquals(List.of(), requests, "requests to other places");
  }
}
