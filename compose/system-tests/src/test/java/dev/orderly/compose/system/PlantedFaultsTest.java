package dev.orderly.compose.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.lang.reflect.Method;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/// That the tests of losses, replays and dead letters can fail: each guard is taken out of the services, and the test
/// that is there for it must say what is wrong then. `make faults` runs it; the same tests pass without the faults.
@Tag("faults")
class PlantedFaultsTest {

    @AfterEach
    void guarded_again() {
        System.clearProperty(Fault.PLANTED);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = false, textBlock = """
            # Databases that are lost: nobody looks; sagas are not gone on with; letters whose end is unknown are sent;
            # what was handled is not known; dead letters are forgotten
            messaging.topology.Agreement#look        | LostDatabaseTest#lost_beneath_a_running_service_it_is_noticed_had_again_and_what_it_was | says what is wrong
            messaging.topology.HandledCheck#look     | LostDatabaseTest#an_old_backup_that_lacks_only_what_was_read_of_others_is_brought_up_to_date | says what is wrong
            order.OrderRecollection#unended          | LostDatabaseTest#all_three_lost_at_once_under_load_with_their_processes_are_had_again_with_every_order | end
            notification.LetterRecollection#retold   | LostDatabaseTest#a_letter_of_which_no_end_is_told_is_uncertain_and_not_sent_by_itself | uncertain
            messaging.store.Restoration#cover        | LostDatabaseTest#lost_beneath_a_running_service_it_is_noticed_had_again_and_what_it_was | is ready
            messaging.store.DeadLetterPast#restore   | RecoveredDeadLettersTest#dead_letters_are_what_they_were_however_far_the_group_has_settled | what was not settled
            # Topics that are lost: nobody looks; what is there is sent again; another record in a place is taken for the
            # one that was there
            messaging.topology.Agreement#look        | LostKafkaTest#a_kafka_that_is_wiped_under_load_is_filled_again_and_every_accepted_order_ends | says what is wrong
            messaging.recovery.RecordsThere#missing  | LostKafkaTest#partitions_that_lose_their_ends_are_filled_again_and_nothing_is_sent_before | not sent again
            messaging.event.Received#leaderEpoch     | LostTailTest#what_comes_in_place_of_lost_records_is_handled_once_by_a_service_that_runs_on | balance
            # Replays send letters that nobody wants
            notification.LetterSuppression#of        | ReplayTest#without_effects_a_letter_is_not_sent_and_its_order_s_saga_ends_all_the_same | suppressed
            # They are gone on with on an old backup, or on another topic of the same name
            messaging.operator.SiteTopics#checkAgreement | ResumedReplayTest#it_waits_for_the_database_to_be_recovered_and_is_not_taken_to_another_topic | DONE
            messaging.replay.ReplayRunner#checkTopic | ResumedReplayTest#it_waits_for_the_database_to_be_recovered_and_is_not_taken_to_another_topic | DONE
            # Derived tables are made anew without what was decided about dead letters
            messaging.recovery.ShadowFold#hold       | RebuiltDeadLettersTest#facts_that_wait_and_dead_letters_are_to_it_what_they_were_to_the_service | lacks fact
            # A plan forgets what it has folded; a state is left out
            messaging.store.SnapshotStore$Planned#save | ReplayTest#a_plan_shows_what_the_replay_then_does_and_a_second_replay_does_nothing | Expected size: 1
            messaging.store.Table#canonical          | StateHashTest#of_each_service_it_is_what_anyone_reckons_from_the_topics | expected
            # Dead letters come back for ever
            messaging.deadletter.Redrive#obstacle    | DeadLetterCommandsTest#what_fails_again_comes_back_three_times_at_most | expected
            """)
    void without_its_guard_a_test_fails(String guard, String test, String said) throws Exception {
        System.setProperty(Fault.PLANTED, "dev.orderly." + guard);

        var failures = failuresOf(test.split("#", 2)[0], test.split("#", 2)[1]);

        assertThat(failures).as("what %s says without %s", test, guard).contains(said);
    }

    private static Method method(Class<?> type, String name) {
        return Stream.of(type.getDeclaredMethods())
                .filter(each -> each.getName().equals(name))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("there is no test " + name));
    }

    /// On a system of its own, whatever was running before.
    private static String failuresOf(String test, String name) throws ClassNotFoundException {
        var classes = new FreshClasses();
        var type = classes.loadClass(PlantedFaultsTest.class.getPackageName() + "." + test);
        var summary = new SummaryGeneratingListener();
        var request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectMethod(type, method(type, name)))
                .build();
        LauncherFactory.create().execute(request, summary);
        return summary.getSummary().getFailures().stream()
                .map(failure -> failure.getException().toString())
                .collect(Collectors.joining("\n"));
    }
}
