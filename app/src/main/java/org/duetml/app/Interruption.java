package org.duetml.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;

/**
 * Lets a run end in good order when the process is asked to end by Ctrl-C or SIGTERM: the training
 * writes a checkpoint, a line says how to go on, and the virtual machine ends with 128 plus the
 * number of the signal, as it does by itself: 130 or 143. A second signal ends it at once.
 */
final class Interruption implements AutoCloseable {
  /** What waits for no end but its own. */
  interface Training<T> {
    T run() throws IOException;
  }

  private final Runnable stop;
  private final String advice;
  private final PrintWriter screen;
  private final CountDownLatch trained = new CountDownLatch(1);
  private final Thread hook = new Thread(this::end, "interruption");

  /**
   * Begins to listen.
   *
   * @param stop asks the training to stop; called from another thread
   * @param advice one line on how to go on
   * @param screen shows it
   */
  Interruption(Runnable stop, String advice, PrintWriter screen) {
    this.stop = stop;
    this.advice = advice;
    this.screen = screen;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Trains; an interruption waits for it to stop. */
  <T> T during(Training<T> training) throws IOException {
    try {
      return training.run();
    } finally {
      trained.countDown();
    }
  }

  private void end() {
    endAtOnceOn("INT", 130);
    endAtOnceOn("TERM", 143);
    stop.run();
    try {
      trained.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    screen.println(advice);
    screen.flush();
  }

  /**
   * While the virtual machine ends it hears no further signal. {@code sun.misc.Signal} is the only
   * way to change that; it is reached by reflection because the compiler's warning about it cannot
   * be switched off. Where it is missing, a second signal is not heard.
   */
  private static void endAtOnceOn(String name, int exitCode) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object halting =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (_, _, _) -> {
                Runtime.getRuntime().halt(exitCode);
                return null;
              });
      Object instance = signal.getConstructor(String.class).newInstance(name);
      signal.getMethod("handle", signal, handler).invoke(null, instance, halting);
    } catch (ReflectiveOperationException _) {
      // The first signal is answered in any case.
    }
  }

  /** Listens no more. */
  @Override
  public void close() {
    trained.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // The process is ending.
    }
  }
}
