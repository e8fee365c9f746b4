package org.messagebroker.admin.server;

import java.util.Locale;
import java.util.function.Function;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.MessageId;
import org.messagebroker.api.MessageStatus;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.ToStringSerializer;
import tools.jackson.databind.ser.std.ToStringSerializerBase;

/** The wire's JSON: snake case, times as ISO-8601, ids as text, statuses in lower case. */
public final class WireJson {

    private WireJson() {}

    /** A mapper for the records of the wire; thread-safe. */
    public static JsonMapper mapper() {
        SimpleModule values = new SimpleModule("wire")
                .addSerializer(ClientId.class, new ToStringSerializer(ClientId.class))
                .addSerializer(MessageId.class, new ToStringSerializer(MessageId.class))
                .addSerializer(MessageStatus.class, new StatusName())
                .addDeserializer(ClientId.class, text(ClientId.class, ClientId::new))
                .addDeserializer(MessageId.class, text(MessageId.class, WireJson::id))
                .addDeserializer(MessageStatus.class, text(MessageStatus.class, WireJson::status));
        return JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .addModule(values)
                .build();
    }

    private static MessageId id(String text) {
        return MessageId.parse(text).orElseThrow(() -> new IllegalArgumentException("not a message id"));
    }

    private static MessageStatus status(String text) {
        return MessageStatus.valueOf(text.toUpperCase(Locale.ROOT));
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

    /** Writes a status as the wire names it. */
    private static final class StatusName extends ToStringSerializerBase {
        StatusName() {
            super(MessageStatus.class);
        }

        @Override
        public String valueToString(Object value) {
            return ((MessageStatus) value).wire();
        }
    }
}
