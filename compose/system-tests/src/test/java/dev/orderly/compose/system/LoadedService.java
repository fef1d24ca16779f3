package dev.orderly.compose.system;

import java.io.PrintStream;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// A service's jar and its libraries, loaded beside the classes of these tests, of which they share none.
final class LoadedService {
    private static final Map<String, LoadedService> LOADED = new ConcurrentHashMap<>();

    private final ClassLoader loader;
    private final Method maker;

    private LoadedService(ServiceJar jar) {
        try {
            loader = jar.load();
            Class.forName("org.postgresql.Driver", true, loader); // a JVM looks for drivers only once by itself
            maker = loader.loadClass(jar.mainClass()).getDeclaredMethod("service");
            maker.setAccessible(true);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    static LoadedService of(String service) {
        return LOADED.computeIfAbsent(service, name -> new LoadedService(ServiceJar.of(name)));
    }

    /// Runs a command line.
    ///
    /// @return its exit code
    int run(Map<String, String> environment, PrintStream out, PrintStream err, String... arguments) {
        var before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(loader);
        try {
            var service = maker.invoke(null);
            var line = service.getClass().getMethod("commandLine").invoke(service);
            var code = line.getClass()
                    .getMethod("run", Map.class, PrintStream.class, PrintStream.class, String[].class)
                    .invoke(line, environment, out, err, arguments);
            return (int) code.getClass().getMethod("number").invoke(code);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }
}
