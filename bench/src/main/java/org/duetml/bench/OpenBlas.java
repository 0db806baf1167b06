package org.duetml.bench;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * The matrix product of OpenBLAS on one thread, where the library is installed: a peer to compare
 * with, nothing Duet needs. Its environment variable {@code OPENBLAS_CORETYPE} chooses the
 * instructions ({@code Haswell} for AVX2).
 */
final class OpenBlas {
  /** The system property that names the library's file. */
  private static final String PROPERTY = "duet.openblas";

  private static final String DEFAULT_FILE = "libopenblas.so.0";

  /** The names of its kernels for AVX-512. */
  private static final Set<String> LONG_VECTORS =
      Set.of("SkylakeX", "Cooperlake", "SapphireRapids");

  private static final int ROW_MAJOR = 101;
  private static final int AS_IT_IS = 111;
  private static final int TRANSPOSED = 112;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT;
  private static final AddressLayout ADDRESS = ValueLayout.ADDRESS;

  private final SymbolLookup library;
  private final MethodHandle multiply;

  private OpenBlas(SymbolLookup library) throws Throwable {
    this.library = library;
    multiply =
        function(
            "cblas_sgemm",
            FunctionDescriptor.ofVoid(
                INT, INT, INT, INT, INT, INT, FLOAT, ADDRESS, INT, ADDRESS, INT, FLOAT, ADDRESS,
                INT));
    function("openblas_set_num_threads", FunctionDescriptor.ofVoid(INT)).invokeExact(1);
  }

  /**
   * The library of this machine.
   *
   * @return empty where there is none
   * @throws IllegalStateException if the library found lacks a function
   */
  @SuppressWarnings("restricted")
  static Optional<OpenBlas> find() {
    SymbolLookup library;
    try {
      library = SymbolLookup.libraryLookup(file(), Arena.global());
    } catch (IllegalArgumentException missing) {
      return Optional.empty();
    }
    try {
      return Optional.of(new OpenBlas(library));
    } catch (Throwable thrown) {
      throw new IllegalStateException(file() + " is not OpenBLAS as expected", thrown);
    }
  }

  private static String file() {
    return System.getProperty(PROPERTY, DEFAULT_FILE);
  }

  /** Why {@link #find} finds nothing, in one line: the system's own words where it has some. */
  @SuppressWarnings("restricted")
  static String whyMissing() {
    String mend = "; install OpenBLAS, or name its file by -D" + PROPERTY + "=FILE";
    Path file = Path.of(file()).toAbsolutePath();
    if (!Files.exists(file)) {
      return file() + " not found" + mend;
    }
    try {
      // The lookup does not say which library of the library's own is missing; this does.
      System.load(file.toString());
      return file() + " cannot be loaded" + mend;
    } catch (UnsatisfiedLinkError reason) {
      return reason.getMessage() + mend;
    }
  }

  /** Whether kernels that it chose use vectors of 512 bits. */
  boolean usesLongVectors() {
    return LONG_VECTORS.contains(instructions());
  }

  @SuppressWarnings("restricted")
  private MethodHandle function(String name, FunctionDescriptor descriptor) {
    return Linker.nativeLinker().downcallHandle(library.findOrThrow(name), descriptor);
  }

  /** The kernels that the library chose, such as {@code Haswell}. */
  @SuppressWarnings("restricted")
  String instructions() {
    AddressLayout text =
        ADDRESS.withTargetLayout(MemoryLayout.sequenceLayout(64, ValueLayout.JAVA_BYTE));
    try {
      MethodHandle name = function("openblas_get_corename", FunctionDescriptor.of(text));
      return ((MemorySegment) name.invokeExact()).getString(0);
    } catch (Throwable thrown) {
      throw new IllegalStateException("OpenBLAS does not name its kernels", thrown);
    }
  }

  /** {@code c = a b} for a of rows x steps. */
  void product(Operand a, Operand b, Operand c) {
    call(AS_IT_IS, AS_IT_IS, c.rows, c.columns, a.columns, a, b, c);
  }

  /** {@code c = a transpose(b)}. */
  void productWithTransposed(Operand a, Operand b, Operand c) {
    call(AS_IT_IS, TRANSPOSED, c.rows, c.columns, a.columns, a, b, c);
  }

  /** {@code c = transpose(a) b}. */
  void productOfTransposed(Operand a, Operand b, Operand c) {
    call(TRANSPOSED, AS_IT_IS, c.rows, c.columns, a.rows, a, b, c);
  }

  private void call(
      int formOfA, int formOfB, int m, int n, int k, Operand a, Operand b, Operand c) {
    try {
      multiply.invokeExact(
          ROW_MAJOR, formOfA, formOfB, m, n, k, 1f, a.values, a.columns, b.values, b.columns, 0f,
          c.values, c.columns);
    } catch (Throwable thrown) {
      throw new IllegalStateException("cblas_sgemm failed", thrown);
    }
  }

  /** A dense row-major matrix in native memory, at the start of a cache line. */
  static final class Operand {
    private static final int ALIGNMENT = 64;

    private final int rows;
    private final int columns;
    private final MemorySegment values;

    Operand(Arena arena, int rows, int columns) {
      this.rows = rows;
      this.columns = columns;
      this.values = arena.allocate((long) rows * columns * Float.BYTES, ALIGNMENT);
      for (long i = 0; i < (long) rows * columns; i++) {
        values.setAtIndex(FLOAT, i, (float) Math.sin(i));
      }
    }
  }
}
