package org.messagebroker.bench.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.messagebroker.bench.prove.Proof;

class ChaosProofTest {

    private final Proof proof = new ChaosProof(Size.FULL, 1_000, List.of());

    @Test
    void isRepeatedWithTheOptionsThatItsCommandHas() {
        assertEquals(" --kills 20", proof.options(new Proof.Scale(20, 7)));
        assertEquals("", proof.options(new Proof.Scale(proof.fullSize(), 7)));
    }
}
