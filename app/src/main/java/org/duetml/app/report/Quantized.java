package org.duetml.app.report;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * Many numbers in little text: each is one of 65,535 evenly spaced steps from the smallest to the
 * largest, so that it is off by less than a hundred-thousandth of their range.
 */
final class Quantized {
  /** The largest step; one more means that a value is not finite. */
  private static final int STEPS = 65_534;

  private static final int NOT_FINITE = 65_535;

  private Quantized() {}

  /**
   * Encodes values.
   *
   * @param values any number of them
   * @return the JSON object {@code min}, {@code max}, {@code count} and {@code codes}: base64 of
   *     unsigned 16-bit integers, low byte first; 65535 stands for a value that is not finite
   */
  static Map<String, Object> of(double[] values) {
    double min = DoubleStream.of(values).filter(Double::isFinite).min().orElse(0);
    double max = DoubleStream.of(values).filter(Double::isFinite).max().orElse(0);
    double step = max > min ? (max - min) / STEPS : 1;
    ByteBuffer codes = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (double value : values) {
      long code = Double.isFinite(value) ? Math.round((value - min) / step) : NOT_FINITE;
      codes.putShort((short) code);
    }
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("min", min);
    object.put("max", max);
    object.put("count", values.length);
    object.put("codes", Base64.getEncoder().encodeToString(codes.array()));
    return object;
  }

  /**
   * Encodes points.
   *
   * @param points one array per point
   * @param count the first so many
   * @param coordinates of each point the first so many
   * @return as {@link #of(double[])}, point after point
   */
  static Map<String, Object> of(float[][] points, int count, int coordinates) {
    double[] values = new double[count * coordinates];
    for (int i = 0; i < values.length; i++) {
      values[i] = points[i / coordinates][i % coordinates];
    }
    return of(values);
  }
}
