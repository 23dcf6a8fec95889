package planted.sketch;

import java.util.List;
import planted.drift.Effect;

/// The other half of a cycle.
public record ImportsDrift(List<Effect> effects) {}
