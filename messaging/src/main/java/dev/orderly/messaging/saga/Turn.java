package dev.orderly.messaging.saga;

/// Why a saga goes back, and to which end. The first turn decides.
///
/// @param to the end, in the words of the story: `REJECTED`, `CANCELLED`
/// @param reason a code of the contract
/// @param detail a sentence for people, may be empty
public record Turn(String to, String reason, String detail) {}
