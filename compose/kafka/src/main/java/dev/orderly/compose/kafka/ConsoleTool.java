package dev.orderly.compose.kafka;

import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// One of Kafka's command-line tools, behind a look whether it can do anything. They themselves warn many times a
/// second, for a minute or for ever, of a broker that is not there and of a topic that is misspelt.
///
///     java -cp 'lib/*:kafka.jar' dev.orderly.compose.kafka.ConsoleTool CLASS ARGUMENTS
final class ConsoleTool {
    private ConsoleTool() {}

    static void main(String[] args) throws ReflectiveOperationException {
        var arguments = Arrays.copyOfRange(args, 1, args.length);
        new Prospect(args[0], new Arguments(List.of(arguments))).remark().ifPresent(remark -> {
            System.err.println(remark.line());
            if (remark.isEnd()) {
                System.exit(remark.exitCode());
            }
        });
        var watch = new ErrorWatch(System.out);
        if (args[0].equals(Prospect.GROUPS)) {
            System.setOut(new PrintStream(watch, true, StandardCharsets.UTF_8));
        }
        try {
            Class.forName(args[0]).getMethod("main", String[].class).invoke(null, (Object) arguments);
        } catch (InvocationTargetException e) {
            System.err.println(args[0] + " failed: " + e.getCause());
            System.exit(1);
        }
        if (watch.hasSeenOne()) {
            System.exit(1);
        }
    }
}
