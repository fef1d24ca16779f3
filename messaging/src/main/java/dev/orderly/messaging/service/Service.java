package dev.orderly.messaging.service;

import dev.orderly.messaging.commandline.ServiceCommand;
import dev.orderly.messaging.commandline.ServiceCommandLine;
import dev.orderly.messaging.deadletter.DeadLetterCommands;
import dev.orderly.messaging.doctor.Addresses;
import dev.orderly.messaging.doctor.DoctorCommand;
import dev.orderly.messaging.doctor.Patient;
import dev.orderly.messaging.operator.Site;
import dev.orderly.messaging.operator.StateHashCommand;
import dev.orderly.messaging.recovery.RebuildCommand;
import dev.orderly.messaging.recovery.ReconcileCommand;
import dev.orderly.messaging.recovery.RecoverCommand;
import dev.orderly.messaging.replay.ReplayCommand;
import dev.orderly.messaging.replay.ReplaysCommand;
import dev.orderly.messaging.request.Door;
import dev.orderly.messaging.request.NatsEdge;
import dev.orderly.messaging.request.Question;
import dev.orderly.messaging.service.Serve.Grounds;
import dev.orderly.messaging.service.settings.DatabaseSettings;
import dev.orderly.messaging.service.settings.HttpSettings;
import dev.orderly.messaging.service.settings.KafkaSettings;
import dev.orderly.messaging.service.settings.NatsSettings;
import dev.orderly.messaging.service.settings.SettingGroup;
import dev.orderly.messaging.service.settings.Settings;
import dev.orderly.messaging.store.Database;
import dev.orderly.messaging.topology.KafkaClients;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;

/// A service, as its main tells it. Start reading here for how its parts are put together.
public final class Service {
    private static final String VERSION = "0.1.0";

    private final String name;
    private final String description;
    private final SettingGroup<HttpSettings> http;
    private final SettingGroup<DatabaseSettings> database;
    private final List<SettingGroup<?>> groups = new ArrayList<>();
    private final List<ServiceCommand> commands = new ArrayList<>();
    private BiConsumer<Duties, Settings> telling = (_, _) -> {};

    private Service(String name, int port, String description) {
        this.name = name;
        this.description = description;
        this.http = HttpSettings.of(port);
        this.database = DatabaseSettings.of(name);
        groups.addAll(List.of(KafkaSettings.GROUP, database, NatsSettings.GROUP, http));
    }

    /// @param port for HTTP, unless `HTTP_PORT` says otherwise
    /// @param description a sentence, for `--help` and for those who discover it over NATS
    public static Service named(String name, int port, String description) {
        return new Service(name, port, description);
    }

    /// Settings that this service has beside those that all have.
    public Service using(SettingGroup<?> group) {
        groups.add(group);
        return this;
    }

    /// A command of its operator that other services do not have.
    public Service offering(Function<Site.Finder, ServiceCommand> command) {
        commands.add(command.apply(this::site));
        return this;
    }

    /// What it does, with its settings in force.
    public Service doing(BiConsumer<Duties, Settings> duties) {
        telling = duties;
        return this;
    }

    /// Runs the command line, and ends the process.
    public void run(String... args) {
        commandLine().runAndExit(args);
    }

    /// What the service understands.
    public ServiceCommandLine commandLine() {
        var all = Stream.concat(
                Stream.of(
                        new Serve(VERSION, this::components),
                        new StateHashCommand(this::site),
                        new DeadLetterCommands(this::site),
                        new RecoverCommand(this::site),
                        new ReconcileCommand(this::site),
                        new RebuildCommand(this::site),
                        new ReplayCommand(this::site),
                        new ReplaysCommand(this::site),
                        new DoctorCommand(this::patient)),
                commands.stream());
        return new ServiceCommandLine(name, VERSION, description, groups, all.toList());
    }

    private Duties duties(Settings settings) {
        var duties = new Duties(name);
        telling.accept(duties, settings);
        return duties;
    }

    private Site site(Settings settings) {
        return site(settings, duties(settings));
    }

    private Site site(Settings settings, Duties duties) {
        var at = settings.get(database);
        var kafka = settings.get(KafkaSettings.GROUP);
        return new Site(
                name,
                at.address(),
                new Database(name, at),
                new KafkaClients(name, kafka.client()),
                kafka.replicationFactor(),
                duties.written,
                duties.tables,
                duties.subscriptions,
                duties.recollection,
                duties.effects,
                duties.steering);
    }

    private Patient patient(Settings settings) {
        var duties = duties(settings);
        return new Patient(
                site(settings, duties),
                settings.get(NatsSettings.GROUP),
                duties.checks,
                Addresses.of(name, settings, http, database));
    }

    private List<Component> components(Grounds grounds) {
        var settings = grounds.settings();
        var duties = duties(settings);
        var store = new Database(name, settings.get(database));
        var routes = new ArrayList<Route<?>>();
        var questions = new ArrayList<Question<?>>();
        duties.questions.forEach(answering -> add(answering, store.source(), routes, questions));
        var edge = new HttpEdge(
                settings.get(http),
                routes,
                List.of(),
                grounds.health(),
                new Door("http", grounds.health(), grounds.telemetry(), grounds.time()));
        var nats = new NatsEdge(
                name,
                VERSION,
                description,
                settings.get(NatsSettings.GROUP),
                questions,
                grounds.health(),
                grounds.telemetry(),
                grounds.time());
        return List.of(
                Component.of("http", edge::start, edge::stop),
                new Operation(name, duties, store, settings.get(KafkaSettings.GROUP), grounds),
                Component.of("nats", nats::start, nats::stop));
    }

    private static <Q extends Record> void add(
            Duties.Answering<Q> answering, DataSource database, List<Route<?>> routes, List<Question<?>> questions) {
        var question = answering.question().apply(database);
        questions.add(question);
        routes.add(Route.get(answering.address(), question));
    }
}
