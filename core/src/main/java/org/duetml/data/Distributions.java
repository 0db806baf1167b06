package org.duetml.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The two-dimensional distributions that Duet knows by name. */
public final class Distributions {
  private static final Map<String, Supplier<Distribution>> BY_NAME = new LinkedHashMap<>();

  static {
    BY_NAME.put("8gaussians", PlanarMixtures::eightGaussians);
    BY_NAME.put("25gaussians", PlanarMixtures::twentyFiveGaussians);
    BY_NAME.put("rings", PlanarMixtures::rings);
    BY_NAME.put("moons", PlanarMixtures::moons);
    BY_NAME.put("swissroll", PlanarMixtures::swissRoll);
    BY_NAME.put("2spirals", PlanarMixtures::twoSpirals);
    BY_NAME.put("checkerboard", Checkerboard::new);
    BY_NAME.put("pinwheel", Pinwheel::new);
  }

  private Distributions() {}

  /**
   * All names.
   *
   * @return in the order in which the documentation shows them
   */
  public static List<String> names() {
    return List.copyOf(BY_NAME.keySet());
  }

  /**
   * A distribution of the suite.
   *
   * @param name one of {@link #names()}
   * @return the distribution
   * @throws IllegalArgumentException if there is none of this name
   */
  public static Distribution named(String name) {
    Supplier<Distribution> found = BY_NAME.get(name);
    if (found == null) {
      throw new IllegalArgumentException(
          "no distribution is called '%s'; there are %s"
              .formatted(name, String.join(", ", BY_NAME.keySet())));
    }
    return found.get();
  }
}
