package dev.orderly.notification.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderly.notification.mail.SmtpSettings.Login;
import java.net.URI;
import org.junit.jupiter.api.Test;

class SmtpSettingsTest {

    @Test
    void a_url_names_host_and_port() {
        var settings = of("smtp://mail.example:2525");

        assertThat(settings.host()).isEqualTo("mail.example");
        assertThat(settings.port()).isEqualTo(2525);
        assertThat(settings.secure()).isFalse();
        assertThat(settings.login()).isEmpty();
        assertThat(settings.from().getPersonal()).isEqualTo("Orderly");
    }

    @Test
    void the_usual_ports_go_without_saying() {
        assertThat(of("smtp://mail.example").port()).isEqualTo(25);
        assertThat(of("smtps://mail.example").port()).isEqualTo(465);
    }

    @Test
    void user_and_password_are_read_and_the_password_is_never_shown() {
        var settings = of("smtps://orderly:p%40ss+w%3Ard@mail.example");

        assertThat(settings.login()).contains(new Login("orderly", "p@ss+w:rd"));
        assertThat(settings.toString()).doesNotContain("p@ss");
    }

    @Test
    void what_is_wrong_is_said_with_a_right_value() {
        assertThatThrownBy(() -> of("http://mail.example")).hasMessageContaining("smtp://localhost:3025");
        assertThatThrownBy(() -> SmtpSettings.of(URI.create("smtp://mail.example"), "nobody\r\nBcc: x"))
                .hasMessageContaining(SmtpSettings.DEFAULT_FROM);
    }

    private static SmtpSettings of(String url) {
        return SmtpSettings.of(URI.create(url), SmtpSettings.DEFAULT_FROM);
    }
}
