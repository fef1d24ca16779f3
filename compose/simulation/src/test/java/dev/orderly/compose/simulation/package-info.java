/// The whole system without threads, clocks, networks or disks of its own: one seed, one course of events. Start
/// reading at `World`.
package dev.orderly.compose.simulation;
