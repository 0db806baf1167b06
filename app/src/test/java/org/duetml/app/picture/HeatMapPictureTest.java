package org.duetml.app.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.duetml.app.picture.HeatMaps.Key;
import org.duetml.app.picture.HeatMaps.Panel;
import org.duetml.app.picture.HeatMaps.Tile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeatMapPictureTest {
  private static final int LOWEST = ColorMap.VIRIDIS.color(0).getRGB();
  private static final int MIDDLE = ColorMap.VIRIDIS.color(0.5).getRGB();
  private static final int HIGHEST = ColorMap.VIRIDIS.color(1).getRGB();

  @TempDir private Path folder;

  @Test
  void coloursGoFromTheLowestToTheHighestValue() {
    Set<Integer> colours = colours(HeatMapPicture.draw(row(1, 2, 3)).image());
    assertTrue(colours.containsAll(Set.of(LOWEST, MIDDLE, HIGHEST)));
  }

  @Test
  void valuesOfSeveralMagnitudesAreToldApartByTheirRatios() {
    BufferedImage image = HeatMapPicture.draw(row(0.01, 0.1, 1)).image();
    assertEquals(MIDDLE, mostFrequent(image, 0.4, 0.55));
  }

  @Test
  void whatWasNotMeasuredHasNoColour() {
    BufferedImage image = HeatMapPicture.draw(row(1, Double.NaN, 2)).image();
    assertEquals(0xffeceef1, mostFrequent(image, 0.4, 0.55));
    assertTrue(colours(HeatMapPicture.draw(row(Double.NaN)).image()).contains(0xffeceef1));
  }

  @Test
  void oneValueAloneIsInTheMiddle() {
    assertTrue(colours(HeatMapPicture.draw(row(7)).image()).contains(MIDDLE));
    assertTrue(colours(HeatMapPicture.draw(row(0, 0)).image()).contains(MIDDLE));
  }

  @Test
  void whatIsMarkedIsFramed() {
    HeatMaps plain = row(1, 2);
    List<Tile> tiles = new ArrayList<>(plain.panels().getFirst().tiles().getFirst());
    tiles.set(0, new Tile(1, "1", "", true));
    HeatMaps marked = maps(1, plain.columns().values(), List.of(tiles));
    assertNotEquals(
        colours(HeatMapPicture.draw(plain).image()), colours(HeatMapPicture.draw(marked).image()));
    assertTrue(colours(HeatMapPicture.draw(marked).image()).contains(0xffd62728));
  }

  @Test
  void mapsFillRowsAndThePictureGrows() throws IOException {
    List<Integer> heights = new ArrayList<>();
    for (int panels : new int[] {2, 3, 4, 6, HeatMapPicture.MOST_PANELS}) {
      Path file = folder.resolve(panels + ".png");
      HeatMapPicture.write(file, maps(panels, List.of("1", "2"), List.of(tiles(1, 2))));
      BufferedImage image = ImageIO.read(file.toFile());
      assertTrue(image.getWidth() <= Style.WIDTH);
      heights.add(image.getHeight());
    }
    assertEquals(heights.get(0), heights.get(1));
    assertTrue(heights.get(1) < heights.get(2));
    assertEquals(heights.get(2), heights.get(3));
    assertTrue(heights.get(4) > 5 * heights.get(2));
  }

  @Test
  void manyColumnsAndLongNamesFit() {
    List<String> names = IntStream.range(0, 200).mapToObj(i -> "a very long value " + i).toList();
    double[] values = IntStream.range(0, 200).asDoubleStream().toArray();
    BufferedImage image = HeatMapPicture.draw(maps(2, names, List.of(tiles(values)))).image();
    assertTrue(colours(image).contains(LOWEST) && colours(image).contains(HIGHEST));
  }

  @Test
  void impossibleMapsAreRefused() {
    List<String> two = List.of("1", "2");
    assertThrows(IllegalArgumentException.class, () -> maps(0, two, List.of(tiles(1, 2))));
    assertThrows(IllegalArgumentException.class, () -> maps(1, two, List.of(tiles(1))));
    assertThrows(
        IllegalArgumentException.class, () -> maps(1, two, List.of(tiles(1, 2), tiles(1, 2))));
    HeatMaps many = maps(HeatMapPicture.MOST_PANELS + 1, two, List.of(tiles(1, 2)));
    assertThrows(IllegalArgumentException.class, () -> HeatMapPicture.draw(many));
  }

  private static HeatMaps row(double... values) {
    List<String> names = IntStream.range(0, values.length).mapToObj(String::valueOf).toList();
    return maps(1, names, List.of(tiles(values)));
  }

  private static HeatMaps maps(int panels, List<String> columns, List<List<Tile>> tiles) {
    Panel panel = new Panel(panels == 1 ? List.of() : List.of("gcd.clip = 1"), tiles);
    return new HeatMaps(
        "title",
        "caption",
        new Key("", List.of("")),
        new Key("gcd.tau", columns),
        Collections.nCopies(panels, panel));
  }

  private static List<Tile> tiles(double... values) {
    List<Tile> tiles = new ArrayList<>();
    for (double value : values) {
      tiles.add(new Tile(value, String.valueOf(value), "± 0.1", false));
    }
    return tiles;
  }

  private static Set<Integer> colours(BufferedImage image) {
    int[] pixels =
        image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    Set<Integer> colours = new HashSet<>();
    for (int pixel : pixels) {
      colours.add(pixel);
    }
    return colours;
  }

  /** The commonest colour but paper between two parts of the width, in the middle of the height. */
  private static int mostFrequent(BufferedImage image, double from, double to) {
    List<Integer> pixels = new ArrayList<>();
    for (int x = (int) (from * image.getWidth()); x < to * image.getWidth(); x++) {
      for (int y = image.getHeight() / 3; y < image.getHeight() / 2; y++) {
        pixels.add(image.getRGB(x, y));
      }
    }
    return pixels.stream()
        .filter(pixel -> pixel != Style.PAPER.getRGB())
        .collect(Collectors.groupingBy(p -> p, Collectors.counting()))
        .entrySet()
        .stream()
        .max(Map.Entry.comparingByValue())
        .orElseThrow()
        .getKey();
  }
}
