package planted.drift;

import planted.sketch.ImportsDrift;

/// One half of a cycle.
public record Effect(ImportsDrift sketch) {}
