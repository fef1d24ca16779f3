package dev.orderly.messaging.doctor;

import dev.orderly.messaging.commandline.ExitCode;
import dev.orderly.messaging.commandline.Output;
import dev.orderly.messaging.doctor.Finding.Status;
import java.util.List;
import java.util.Locale;

/// All that was found out about a service.
record Diagnosis(String service, Addresses addresses, List<Finding> findings) {

    /// What is printed as JSON.
    private record Shown(String service, Status status, Addresses addresses, List<Finding> findings) {}

    private Status worst() {
        return findings.stream().map(Finding::status).max(Status::compareTo).orElse(Status.OK);
    }

    ExitCode code() {
        if (findings.stream().anyMatch(Finding::isUnreachable)) {
            return ExitCode.UNREACHABLE;
        }
        return worst() == Status.BAD ? ExitCode.FAILED : ExitCode.DONE;
    }

    void print(Output output) {
        if (output.isJson()) {
            output.json(new Shown(service, worst(), addresses, findings));
            return;
        }
        var out = output.data();
        out.println(service);
        line(output, "http", addresses.http().isEmpty() ? "a free port" : addresses.http());
        line(output, "kafka", addresses.kafka());
        line(output, "nats", addresses.nats());
        line(output, "postgresql", addresses.postgresql());
        findings.forEach(each -> out.printf(
                "  %-4s  %-13s %s%s%n",
                each.status().name().toLowerCase(Locale.ROOT),
                each.thing(),
                each.found(),
                each.todo().isEmpty() ? "" : "  -> " + each.todo()));
    }

    private static void line(Output output, String name, String address) {
        output.data().printf("        %-13s %s%n", name, address);
    }
}
