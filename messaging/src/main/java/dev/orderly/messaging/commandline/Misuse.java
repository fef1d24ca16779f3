package dev.orderly.messaging.commandline;

import java.util.List;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// Wrong usage, told in one line: what is wrong, what was meant perhaps, and the help that tells more, to be pasted.
final class Misuse {
    private Misuse() {}

    static String told(ParameterException e) {
        var what = e instanceof UnmatchedArgumentException unmatched ? unmatched(unmatched) : firstLine(e);
        return "%s; see '%s --help'"
                .formatted(what, e.getCommandLine().getCommandSpec().qualifiedName());
    }

    private static String unmatched(UnmatchedArgumentException e) {
        // What stands behind an option may be a secret.
        var word = e.getUnmatched().getFirst().replaceFirst("=.*", "");
        var commands = List.copyOf(e.getCommandLine().getSubcommands().keySet());
        if (e.isUnknownOption()) {
            var options = e.getCommandLine().getCommandSpec().optionsMap().keySet();
            return "unknown option '" + word + "'" + Spelling.meant(word, options);
        }
        return commands.isEmpty()
                ? "too many arguments: '" + word + "'"
                : "unknown command '%s'%s; commands are %s"
                        .formatted(word, Spelling.meant(word, commands), String.join(", ", commands));
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("wrong usage");
    }
}
