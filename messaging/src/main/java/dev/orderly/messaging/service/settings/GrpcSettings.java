package dev.orderly.messaging.service.settings;

import java.util.List;

/// Where the service listens for gRPC.
///
/// @param port 0 takes a free one
public record GrpcSettings(String host, int port) {

    public static SettingGroup<GrpcSettings> of(int defaultPort) {
        var host = Kinds.host("GRPC_HOST", "address to listen on for gRPC; 0.0.0.0 listens on all");
        var port = Kinds.port("GRPC_PORT", defaultPort, "port to listen on for gRPC; 0 takes a free one");
        return new SettingGroup<>(
                List.of(host, port), settings -> new GrpcSettings(settings.get(host), settings.get(port)));
    }
}
