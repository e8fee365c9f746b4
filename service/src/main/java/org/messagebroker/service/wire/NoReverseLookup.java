package org.messagebroker.service.wire;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.stream.Stream;

/**
 * Never asks the name service for the name of an address. Helidon would, for each connection it accepts: a slow or hostile
 * name service would hold up every client. Names are still looked up as ever. Found by the JDK as a service.
 */
public final class NoReverseLookup extends InetAddressResolverProvider {

    @Override
    public InetAddressResolver get(Configuration configuration) {
        return new Forward(configuration.builtinResolver());
    }

    @Override
    public String name() {
        return "no-reverse-lookup";
    }

    private record Forward(InetAddressResolver builtin) implements InetAddressResolver {

        @Override
        public Stream<InetAddress> lookupByName(String host, LookupPolicy policy) throws UnknownHostException {
            return builtin.lookupByName(host, policy);
        }

        @Override
        public String lookupByAddress(byte[] address) throws UnknownHostException {
            throw new UnknownHostException("addresses are not looked up");
        }
    }
}
