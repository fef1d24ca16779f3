package dev.orderly.messaging.request;

/// Something that a service answers, the same over NATS and HTTP.
///
/// @param <Q> a record of what is asked; its constructor checks it and throws [InvalidRequest]
public interface Question<Q extends Record> {

    /// The NATS subject: `user.get`. The log names the question by it, too.
    String subject();

    Class<Q> asked();

    /// Called on a virtual thread, several at a time. What it throws is told to the log, never to the asker.
    Answer answer(Call<Q> call) throws Exception;
}
