package org.duetml.app.report;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.Map;

/** The numbers that {@link Quantized} encoded, as the page decodes them. */
final class Decoded {
  private Decoded() {}

  static double[] of(Object encoded) {
    Map<?, ?> object = (Map<?, ?>) encoded;
    ByteBuffer codes =
        ByteBuffer.wrap(Base64.getDecoder().decode((String) object.get("codes")))
            .order(ByteOrder.LITTLE_ENDIAN);
    double[] values = new double[(int) object.get("count")];
    double min = (double) object.get("min");
    for (int i = 0; i < values.length; i++) {
      int code = Short.toUnsignedInt(codes.getShort());
      values[i] = code == 65535 ? Double.NaN : min + code * step(object);
    }
    return values;
  }

  /** Values are off by at most half a step. */
  static double tolerance(Object encoded) {
    return 0.5001 * step((Map<?, ?>) encoded) + 1e-12;
  }

  private static double step(Map<?, ?> object) {
    return ((double) object.get("max") - (double) object.get("min")) / 65534;
  }
}
