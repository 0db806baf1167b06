package org.duetml.tabular;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Columns' names, made unique: a column without a name gets one from its place, a repeated name a
 * number.
 *
 * @param names as many as were given, none empty, no two equal
 * @param notices what was changed, a line each
 */
record UniqueNames(List<String> names, List<String> notices) {
  static UniqueNames of(List<String> given) {
    Set<String> taken = new HashSet<>(given);
    Set<String> seen = new HashSet<>();
    List<String> names = new ArrayList<>();
    List<String> notices = new ArrayList<>();
    for (int c = 0; c < given.size(); c++) {
      String name = given.get(c);
      if (!name.isEmpty() && seen.add(name)) {
        names.add(name);
        continue;
      }
      String base = name.isEmpty() ? "column" : name;
      int number = name.isEmpty() ? c + 1 : 2;
      while (!taken.add(base + "_" + number)) {
        number++;
      }
      names.add(base + "_" + number);
      notices.add(
          "column %d %s: it is called '%s' here"
              .formatted(
                  c + 1,
                  name.isEmpty() ? "has no name" : "is called '" + name + "' like one before it",
                  base + "_" + number));
    }
    return new UniqueNames(List.copyOf(names), List.copyOf(notices));
  }
}
