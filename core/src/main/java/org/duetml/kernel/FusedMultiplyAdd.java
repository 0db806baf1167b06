package org.duetml.kernel;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/**
 * Whether the processor has the instruction that all products are made of. Where it does not, Java
 * computes every fused multiply-add with decimal numbers: to the same bits, but a training that
 * takes a minute would take weeks, without a word.
 */
final class FusedMultiplyAdd {
  private static final String OPTION = "UseFMA";

  private FusedMultiplyAdd() {}

  /** False only where it is known that there is none; other virtual machines do not tell. */
  static boolean isInstruction() {
    try {
      HotSpotDiagnosticMXBean machine =
          ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
      return machine == null || Boolean.parseBoolean(machine.getVMOption(OPTION).getValue());
    } catch (IllegalArgumentException | LinkageError _) {
      return true;
    }
  }
}
