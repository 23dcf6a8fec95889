# sam build calls one target for each function, in this folder, and takes what lands in ARTIFACTS_DIR:
#   classes at the root, jars in lib/, the model package in model/, and samconfig.toml: SAM publishes
#   a new version for new contents only, so parameters changed there reach callers with the next build.
# What only a workstation needs has scope provided or lies in dev/treeline/local and pickle, and stays out.

# Folders are listed too: their time changes when a file goes.
SOURCES := pom.xml $(shell find src/main)

# One build at a time in target/: ./treeline takes the same lock.
LOCKED := $(shell command -v flock >/dev/null && echo flock .build.lock)

build-ScoreFunction build-GateFunction build-MonitorFunction: target/lambda/built
	rm -rf "$(ARTIFACTS_DIR)" && mkdir -p "$(ARTIFACTS_DIR)"
	$(LOCKED) cp -R target/classes/. target/lambda/lib model samconfig.toml "$(ARTIFACTS_DIR)"
	rm -rf "$(ARTIFACTS_DIR)/dev/treeline/local" "$(ARTIFACTS_DIR)/dev/treeline/pickle"

# The stamp bears the time at which the build began: what is edited meanwhile is built again.
target/lambda/built: $(SOURCES)
	mkdir -p target && touch target/begun
	rm -rf target/lambda
	$(LOCKED) mvn -q -B -Dmaven.test.skip=true -Dspotless.check.skip=true package
	mv target/begun $@

.PHONY: build-ScoreFunction build-GateFunction build-MonitorFunction
