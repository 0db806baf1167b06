package org.duetml.app.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PageTest {
  private static final String HOSTILE =
      "</script><img src=x onerror=\"alert('&amp;')\"><!-- \u2028 \\ {scripts} {charts}";

  private static final Pattern DATA =
      Pattern.compile("<script type=\"application/json\" id=\"document\">([^<]*)</script>");

  private static JsonNode dataOf(String page) throws IOException {
    Matcher matcher = DATA.matcher(page);
    assertTrue(matcher.find(), "the page holds its data");
    return new JsonMapper().readTree(matcher.group(1));
  }

  @Test
  void hostileTextComesBackAsItWasAndEndsNothing() throws IOException {
    Map<String, Object> document = Report.document(List.of(), List.of(), HOSTILE);
    String page = Page.of("mark", document);
    assertEquals(HOSTILE, dataOf(page).get("command").textValue());
    assertFalse(page.contains("<img src=x"), "it has become an element");
  }

  @Test
  void jsonHoldsNothingThatHtmlReads() throws IOException {
    String json = Page.json(Map.of("<&>", List.of(HOSTILE)));
    assertFalse(json.matches("(?s).*[<>&].*"), json);
    assertEquals(HOSTILE, new JsonMapper().readTree(json).get("<&>").get(0).textValue());
  }

  @Test
  void theColoursAreThoseOfThePictures() throws IOException {
    String page = Page.of("mark", Report.document(List.of(), List.of(), ""));
    JsonNode viridis = dataOf(page).get("colors").get("sequential");
    assertEquals("#440154", viridis.get(0).textValue());
    assertEquals("#fde725", viridis.get(viridis.size() - 1).textValue());
  }

  @Test
  void nothingIsLoadedFromElsewhere() throws IOException {
    String page = Page.of("mark", Report.document(List.of(), List.of(), ""));
    String head = page.substring(0, page.indexOf("<style>"));
    assertTrue(head.contains("default-src 'none'"), head);
    assertEquals(2, head.split("'sha256-", -1).length - 1, "one hash for each script");
    assertFalse(page.contains("<link"));
    assertFalse(Pattern.compile("<script[^>]+src").matcher(page).find());
    assertFalse(page.contains("@import"));
  }

  @Test
  void neitherTheLibraryNorOurScriptsMakeHtmlFromText() throws IOException {
    String page = Page.of("mark", Report.document(List.of(), List.of(), ""));
    assertTrue(page.contains("Chart.js v4"), "the library is there");
    assertTrue(page.contains("class LazyChart"), "our scripts are there");
    Pattern writers = Pattern.compile("innerHTML|outerHTML|insertAdjacentHTML|document\\.write");
    assertFalse(writers.matcher(page).find());
  }

  /** These methods of Chart.js take a path, in which a hostile name would change prototypes. */
  @Test
  void noDefaultOfTheLibraryIsSetByAPath() throws IOException {
    String page = Page.of("mark", Report.document(List.of(), List.of(), ""));
    String own = page.substring(page.lastIndexOf("<script>"));
    assertTrue(own.contains("Chart.defaults"), "our scripts are there");
    Pattern byPath = Pattern.compile("defaults\\.(get|set|describe|override|route)\\(");
    assertFalse(byPath.matcher(own).find());
  }

  @Test
  void theLibraryComesWithItsLicenceAndAsksForNoSourceMap() throws IOException {
    String page = Page.of("mark", Report.document(List.of(), List.of(), ""));
    assertTrue(page.contains("Permission is hereby granted, free of charge"));
    assertFalse(page.contains("sourceMappingURL"));
  }
}
