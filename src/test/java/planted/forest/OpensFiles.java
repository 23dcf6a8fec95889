package planted.forest;

import java.nio.file.Path;

/// A pure package that knows the file system.
record OpensFiles(Path path) {}
