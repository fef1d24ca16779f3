/// Records of a topic handled a second time, as an object with a run id that can be planned, paused and resumed. Start
/// reading at [dev.orderly.messaging.replay.Replay].
@NullMarked
package dev.orderly.messaging.replay;

import org.jspecify.annotations.NullMarked;
