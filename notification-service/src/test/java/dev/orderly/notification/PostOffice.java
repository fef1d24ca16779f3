package dev.orderly.notification;

import static dev.orderly.notification.Samples.DELIVERED;

import dev.orderly.notification.mail.Delivery;
import dev.orderly.notification.mail.Mail;
import dev.orderly.notification.mail.Mailer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// Takes mails as the test says.
final class PostOffice implements Mailer {
    final List<String> mails = Collections.synchronizedList(new ArrayList<>());
    volatile Delivery answer = DELIVERED;
    volatile boolean bug;
    volatile CountDownLatch open = new CountDownLatch(0);

    @Override
    public Delivery send(Mail mail) {
        mails.add(mail.id());
        try {
            open.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        if (bug) {
            throw new StackOverflowError("a bug");
        }
        return answer;
    }
}
