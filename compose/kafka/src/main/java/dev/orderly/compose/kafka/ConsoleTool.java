package dev.orderly.compose.kafka;

import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/// One of Kafka's command-line tools, behind a look whether it can do anything. They themselves warn many times a
/// second,
/// for a minute or for ever, of a broker that is not there and of a topic that is misspelt.
///
///     java -cp 'lib/*:kafka.jar' dev.orderly.compose.kafka.ConsoleTool CLASS ARGUMENTS
final class ConsoleTool {
    private ConsoleTool() {}

    static void main(String[] args) throws ReflectiveOperationException {
        var arguments = Arrays.copyOfRange(args, 1, args.length);
        var obstacle = new Prospect(args[0], arguments).obstacle();
        if (obstacle.isPresent()) {
            System.err.println(obstacle.get().line());
            System.exit(obstacle.get().exitCode());
        }
        try {
            Class.forName(args[0]).getMethod("main", String[].class).invoke(null, (Object) arguments);
        } catch (InvocationTargetException e) {
            System.err.println(args[0] + " failed: " + e.getCause());
            System.exit(1);
        }
    }
}
