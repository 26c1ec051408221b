package io.surety.standalone;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * What Ctrl-C and its like do. By itself the virtual machine ends with a code that says "killed",
 * and the code of an end that has begun cannot be changed any more. The one way to another code is
 * {@code sun.misc.Signal}, which the compiler lets nobody name.
 */
final class Signals {

  private static final Map<String, Integer> NUMBERS = Map.of("HUP", 1, "INT", 2, "TERM", 15);

  private Signals() {}

  /** Hands the number of a signal that asks the process to end to somebody who ends it. */
  static void endBy(IntConsumer ending) {
    NUMBERS.forEach((name, number) -> {
      try {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        Object ours =
            Proxy.newProxyInstance(
                Signals.class.getClassLoader(),
                new Class<?>[] {handler},
                (_, _, _) -> {
                  ending.accept(number);
                  return null;
                });
        signal
            .getMethod("handle", signal, handler)
            .invoke(null, signal.getConstructor(String.class).newInstance(name), ours);
      } catch (ReflectiveOperationException unavailable) {
        // The virtual machine's own way stays, which is as clean and only has another exit code.
      }
    });
  }
}
