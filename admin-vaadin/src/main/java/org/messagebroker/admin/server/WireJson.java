package org.messagebroker.admin.server;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.MessageId;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.ToStringSerializer;

/** The wire's JSON: snake case, times as ISO-8601, ids as text, enums in lower case, absent maps and lists empty. */
public final class WireJson {

    private static final JsonSetter.Value EMPTY_FOR_ABSENT = JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY);

    private WireJson() {}

    /** A mapper for the records of the wire; thread-safe. */
    public static JsonMapper mapper() {
        SimpleModule values = new SimpleModule("wire")
                .addSerializer(ClientId.class, new ToStringSerializer(ClientId.class))
                .addSerializer(MessageId.class, new ToStringSerializer(MessageId.class))
                .addDeserializer(ClientId.class, text(ClientId.class, ClientId::new))
                .addDeserializer(MessageId.class, text(MessageId.class, WireJson::id));
        return JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
                .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .withConfigOverride(Map.class, maps -> maps.setNullHandling(EMPTY_FOR_ABSENT))
                .withConfigOverride(List.class, lists -> lists.setNullHandling(EMPTY_FOR_ABSENT))
                .addModule(values)
                .build();
    }

    private static MessageId id(String text) {
        return MessageId.parse(text).orElseThrow(() -> new IllegalArgumentException("not a message id"));
    }

    private static <T> StdScalarDeserializer<T> text(Class<T> type, Function<String, T> read) {
        return new StdScalarDeserializer<>(type) {
            @Override
            public T deserialize(JsonParser parser, DeserializationContext context) {
                try {
                    return read.apply(parser.getString());
                } catch (IllegalArgumentException e) {
                    return context.reportInputMismatch(this, "malformed %s", type.getSimpleName());
                }
            }
        };
    }
}
