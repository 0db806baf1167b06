package org.duetml.state;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SnapshotTest {
  /** One value of every kind. */
  private static final class Thing implements Stateful {
    private float[] weights = {1, -0f, 3.1f};
    private final double[] means = {0.1, Double.NaN, -1e-300};
    private long count = 7;
    private double number = Double.NEGATIVE_INFINITY;
    private boolean flag = true;
    private String text = "two words\nand a line";
    private int derived;

    @Override
    public void state(StateVisitor visitor) {
      visitor.floats("weights", weights);
      visitor.part("part", inner -> inner.doubles("means", means));
      count = visitor.count("count", count);
      number = visitor.number("number", number);
      flag = visitor.flag("flag", flag);
      text = visitor.text("text", text);
      visitor.afterRestoring(() -> derived++);
    }
  }

  private final Thing thing = new Thing();
  private final Snapshot snapshot = new Snapshot();

  private static Thing blank() {
    Thing blank = new Thing();
    blank.weights = new float[3];
    Arrays.fill(blank.means, 5);
    blank.count = 0;
    blank.number = 0;
    blank.flag = false;
    blank.text = "";
    return blank;
  }

  @Test
  void givesBackEveryBit() {
    snapshot.take(thing);
    assertEquals(0, thing.derived, "a copy changes nothing");
    Thing other = blank();
    snapshot.restore(other);
    assertArrayEquals(thing.weights, other.weights);
    assertArrayEquals(thing.means, other.means);
    assertEquals(7, other.count);
    assertEquals(Double.NEGATIVE_INFINITY, other.number);
    assertTrue(other.flag);
    assertEquals(thing.text, other.text);
    assertEquals(1, other.derived);
  }

  @Test
  void isACopy() {
    snapshot.take(thing);
    thing.weights[0] = 9;
    thing.count = 8;
    assertEquals(1, snapshot.arrays().get("weights")[0]);
    assertEquals("7", snapshot.texts().get("count"));
    assertEquals("0.1 NaN -1.0E-300", snapshot.texts().get("part.means"));
    snapshot.take(thing);
    assertEquals(9, snapshot.arrays().get("weights")[0]);
  }

  @Test
  void holdsSnapshotsOfItself() {
    snapshot.take(thing);
    Snapshot outer = new Snapshot();
    outer.take(visitor -> visitor.part("inner", snapshot));
    Snapshot copy = new Snapshot();
    copy.take(blank());
    outer.restore(visitor -> visitor.part("inner", copy));
    assertEquals(snapshot.texts(), copy.texts());
    assertArrayEquals(thing.weights, copy.arrays().get("weights"));
  }

  @Test
  void refusesTheStateOfSomethingElse() {
    snapshot.take(thing);
    Stateful more =
        visitor -> {
          thing.state(visitor);
          visitor.count("more", 1);
        };
    assertRefused("the state lacks 'more'", more);
    assertRefused("the state holds", visitor -> visitor.count("count", 1));
    Thing longer = blank();
    longer.weights = new float[4];
    assertRefused("the state's 'weights' holds 3 numbers: expected 4", longer);
  }

  private void assertRefused(String message, Stateful other) {
    String actual =
        assertThrows(IllegalArgumentException.class, () -> snapshot.restore(other)).getMessage();
    assertTrue(actual.startsWith(message), actual);
  }

  @Test
  void findsNumbersThatAreNone() {
    assertTrue(FiniteCheck.passes(thing), "only floats are looked at");
    for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      thing.weights[1] = bad;
      assertFalse(FiniteCheck.passes(thing));
    }
    thing.weights[1] = -Float.MAX_VALUE;
    assertTrue(FiniteCheck.passes(thing));
  }
}
