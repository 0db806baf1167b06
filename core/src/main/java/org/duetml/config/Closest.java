package org.duetml.config;

import java.util.Collection;
import java.util.Comparator;

/** Finds what a user may have meant by a misspelt name. */
public final class Closest {
  /** Nobody misspells a name by this much, and the distance takes time by the length. */
  private static final int LONGEST = 200;

  private Closest() {}

  /**
   * The known name with the fewest edits to the given one. A name without a dot is also compared
   * with the last part of dotted names, so that {@code tua} finds {@code gcd.tau}.
   *
   * @param text what the user wrote
   * @param known at least one name
   * @return one of {@code known}; the first of equals
   */
  public static String to(String text, Collection<String> known) {
    String start = text.substring(0, Math.min(text.length(), LONGEST));
    return known.stream()
        .min(Comparator.comparingInt(name -> edits(start, name)))
        .orElseThrow(() -> new IllegalArgumentException("no names to choose from"));
  }

  private static int edits(String text, String name) {
    int whole = distance(text, name);
    return text.contains(".")
        ? whole
        : Math.min(whole, distance(text, name.substring(name.lastIndexOf('.') + 1)));
  }

  /** The Levenshtein distance: how many single-character edits turn one text into the other. */
  private static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replace = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replace, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
