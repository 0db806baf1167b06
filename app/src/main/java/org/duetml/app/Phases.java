package org.duetml.app;

import java.util.EnumSet;
import java.util.Iterator;
import java.util.Set;
import java.util.stream.Stream;
import org.duetml.gcd.Phase;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Phases as users write them: {@code game,calibration}.
 *
 * @param set at least one
 */
record Phases(Set<Phase> set) {
  /** What may be written. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Stream.of(Phase.values()).map(Phase::label).iterator();
    }
  }

  /** Reads the value of an option. */
  static final class Converter implements ITypeConverter<Phases> {
    @Override
    public Phases convert(String text) {
      Set<Phase> phases = EnumSet.noneOf(Phase.class);
      for (String name : text.split(",")) {
        phases.add(phase(name.strip()));
      }
      return new Phases(phases);
    }

    private static Phase phase(String name) {
      return Stream.of(Phase.values())
          .filter(phase -> phase.label().equals(name))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'%s' is no phase; expected some of %s, with commas between them"
                          .formatted(name, String.join(", ", new Names()))));
    }
  }
}
