package org.duetml.app;

import java.util.EnumSet;
import java.util.Iterator;
import java.util.Set;
import java.util.stream.Stream;
import org.duetml.app.reproduce.PaperGroup;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Groups of tables as users write them: {@code tau,steps}.
 *
 * @param set at least one
 */
record PaperGroups(Set<PaperGroup> set) {
  /** What may be written. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Stream.of(PaperGroup.values()).map(PaperGroup::label).iterator();
    }
  }

  /** Reads the value of an option. */
  static final class Converter implements ITypeConverter<PaperGroups> {
    @Override
    public PaperGroups convert(String text) {
      Set<PaperGroup> groups = EnumSet.noneOf(PaperGroup.class);
      for (String name : text.split(",")) {
        groups.add(group(name.strip()));
      }
      return new PaperGroups(groups);
    }

    private static PaperGroup group(String name) {
      return Stream.of(PaperGroup.values())
          .filter(group -> group.label().equals(name))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'%s' is no group of tables; expected some of %s, with commas between them"
                          .formatted(name, String.join(", ", new Names()))));
    }
  }
}
