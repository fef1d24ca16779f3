package dev.orderly.messaging.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

class CausesTest {

    @Test
    void the_innermost_cause_is_told_and_no_class() {
        var refused = new ConnectException("Connection refused");
        assertThat(Causes.told(new SQLException("no connection", new IOException("wrapped", refused))))
                .isEqualTo("nobody listens there");
        var byHttp = new ConnectException();
        byHttp.initCause(new ClosedChannelException());
        assertThat(Causes.told(byHttp)).isEqualTo("nobody listens there");
        assertThat(Causes.told(new ConnectException("Network is unreachable"))).isEqualTo("Network is unreachable");
        assertThat(Causes.told(new SQLException("FATAL: the database system is starting up\n  Where: there")))
                .isEqualTo("FATAL: the database system is starting up");
        assertThat(Causes.told(new UnknownHostException("kafka.example"))).isEqualTo("there is no host kafka.example");
        assertThat(Causes.told(new NoRouteToHostException("No route to host")))
                .isEqualTo("there is no way to that host");
        assertThat(Causes.told(new EOFException())).isEqualTo("the connection was closed by the other side");
        assertThat(Causes.told(new AccessDeniedException("/data"))).isEqualTo("/data may not be used");
        assertThat(Causes.told(new NoSuchFileException("/data"))).isEqualTo("there is no /data");
    }

    @Test
    void whoever_does_not_answer_in_time_is_told_the_same_way() {
        assertThat(Stream.of(
                        new SocketTimeoutException("Read timed out"),
                        new HttpTimeoutException("request timed out"),
                        new TimeoutException(),
                        new ExecutionException(new org.apache.kafka.common.errors.TimeoutException(
                                "Call(callName=describeTopics, deadlineMs=1) timed out at 2 after 3 attempt(s)"))))
                .allMatch(each -> Causes.told(each).equals("timed out"));
    }

    @Test
    void one_that_has_no_message_is_told_by_its_name_in_words() {
        assertThat(Causes.told(new DisconnectException())).isEqualTo("disconnect");
        assertThat(Causes.told(new TopicAuthorizationException((String) null))).isEqualTo("topic authorization");
    }
}
