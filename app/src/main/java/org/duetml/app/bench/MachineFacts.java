package org.duetml.app.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.duetml.Duet;
import org.duetml.kernel.Kernels;

/** What this process runs on, and what memory it has used. */
final class MachineFacts {
  private static final double MEBIBYTE = 1 << 20;
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
  private static final Path STATUS = Path.of("/proc/self/status");

  private MachineFacts() {}

  /** Machine, Java and kernels. */
  static Map<String, Object> description() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("duet", Duet.version());
    facts.put("java", Runtime.version().toString());
    facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    facts.put("processor", field(CPU_INFO, "model name").orElse("unknown"));
    facts.put("cores", Runtime.getRuntime().availableProcessors());
    facts.put("kernels", Kernels.get().name());
    return facts;
  }

  /** The most memory so far: of the Java heap, and of the whole process where that is told. */
  static Map<String, Object> memory() {
    long heap =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(MemoryPoolMXBean::getPeakUsage)
            .mapToLong(usage -> usage.getUsed())
            .sum();
    Map<String, Object> memory = new LinkedHashMap<>();
    memory.put("heap_peak_mib", heap / MEBIBYTE);
    field(STATUS, "VmHWM")
        .map(text -> Long.parseLong(text.replaceAll("\\D", "")) * 1024 / MEBIBYTE)
        .ifPresent(resident -> memory.put("resident_peak_mib", resident));
    return memory;
  }

  /** A value of a file of {@code name : value} lines, which only Linux has. */
  private static Optional<String> field(Path file, String name) {
    if (!Files.isReadable(file)) {
      return Optional.empty();
    }
    try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
      return lines
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
