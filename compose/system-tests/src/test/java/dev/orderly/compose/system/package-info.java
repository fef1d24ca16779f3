/// The whole system from outside: real services on real brokers, by the clients that any user would take.
///
/// Start reading at `LifeOfAnOrderTest`.
package dev.orderly.compose.system;
