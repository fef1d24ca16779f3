# Everything a person or a pipeline starts here. Needs a JDK 25, Maven, make and a network to the package registries.
SHELL := /bin/sh
.DEFAULT_GOAL := help

# The JDK 25, wherever it is; `compose/bin/java-home` says what to install if there is none.
export JAVA_HOME := $(shell compose/bin/java-home 2>/dev/null)
# Containers are removed by us and reached at one address, so Testcontainers needs no images of its own for either.
export TESTCONTAINERS_RYUK_DISABLED := true
export TESTCONTAINERS_HOST_OVERRIDE := 127.0.0.1
JAVA := $(JAVA_HOME)/bin/java
MVN := mvn -B -ntp
# Builds, and shows what Maven says only where it fails: even quiet, it ends with the reset of a colour.
quietly = mkdir -p target && { $(MVN) -q package -DskipTests $(1) >target/build.log 2>&1 || { cat target/build.log >&2; exit 1; }; }

BUILT := target/built
STACK := target/stack-built
LAUNCHER := compose/embedded/target/embedded.jar:compose/embedded/target/lib/*
CACHE := compose/kafka/target/kafka.aot
FAST := target/fast-start
LAUNCH := "$(JAVA)" -Xmx128m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \
  --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED -cp '$(LAUNCHER)' dev.orderly.compose.embedded.launch.Launcher

POMS := pom.xml $(wildcard */pom.xml compose/*/pom.xml)
# Folders too: they change when a file is removed.
SOURCES := $(shell find . -path ./.git -prune -o -path ./.data -prune -o -path '*/src/main*' -print)
STACK_SOURCES := $(filter ./compose/%,$(SOURCES))

.PHONY: help run brokers build fast test soak faults bench clean clean-data jdk

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

run: $(BUILT) $(CACHE) ## Start brokers and services; Ctrl-C stops everything
	@exec $(LAUNCH)

brokers: $(STACK) $(CACHE) ## Start Kafka, NATS, PostgreSQL and the mail sink alone
	@exec $(LAUNCH) --brokers-only

build: $(BUILT) $(CACHE) ## Build what is stale

fast: $(FAST) ## Prepare the fast start of the services: a minute or two, once a build

test: jdk ## Run every test, and check the format
	$(MVN) spotless:check verify

soak: jdk ## Run the tests of losses and recovery with ten times as many orders (ORDERS=20000)
	$(MVN) verify -pl compose/system-tests -am -Dgroups=recovery -Dorderly.orders=$(or $(ORDERS),20000) -Dtest.heap=4g

faults: jdk ## See that these tests fail when a guard is taken out of the services
	$(MVN) verify -pl compose/system-tests -am -Dgroups=faults -DexcludedGroups= -Dorderly.orders=200 -Dorderly.patience=30

bench: $(FAST) ## Measure the whole system under load, and its recovery (ORDERS=100000 ONLY=sagas)
	@"$(JAVA)" -Xmx512m -XX:+UseSerialGC -jar compose/bench/target/bench.jar '$(LAUNCHER)' $(or $(ORDERS),100000) $(ONLY)

clean: ## Remove what was built
	rm -rf target */target compose/*/target

clean-data: ## Remove the data of make run: topics, databases, letters
	@compose/bin/clean-data

jdk:
	@compose/bin/java-home >/dev/null

# Stamps: as long as no source or pom is newer, Maven is not even started.
$(BUILT): $(POMS) $(SOURCES) | jdk
	@test -f $(BUILT) && echo 'building ...' || echo 'building, which takes some minutes the first time ...'
	@$(call quietly,)
	@touch $(BUILT) $(STACK)

$(STACK): $(POMS) $(STACK_SOURCES) | jdk
	@test -f $(STACK) && echo 'building the brokers ...' || \
	  echo 'building the brokers, which takes some minutes the first time ...'
	@$(call quietly,-pl compose/embedded -am)
	@touch $(STACK)

# Kafka and its tools start faster with it; if it cannot be made, they start all the same.
$(CACHE): compose/kafka/target/kafka.jar | $(STACK)
	@echo 'preparing the fast start of Kafka ...'
	@"$(JAVA)" -cp '$(LAUNCHER)' dev.orderly.compose.embedded.KafkaCache || rm -f $@
	@test ! -f $@ || touch $@

$(FAST): $(BUILT) | $(CACHE)
	@echo 'preparing the fast start of the services ...'
	@"$(JAVA)" -Xmx512m -XX:+UseSerialGC -cp compose/bench/target/bench.jar dev.orderly.compose.bench.Training '$(LAUNCHER)'
	@touch $(FAST)

compose/kafka/target/kafka.jar: | $(STACK)
