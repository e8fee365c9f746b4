package org.messagebroker.service.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.MessageId;

/** Values of one component that stand as text on the wire, and text itself. */
final class WireValues extends SimpleModule {

    WireValues() {
        super("wire-values");
        text(MessageId.class, MessageId::parse, "is not a message id (a UUID version 7)");
        text(
                ClientId.class,
                text -> ClientId.isValid(text) ? Optional.of(new ClientId(text)) : Optional.empty(),
                "is not a client id");
        addDeserializer(String.class, new Text());
    }

    /** No text of ours has a NUL; databases and logs would take it in ways of their own. */
    private static final class Text extends StringDeserializer {

        @Override
        public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            String text = super.deserialize(parser, context);
            if (text.indexOf('\0') >= 0) {
                throw new FieldFault(parser, "must not contain the character NUL");
            }
            return text;
        }
    }

    private <T> void text(Class<T> type, Function<String, Optional<T>> parse, String fault) {
        addSerializer(type, ToStringSerializer.instance);
        addDeserializer(type, new FromText<>(type, parse, fault));
    }

    private static final class FromText<T> extends StdScalarDeserializer<T> {

        private final transient Function<String, Optional<T>> parse;
        private final String fault;

        FromText(Class<T> type, Function<String, Optional<T>> parse, String fault) {
            super(type);
            this.parse = parse;
            this.fault = fault;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                throw new FieldFault(parser, fault);
            }
            Optional<T> value = parse.apply(parser.getText());
            if (value.isEmpty()) {
                throw new FieldFault(parser, fault);
            }
            return value.get();
        }
    }
}
