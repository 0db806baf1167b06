package org.duetml.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FusedMultiplyAddTest {
  @Test
  void aProcessorWithoutItIsNoticed() throws Exception {
    assertEquals("false", answerOfJavaWith("-XX:-UseFMA"));
  }

  @Test
  void otherVirtualMachinesCountAsGood() throws Exception {
    assertEquals("true", answerOfJavaWith("--limit-modules=java.base,java.management"));
  }

  private static String answerOfJavaWith(String option) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                option,
                "-cp",
                System.getProperty("java.class.path"),
                Answer.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String answer = new String(process.getInputStream().readAllBytes()).strip();
    process.waitFor();
    return answer;
  }

  /** Prints what this process finds. */
  static final class Answer {
    private Answer() {}

    public static void main(String[] arguments) {
      System.out.println(FusedMultiplyAdd.isInstruction());
    }
  }
}
