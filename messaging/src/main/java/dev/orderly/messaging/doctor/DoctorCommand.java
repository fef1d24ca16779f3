package dev.orderly.messaging.doctor;

import dev.orderly.messaging.commandline.ExitCode;
import dev.orderly.messaging.commandline.Failure;
import dev.orderly.messaging.commandline.Output;
import dev.orderly.messaging.commandline.ServiceCommand;
import dev.orderly.messaging.service.settings.DurationText;
import dev.orderly.messaging.service.settings.Settings;
import dev.orderly.messaging.telemetry.OutsideText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `doctor`: looks at the service and at all that it depends on, whether it runs or not, and changes nothing.
@Command(
        name = "doctor",
        description = "show addresses, what is wrong, and what to do about it; exit code 1 if something is bad, 69 if a"
                + " dependency cannot be reached")
public final class DoctorCommand implements ServiceCommand {
    /// PostgreSQL, Kafka and NATS.
    private static final int DEPENDENCIES = 3;

    private final Patient.Finder finder;

    @Option(
            names = "--long-transaction",
            paramLabel = "TIME",
            description = "tell of transactions that have been open for longer, 1m by default")
    private String longTransaction = "1m";

    @Option(
            names = "--part",
            hidden = true,
            description = "it is looked at with others: what holds for all of them says, once, who looks at them")
    private boolean isPart;

    public DoctorCommand(Patient.Finder finder) {
        this.finder = finder;
    }

    @Override
    public ExitCode run(Settings settings, Output output) throws InterruptedException {
        var transactions = new LongTransactions(longest());
        try (var patient = finder.find(settings)) {
            var diagnosis = new Diagnosis(patient.service(), patient.addresses(), findings(patient, transactions));
            diagnosis.print(output);
            return diagnosis.code();
        }
    }

    private List<Finding> findings(Patient patient, LongTransactions transactions) throws InterruptedException {
        var condition = new HealthCheck(patient.service(), patient.addresses().http()).look();
        var looks = List.of(
                Look.at("postgresql", new DatabaseChecks(patient, condition, transactions)::look),
                Look.at("kafka", new KafkaChecks(patient, condition)::look, KafkaChecks.LONGEST),
                Look.at("nats", found -> new NatsCheck(patient).look().forEach(found)));
        var findings = new ArrayList<>(condition.findings());
        for (var look : looks) {
            findings.addAll(look.findings());
        }
        if (!isPart && isAllAway(patient, condition, findings)) {
            findings.addFirst(Finding.warn(
                    "make run",
                    "nothing answers at these addresses, which are this machine's",
                    "make run, which starts all of it for trials; elsewhere start each"));
        }
        if (findings.stream().noneMatch(Finding::isUnreachable)) {
            findings.addAll(Look.at(
                            "agreement",
                            found -> new AgreementCheck(patient, condition)
                                    .look()
                                    .forEach(found),
                            KafkaChecks.LONGEST)
                    .findings());
        }
        return findings;
    }

    private static boolean isAllAway(Patient patient, Condition condition, List<Finding> findings) {
        var away = findings.stream()
                .filter(Finding::isAway)
                .map(Finding::thing)
                .distinct()
                .count();
        return condition.isAway() && away == DEPENDENCIES && patient.addresses().areHere();
    }

    private Duration longest() {
        try {
            return DurationText.parse(longTransaction);
        } catch (IllegalArgumentException _) {
            throw new Failure(
                    ExitCode.WRONG_USAGE,
                    "--long-transaction is '%s'; it must be a duration, such as 1m"
                            .formatted(OutsideText.escaped(longTransaction)));
        }
    }
}
