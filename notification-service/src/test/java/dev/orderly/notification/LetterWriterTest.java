package dev.orderly.notification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderly.notification.mail.Mail;
import dev.orderly.schemas.notification.NotificationCommand.SendNotification;
import dev.orderly.schemas.notification.Template;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LetterWriterTest {

    @Test
    void a_confirmation_names_user_order_and_total() {
        var mail = written(
                Template.ORDER_CONFIRMED, "Ada", Map.of("orderId", "o-1", "total", "123450", "currency", "EUR"));

        assertThat(mail.id()).isEqualTo("n-1");
        assertThat(mail.toAddress()).isEqualTo("ada@example.com");
        assertThat(mail.subject()).isEqualTo("Your order o-1 is confirmed");
        assertThat(mail.text()).contains("Hello Ada,", "Order: o-1", "Total: 1,234.50 EUR");
    }

    @Test
    void a_rejection_says_why_in_plain_words() {
        var mail = written(Template.ORDER_REJECTED, "Ada", Map.of("orderId", "o-1", "reason", "insufficient-credit"));

        assertThat(mail.text()).contains("Reason: your credit does not cover it");
    }

    @ParameterizedTest
    @EnumSource(Template.class)
    void no_blank_is_left_however_little_is_known(Template template) {
        var mail = written(template, " ", Map.of());

        assertThat(mail.subject() + mail.text())
                .doesNotContain("{", "}", "null")
                .contains("Hello there,");
    }

    @ParameterizedTest
    @CsvSource({
        "5,EUR,0.05 EUR",
        "500,JPY,500 JPY",
        "1234567,KWD,'1,234.567 KWD'",
        "12345678,CLF,'1,234.5678 CLF'",
        "-5,EUR,-0.05 EUR",
        "100,???,1.00 ???",
        "abc,EUR,abc"
    })
    void money_is_said_as_its_currency_has_it(String total, String currency, String said) {
        assertThat(Wordings.money(total, currency)).isEqualTo(said);
    }

    @Test
    void foreign_text_ends_no_line_and_so_begins_no_header_and_no_paragraph() {
        var evil = "x\r\nBcc: all@example.com\u2028\u0085\u202Ey";
        var mail = written(Template.ORDER_CANCELLED, evil, Map.of("orderId", evil, "reason", evil));

        assertThat(mail.toName() + mail.subject()).doesNotContain("\r", "\n", "\u2028", "\u0085", "\u202E");
        assertThat(mail.text().lines()).noneMatch(line -> line.startsWith("Bcc"));
        assertThat(mail.text().lines().count())
                .isEqualTo(written(Template.ORDER_CANCELLED, "x", Map.of())
                        .text()
                        .lines()
                        .count());
    }

    @Test
    void foreign_text_is_no_template() {
        var mail = written(Template.ORDER_CANCELLED, "{reason}", Map.of("reason", "{orderId} $1 \\"));

        assertThat(mail.text()).contains("Hello {reason},", "Reason: {orderId} $1 \\");
    }

    @Test
    void long_foreign_text_is_cut_between_characters() {
        var mail = written(Template.ORDER_CANCELLED, "Ada", Map.of("reason", "\ud83d\ude00".repeat(1_000)));

        assertThat(mail.text()).contains("\ud83d\ude00".repeat(300) + "...\n");
    }

    private static Mail written(Template template, String name, Map<String, String> params) {
        var letter = new Story()
                .when(new SendNotification("n-1", "ada", template, params, Optional.empty()))
                .letter("n-1");
        return new LetterWriter().write(letter, new Recipient("ada", name, "ada@example.com", true, 1));
    }
}
