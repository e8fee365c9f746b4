package org.messagebroker.queue;

import static org.redisson.api.RScript.Mode.READ_WRITE;
import static org.redisson.api.RScript.ReturnType.LIST;

import java.util.List;
import java.util.concurrent.Future;
import org.redisson.api.RScript;

/** By itself. */
record PlainCalls(RScript scripts) implements Calls {

    @Override
    public Future<List<Object>> known(Script script, List<Object> keys, Object[] arguments) {
        return scripts.evalShaAsync(READ_WRITE, script.digest(), LIST, keys, arguments);
    }

    @Override
    public Future<List<Object>> unknown(Script script, List<Object> keys, Object[] arguments) {
        return scripts.evalAsync(READ_WRITE, script.text(), LIST, keys, arguments);
    }
}
