package dev.orderly.compose.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.common.KafkaFuture;

/// What a cluster has, by name.
record Cluster(String addresses) {
    private static final int PATIENCE_MILLIS = 3_000;

    Set<String> topics() throws InterruptedException, ExecutionException, TimeoutException {
        return asked(admin ->
                admin.listTopics(new ListTopicsOptions().listInternal(true)).names());
    }

    Set<String> groups() throws InterruptedException, ExecutionException, TimeoutException {
        return asked(admin -> admin.listGroups().all()).stream()
                .map(GroupListing::groupId)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private interface Question<T> {
        KafkaFuture<T> of(Admin admin);
    }

    private <T> T asked(Question<T> question) throws InterruptedException, ExecutionException, TimeoutException {
        Map<String, Object> settings = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, addresses,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        var admin = Admin.create(settings);
        try {
            return question.of(admin).get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } finally {
            admin.close(Duration.ZERO);
        }
    }
}
