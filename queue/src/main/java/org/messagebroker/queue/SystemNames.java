package org.messagebroker.queue;

import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.resolver.InetSocketAddressResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Finds Redis by the operating system's own resolver. The client's own asks name servers itself and keeps UDP sockets open at
 * every address of the machine for that. Thread-safe.
 */
final class SystemNames extends AddressResolverGroup<InetSocketAddress> {

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
        return new InetSocketAddressResolver(executor, new Lookup(executor));
    }

    /** On a thread of its own: the system may take seconds, and the executor carries the connections. */
    private static final class Lookup extends InetNameResolver {

        Lookup(EventExecutor executor) {
            super(executor);
        }

        @Override
        protected void doResolve(String host, Promise<InetAddress> promise) {
            Thread.startVirtualThread(() -> {
                try {
                    promise.setSuccess(InetAddress.getByName(host));
                } catch (UnknownHostException unknown) {
                    promise.setFailure(unknown);
                }
            });
        }

        @Override
        protected void doResolveAll(String host, Promise<List<InetAddress>> promise) {
            Thread.startVirtualThread(() -> {
                try {
                    promise.setSuccess(List.of(InetAddress.getAllByName(host)));
                } catch (UnknownHostException unknown) {
                    promise.setFailure(unknown);
                }
            });
        }
    }
}
