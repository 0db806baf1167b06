package org.duetml.app.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Puts the page together: template, style, scripts and data in one file.
 *
 * <p>The data are JSON in a script element that browsers do not run. Nothing in it can end that
 * element, because every {@code <} is escaped. Beyond that the page's content security policy names
 * the hashes of its two scripts: a browser runs no other, and loads nothing from anywhere.
 */
final class Page {
  private static final String CHARTS = "/META-INF/resources/webjars/chart.js/%s/";
  private static final String CHARTS_VERSION =
      "/META-INF/maven/org.webjars.npm/chart.js/pom.properties";

  /** The last line of the library names a file that tools for developers would look for. */
  private static final Pattern SOURCE_MAP = Pattern.compile("(?m)^//# sourceMappingURL=.*$");

  /** Our own scripts in the order in which they need each other. */
  private static final List<String> SCRIPTS =
      List.of(
          "dom.js",
          "numbers.js",
          "theme.js",
          "tip.js",
          "charts.js",
          "axes.js",
          "layers.js",
          "heatmap.js",
          "plane.js",
          "pointer.js",
          "lines.js",
          "figures.js",
          "points.js",
          "landscape.js",
          "path.js",
          "training.js",
          "columns.js",
          "pairs.js",
          "quality.js",
          "sweep.js",
          "main.js");

  private Page() {}

  /**
   * The page.
   *
   * @param mark its first line
   * @param document the data
   * @return HTML
   * @throws IOException if a part of the program is missing
   */
  static String of(String mark, Map<String, Object> document) throws IOException {
    String charts = script(charts());
    String own = script(ownScripts());
    return resource("page.html")
        .replace("{mark}", mark)
        .replace("{hashes}", hash(charts) + " " + hash(own))
        .replace("{style}", resource("style.css"))
        .replace("{charts}", charts)
        .replace("{scripts}", own)
        .replace("{document}", json(document));
  }

  /**
   * JSON that cannot end the element it stands in: outside of texts there is no {@code <}, {@code
   * >} or {@code &}, and within them their escapes mean the same.
   */
  static String json(Map<String, Object> document) throws JsonProcessingException {
    return new JsonMapper()
        .writeValueAsString(document)
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026");
  }

  /** The library, with the licence that every copy of it has to hold. */
  private static String charts() throws IOException {
    Properties properties = new Properties();
    try (InputStream stream = open(CHARTS_VERSION)) {
      properties.load(stream);
    }
    String folder = CHARTS.formatted(properties.getProperty("version"));
    String licence = "/*\n" + text(folder + "LICENSE.md") + "*/\n";
    String library = text(folder + "dist/chart.umd.min.js");
    return licence + SOURCE_MAP.matcher(library).replaceAll("");
  }

  private static String ownScripts() throws IOException {
    StringBuilder scripts = new StringBuilder("\"use strict\";\n");
    for (String name : SCRIPTS) {
      scripts.append(resource(name));
    }
    return scripts.toString();
  }

  private static String script(String text) {
    if (text.contains("</script")) {
      throw new IllegalStateException("a script of the page would end its own element");
    }
    // Browsers hash what they parsed, in which every end of a line is a line feed.
    return text.lines().collect(Collectors.joining("\n", "", "\n"));
  }

  private static String hash(String script) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] hash = digest.digest(script.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String resource(String name) throws IOException {
    return text("/org/duetml/app/report/" + name);
  }

  private static String text(String path) throws IOException {
    try (InputStream stream = open(path)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static InputStream open(String path) throws IOException {
    InputStream stream = Page.class.getResourceAsStream(path);
    if (stream == null) {
      throw new FileNotFoundException(path + ": a part of Duet is missing; build it again");
    }
    return stream;
  }
}
