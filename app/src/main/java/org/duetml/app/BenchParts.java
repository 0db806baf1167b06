package org.duetml.app;

import java.util.Iterator;
import java.util.stream.Stream;
import org.duetml.app.bench.BenchPart;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The parts of a measurement as users write them: {@code game,rates}. */
final class BenchParts {
  private BenchParts() {}

  /** What may be written. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Stream.of(BenchPart.values()).map(BenchPart::label).iterator();
    }
  }

  /** Reads one part. */
  static final class Converter implements ITypeConverter<BenchPart> {
    @Override
    public BenchPart convert(String text) {
      return Stream.of(BenchPart.values())
          .filter(part -> part.label().equals(text.strip()))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'%s' is no part; expected some of %s, with commas between them"
                          .formatted(text, String.join(", ", new Names()))));
    }
  }
}
