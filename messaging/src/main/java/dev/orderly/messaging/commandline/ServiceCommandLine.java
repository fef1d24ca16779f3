package dev.orderly.messaging.commandline;

import dev.orderly.messaging.service.settings.LogOptions;
import dev.orderly.messaging.service.settings.Setting;
import dev.orderly.messaging.service.settings.SettingException;
import dev.orderly.messaging.service.settings.SettingGroup;
import dev.orderly.messaging.service.settings.Settings;
import dev.orderly.messaging.telemetry.LogOutput;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// A service's command line: its subcommands, its settings as options, and exit codes that mean the same everywhere.
public final class ServiceCommandLine {
    private static final String JSON = "--json";
    private static final String PRINT_CONFIG = "--print-config";
    /// What was typed to call the service, where a script stands before it: `compose/bin/orderly user-events`.
    private static final String CALLED = "ORDERLY_CALLED";

    private final String service;
    private final List<SettingGroup<?>> groups;
    private final CommandLine line;

    /// @param description a sentence for `--help`
    /// @param groups every setting that any of the commands reads
    public ServiceCommandLine(
            String service,
            String version,
            String description,
            List<SettingGroup<?>> groups,
            List<ServiceCommand> commands) {
        this.service = service;
        this.groups = Stream.concat(groups.stream(), Stream.of(LogOptions.GROUP))
                .distinct()
                .toList();
        var spec = CommandSpec.create().name(service).version(service + " " + version);
        spec.usageMessage().description(description).showDefaultValues(false);
        this.line = new CommandLine(spec);
        commands.forEach(each -> line.addSubcommand(nested(each)));
        spec.addOption(inherited(PRINT_CONFIG, "show what is in force, secrets masked, and where it comes from"));
        spec.addOption(inherited(JSON, "print machine-readable output"));
        this.groups.stream()
                .flatMap(group -> group.settings().stream())
                .forEach(setting -> spec.addOption(option(setting)));
        offerHelp(line);
    }

    private static CommandLine nested(ServiceCommand command) {
        var own = new CommandLine(command);
        command.subcommands().forEach(each -> own.addSubcommand(nested(each)));
        return own;
    }

    private static void offerHelp(CommandLine line) {
        line.getCommandSpec().mixinStandardHelpOptions(true);
        line.getSubcommands().values().forEach(ServiceCommandLine::offerHelp);
    }

    /// Runs in the environment of the process, and ends it.
    public void runAndExit(String... args) {
        System.exit(run(System.getenv(), System.out, System.err, args).number());
    }

    /// Runs the command that the arguments name. What goes wrong is one line on `err`.
    public ExitCode run(Map<String, String> environment, PrintStream out, PrintStream err, String... args) {
        line.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
        line.getCommandSpec().name(environment.getOrDefault(CALLED, service));
        try {
            return run(line.parseArgs(args), environment, out, err);
        } catch (ParameterException e) {
            err.println(service + ": " + Misuse.told(e));
            return ExitCode.WRONG_USAGE;
        } catch (SettingException e) {
            err.println(service + ": " + e.getMessage());
            return ExitCode.MISCONFIGURED;
        } catch (Failure e) {
            err.println(service + ": " + e.getMessage());
            return e.code();
        } catch (InterruptedException _) {
            return ExitCode.INTERRUPTED;
        } catch (Exception e) {
            err.println(service + ": failed, and that is a bug: " + e);
            e.printStackTrace(err);
            return ExitCode.FAILED;
        }
    }

    private ExitCode run(ParseResult parsed, Map<String, String> environment, PrintStream out, PrintStream err)
            throws Exception {
        if (CommandLine.executeHelpRequest(parsed) != null) {
            return ExitCode.DONE;
        }
        var settings = new Settings(environment, flags(parsed));
        var output = new Output(out, err, isGiven(parsed, JSON));
        if (isGiven(parsed, PRINT_CONFIG)) {
            return new PrintedConfig(groups).print(settings, output);
        }
        var chosen = parsed.asCommandLineList().getLast();
        if (chosen.getSubcommands().isEmpty() && chosen.getCommand() instanceof ServiceCommand command) {
            LogOutput.open(service, settings.get(LogOptions.GROUP), command.logsToStdout() ? out : err);
            return command.run(settings, output);
        }
        throw new ParameterException(
                chosen,
                "say what to do: " + String.join(", ", chosen.getSubcommands().keySet()));
    }

    private Map<String, String> flags(ParseResult parsed) {
        var flags = new HashMap<String, String>();
        var settings =
                groups.stream().flatMap(group -> group.settings().stream()).toList();
        for (var command : parsed.asCommandLineList()) {
            for (var setting : settings) {
                String value = command.getParseResult().matchedOptionValue(setting.flag(), null);
                if (value != null) {
                    flags.put(setting.flagVariable(), value);
                }
            }
        }
        return flags;
    }

    private static boolean isGiven(ParseResult parsed, String flag) {
        return parsed.asCommandLineList().stream()
                .anyMatch(command -> command.getParseResult().hasMatchedOption(flag));
    }

    private static OptionSpec inherited(String flag, String help) {
        return OptionSpec.builder(flag)
                .type(boolean.class)
                .arity("0")
                .description(help)
                .scopeType(CommandLine.ScopeType.INHERIT)
                .build();
    }

    private static OptionSpec option(Setting<?> setting) {
        var fallback = setting.fallback().filter(text -> !text.isEmpty());
        var byDefault = fallback.map(text -> "; default " + text).orElse("");
        return OptionSpec.builder(setting.flag())
                .type(String.class)
                .arity("1")
                .paramLabel("VALUE")
                .description("%s [%s%s]".formatted(setting.help(), setting.flagVariable(), byDefault))
                .scopeType(CommandLine.ScopeType.INHERIT)
                .build();
    }
}
