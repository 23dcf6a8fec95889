package dev.treeline;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/// The rules of the structure, for a tree of packages below one root: `dev.treeline`, or `planted`,
/// where every rule has a class that breaks it.
record ArchitectureRules(String root) {

  /// Who may import whom: the table of packages, and no other arrows.
  private static final Map<String, Set<String>> ARROWS = arrows();

  private static final Set<String> PURE =
      Set.of(
          "booster",
          "pickle",
          "kernel",
          "attribution",
          "forest",
          "json",
          "payload",
          "sketch",
          "drift",
          "quality",
          "report",
          "cost",
          "project");

  private static final Pattern BANNED_PACKAGE =
      Pattern.compile(".*\\.(util|utils|common|helper|helpers|service|dto|impl)(\\..*)?");

  private static final Pattern BANNED_CLASS =
      Pattern.compile("Abstract.*|.*(Util|Utils|Helper|Manager|Service|Impl|Dto)");

  private static Map<String, Set<String>> arrows() {
    Map<String, Set<String>> arrows = new LinkedHashMap<>();
    arrows.put("json", Set.of());
    arrows.put("booster", Set.of());
    arrows.put("kernel", Set.of("booster"));
    arrows.put("attribution", Set.of("booster"));
    arrows.put("forest", Set.of("json", "booster", "kernel", "attribution"));
    arrows.put("pickle", Set.of("booster"));
    arrows.put("payload", Set.of("json"));
    arrows.put("settings", Set.of());
    arrows.put("store", Set.of());
    arrows.put("aws", Set.of());
    arrows.put("event", Set.of());
    arrows.put("capture", Set.of("json", "settings", "store"));
    arrows.put("sketch", Set.of());
    arrows.put("drift", Set.of("sketch"));
    arrows.put("quality", Set.of("sketch"));
    arrows.put("report", Set.of("drift", "quality", "sketch"));
    arrows.put(
        "request",
        Set.of(
            "json",
            "attribution",
            "event",
            "booster",
            "forest",
            "payload",
            "capture",
            "settings",
            "store"));
    arrows.put(
        "monitor",
        Set.of(
            "capture",
            "payload",
            "sketch",
            "drift",
            "quality",
            "report",
            "booster",
            "forest",
            "settings",
            "store",
            "aws"));
    arrows.put("cost", Set.of());
    arrows.put("project", Set.of());
    arrows.put("gate", Set.of("booster", "forest", "settings", "store", "aws"));
    arrows.put("local", Set.copyOf(arrows.keySet()));
    return arrows;
  }

  /// Every package imports only what the table allows it, and every package stands in the table.
  List<ArchRule> arrowRules() {
    Stream<ArchRule> allowed =
        ARROWS.entrySet().stream()
            .map(
                arrow ->
                    classes()
                        .that(resideInAPackage(root + "." + arrow.getKey() + ".."))
                        .should()
                        .onlyDependOnClassesThat(
                            not(resideInAPackage(root + ".."))
                                .or(in(arrow.getKey()))
                                .or(in(arrow.getValue().toArray(String[]::new))))
                        .allowEmptyShould(true)
                        .as(arrow.getKey() + " imports only " + arrow.getValue()));
    ArchRule listed =
        classes()
            .that(not(resideInAnyPackage(root)))
            .should()
            .resideInAnyPackage(ARROWS.keySet().stream().map(this::below).toArray(String[]::new))
            .as("every package stands in the table of arrows");
    return Stream.concat(allowed, Stream.of(listed)).toList();
  }

  ArchRule noCycles() {
    return slices().matching(root + ".(*)..").should().beFreeOfCycles();
  }

  /// Maths needs no cloud, network, file system, clock or environment.
  ArchRule purity() {
    return noClasses()
        .that(in(PURE.toArray(String[]::new)))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                    "software.amazon..", "com.amazonaws..", "java.net..", "java.nio.file..")
                .or(
                    describe(
                        "files, clocks and processes",
                        (JavaClass c) ->
                            c.getName().startsWith("java.io.File")
                                || c.isEquivalentTo(java.io.RandomAccessFile.class)
                                || c.isEquivalentTo(java.time.Clock.class)
                                || c.isEquivalentTo(java.time.InstantSource.class)
                                || c.isEquivalentTo(ProcessBuilder.class))))
        .allowEmptyShould(true)
        .as("pure packages know no cloud, network, file system or clock");
  }

  /// World in, value out: the world is touched where the program starts, and nowhere else.
  ArchRule worldOnlyAtEntries() {
    return classes()
        .that(
            not(
                describe(
                    "entries",
                    (JavaClass c) ->
                        outermost(c).endsWith("Handler")
                            || outermost(c).equals("Main")
                            || outermost(c).equals("Countdown"))))
        .should(
            notAccess(
                "the clock, the environment, standard streams or client builders",
                ArchitectureRules::isWorld));
  }

  ArchRule bannedNames() {
    return noClasses()
        .should(
            holdFor(
                "carry a banned name",
                c ->
                    BANNED_PACKAGE.matcher(c.getPackageName() + ".").matches()
                        || BANNED_PACKAGE.matcher(c.getPackageName()).matches()
                        || BANNED_CLASS.matcher(c.getSimpleName()).matches()));
  }

  ArchRule nullMarked() {
    return classes()
        .that(not(resideInAPackage("..templates..")))
        .should(
            holdFor(
                "be in a @NullMarked package",
                c -> c.getPackage().isAnnotatedWith(NullMarked.class)));
  }

  private String below(String name) {
    return root + "." + name + "..";
  }

  private DescribedPredicate<JavaClass> in(String... names) {
    return resideInAnyPackage(Stream.of(names).map(this::below).toArray(String[]::new));
  }

  private static String outermost(JavaClass c) {
    return c.getEnclosingClass().map(ArchitectureRules::outermost).orElse(c.getSimpleName());
  }

  private static boolean isWorld(JavaAccess<?> access) {
    String owner = access.getTargetOwner().getName();
    String name = access.getTarget().getName();
    return switch (name) {
      case "now" -> owner.startsWith("java.time.");
      case "getenv", "currentTimeMillis", "nanoTime" -> owner.equals("java.lang.System");
      case "out", "err", "in" -> owner.equals("java.lang.System");
      case "randomUUID" -> owner.equals("java.util.UUID");
      case "builder", "create" ->
          owner.startsWith("software.amazon.awssdk.services") && owner.endsWith("Client");
      default -> false;
    };
  }

  private static ArchCondition<JavaClass> notAccess(
      String description, Predicate<JavaAccess<?>> forbidden) {
    return new ArchCondition<>("not access " + description) {
      @Override
      public void check(JavaClass c, ConditionEvents events) {
        c.getAccessesFromSelf().stream()
            .filter(forbidden)
            .forEach(a -> events.add(SimpleConditionEvent.violated(c, a.getDescription())));
      }
    };
  }

  private static ArchCondition<JavaClass> holdFor(String description, Predicate<JavaClass> claim) {
    return new ArchCondition<>(description) {
      @Override
      public void check(JavaClass c, ConditionEvents events) {
        events.add(new SimpleConditionEvent(c, claim.test(c), c.getName()));
      }
    };
  }
}
