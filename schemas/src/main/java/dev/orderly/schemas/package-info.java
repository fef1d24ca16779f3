/// What the services say to each other: the topics, and one sealed family of records for each. The JSON Schema of each
/// message type lies in the resources, `/schemas/<type>.<version>.json`; `asyncapi.yaml` names them all.
@NullMarked
package dev.orderly.schemas;

import org.jspecify.annotations.NullMarked;
