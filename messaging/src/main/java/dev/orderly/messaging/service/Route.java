package dev.orderly.messaging.service;

import dev.orderly.messaging.request.Question;
import io.helidon.http.Method;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A question at an address.
///
/// @param path with parameters in braces, named as the fields of what is asked: `/orders/{orderId}`
/// @param query for each parameter behind the question mark, the field that it fills
public record Route<Q extends Record>(Method method, String path, Map<String, String> query, Question<Q> question) {
    private static final Pattern QUERY = Pattern.compile("([a-z-]+)=\\{([A-Za-z]+)}");

    public Route {
        query = Map.copyOf(query);
    }

    /// For each field that is filled from behind the question mark, the parameter's name.
    Map<String, String> names() {
        return query.entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));
    }

    /// @param address such as `/orders/{orderId}` or `/notifications?user={userId}&limit={limit}`
    public static <Q extends Record> Route<Q> get(String address, Question<Q> question) {
        return at(Method.GET, address, question);
    }

    /// What is asked stands in the body, as JSON; what stands in the address fills its fields.
    public static <Q extends Record> Route<Q> post(String address, Question<Q> question) {
        return at(Method.POST, address, question);
    }

    private static <Q extends Record> Route<Q> at(Method method, String address, Question<Q> question) {
        var mark = address.indexOf('?');
        var query = new TreeMap<String, String>();
        if (mark >= 0) {
            QUERY.matcher(address.substring(mark))
                    .results()
                    .forEach(parameter -> query.put(parameter.group(1), parameter.group(2)));
        }
        return new Route<>(method, mark < 0 ? address : address.substring(0, mark), query, question);
    }
}
