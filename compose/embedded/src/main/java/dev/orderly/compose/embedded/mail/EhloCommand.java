package dev.orderly.compose.embedded.mail;

import java.io.IOException;
import org.subethamail.smtp.internal.server.BaseCommand;
import org.subethamail.smtp.server.Session;

/// Answers EHLO as SubEthaSMTP does, and adds PIPELINING (RFC 2920): it takes several commands at once, but does
/// not say so.
final class EhloCommand extends BaseCommand {
    EhloCommand() {
        super("EHLO", "Introduces the sender", "<hostname>");
    }

    @Override
    public void execute(String command, Session session) throws IOException {
        var words = getArgs(command);
        if (words.length < 2) {
            session.sendResponse("501 Syntax: EHLO hostname");
            return;
        }
        session.resetMailTransaction();
        session.setHelo(words[1]);
        session.sendResponse(String.join(
                "\r\n",
                "250-" + session.getServer().getHostName(),
                "250-8BITMIME",
                "250-CHUNKING",
                "250-SMTPUTF8",
                "250 PIPELINING"));
    }
}
