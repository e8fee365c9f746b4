package org.messagebroker.queue;

import java.util.List;
import java.util.concurrent.Future;

/** How a script is sent to Redis. */
interface Calls {

    /** One that Redis has seen. */
    Future<List<Object>> known(Script script, List<Object> keys, Object[] arguments);

    /** One that it may not have seen. */
    Future<List<Object>> unknown(Script script, List<Object> keys, Object[] arguments);
}
