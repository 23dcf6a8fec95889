package dev.treeline.pickle;

import dev.treeline.pickle.PickleValue.Entries;
import dev.treeline.pickle.PickleValue.Instance;
import dev.treeline.pickle.PickleValue.Items;
import dev.treeline.pickle.PickleValue.Name;
import dev.treeline.pickle.PickleValue.Octets;
import dev.treeline.pickle.PickleValue.Opaque;
import dev.treeline.pickle.PickleValue.Text;
import dev.treeline.pickle.PickleValue.Whole;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads a pickle of protocol 0 to 5 (the instructions are those of CPython's `pickletools`)
/// without executing it: a call makes an [Instance] that names what was to be called, and only for
/// the names in [#BUILT]; every other call is refused with its name. A function that is only
/// mentioned, such as a metric of the user's own, is carried as a name.
///
/// Written here and not taken from `net.razorvine:pickle`, because hostile input must end in an
/// error that says where. That library believes lengths before it allocates (2 GB for nine bytes),
/// calls constructors from one registry for the whole process, fails with whatever cast or index
/// went wrong, and says no byte.
///
/// Why this is bounded: each instruction makes at most one value of bounded size or as many bytes
/// as the file has for it, nothing is copied from a shared value, nothing recurses, and there are
/// at most [#MOST_INSTRUCTIONS].
final class PickleMachine {
  private static final int MOST_INSTRUCTIONS = 1 << 20;
  private static final int NEWEST_PROTOCOL = 5;

  /// What may be called, to make inert data of it.
  private static final Map<String, List<String>> BUILT =
      Map.ofEntries(
          Map.entry("xgboost.core", List.of("Booster")),
          Map.entry("xgboost.sklearn", PickledBooster.WRAPPERS),
          Map.entry("xgboost.compat", List.of("XGBoostLabelEncoder", "XGBLabelEncoder")),
          Map.entry(
              "xgboost.callback",
              List.of("EarlyStopping", "EvaluationMonitor", "LearningRateScheduler")),
          Map.entry("sklearn.preprocessing.label", List.of("LabelEncoder")),
          Map.entry("sklearn.preprocessing._label", List.of("LabelEncoder")),
          Map.entry("numpy", List.of("dtype", "ndarray")),
          Map.entry("numpy._core.multiarray", List.of("_reconstruct", "scalar")),
          Map.entry("numpy._core.numeric", List.of("_frombuffer")),
          Map.entry(
              "numpy.random._pickle", // a random_state
              List.of("__randomstate_ctor", "__generator_ctor", "__bit_generator_ctor")),
          Map.entry("collections", List.of("OrderedDict", "defaultdict")),
          Map.entry("_codecs", List.of("encode")),
          Map.entry(
              "builtins", List.of("bytearray", "bytes", "object", "set", "frozenset", "complex")));

  private final PickleBytes in;
  private final PickleLiterals literals;
  private final List<PickleValue> stack = new ArrayList<>();
  private final List<Integer> marks = new ArrayList<>();
  private final Map<Long, PickleValue> memo = new HashMap<>();

  PickleMachine(PickleBytes in) {
    this.in = in;
    literals = new PickleLiterals(in);
  }

  /// The one value that the pickle holds.
  ///
  /// @throws dev.treeline.booster.ModelFormatException if it cannot be read, or calls what is not
  ///   needed for a model
  PickleValue run() {
    for (int count = 0; count < MOST_INSTRUCTIONS; count++) {
      int code = in.instruction();
      if (code == '.') {
        PickleValue value = pop();
        in.end();
        return value;
      }
      step(code);
    }
    throw in.wrong("more than " + MOST_INSTRUCTIONS + " instructions", "a model");
  }

  private void step(int code) {
    switch (code) {
      case 0x80 -> protocol();
      case 0x95 -> in.length(8); // FRAME: only a hint for buffering
      case '(' -> marks.add(stack.size());
      case '0' -> drop();
      case '1' -> aboveMark();
      case '2' -> stack.add(top());
      case 'p' -> memo.put(key(), top());
      case 'q' -> memo.put((long) in.unsigned8(), top());
      case 'r' -> memo.put(Integer.toUnsignedLong(in.signed32()), top());
      case 0x94 -> memo.put((long) memo.size(), top());
      case 'g' -> recall(key());
      case 'h' -> recall(in.unsigned8());
      case 'j' -> recall(Integer.toUnsignedLong(in.signed32()));
      case 't' -> stack.add(Items.tuple(aboveMark()));
      case ')' -> stack.add(Items.tuple(List.of()));
      case 0x85, 0x86, 0x87 -> tuple(code - 0x84);
      case 'l' -> stack.add(Items.list(aboveMark()));
      case 'a' -> append(List.of(pop()));
      case 'e' -> append(aboveMark());
      case 'd' -> dict(aboveMark());
      case 's' -> entry();
      case 'u' -> entries(aboveMark());
      case 0x90 -> member(aboveMark());
      case 0x91 -> set(aboveMark());
      case 'c' -> stack.add(new Name(identifier(), identifier()));
      case 0x93 -> stackName();
      case 'i' -> old(new Name(identifier(), identifier()), aboveMark());
      case 'o' -> oldFromStack(aboveMark());
      case 'R', 0x81 -> call(pop(), pop());
      case 0x92 -> callWithKeywords();
      case 'b' -> build();
      default -> stack.add(literals.read(code));
    }
  }

  private void protocol() {
    int version = in.unsigned8();
    if (version > NEWEST_PROTOCOL) {
      throw in.wrong("protocol " + version, "a pickle of protocol 0 to " + NEWEST_PROTOCOL);
    }
  }

  // Stack and memo.

  private int floor() {
    return marks.isEmpty() ? 0 : marks.getLast();
  }

  private PickleValue top() {
    if (stack.size() <= floor()) {
      throw in.wrong("an instruction with nothing to work on", "a value before it");
    }
    return stack.getLast();
  }

  private PickleValue pop() {
    PickleValue value = top();
    stack.removeLast();
    return value;
  }

  private void drop() {
    if (!marks.isEmpty() && stack.size() == floor()) {
      marks.removeLast();
    } else {
      pop();
    }
  }

  /// Takes all down to the last mark, and the mark.
  private List<PickleValue> aboveMark() {
    if (marks.isEmpty()) {
      throw in.wrong("the end of a list that was not begun", "a mark before it");
    }
    List<PickleValue> above = stack.subList(marks.removeLast(), stack.size());
    List<PickleValue> taken = List.copyOf(above);
    above.clear();
    return taken;
  }

  private long key() {
    return literals.number(in.shortLine()) instanceof Whole(long number) ? number : -1;
  }

  private void recall(long key) {
    PickleValue value = memo.get(key);
    if (value == null) {
      throw in.wrong("a reference to the value " + key, "the number of a value stored before");
    }
    stack.add(value);
  }

  // Containers.

  private void tuple(int size) {
    var values = new ArrayList<PickleValue>(size);
    for (int i = 0; i < size; i++) {
      values.addFirst(pop());
    }
    stack.add(Items.tuple(List.copyOf(values)));
  }

  private void append(List<PickleValue> values) {
    if (!(top() instanceof Items items) || items.tuple()) {
      throw in.wrong("values for " + top().described(), "values for a list");
    }
    items.values().addAll(values);
  }

  private void dict(List<PickleValue> values) {
    stack.add(new Entries());
    entries(values);
  }

  private void entry() {
    PickleValue value = pop();
    entries(List.of(pop(), value));
  }

  private void entries(List<PickleValue> values) {
    if (values.size() % 2 != 0) {
      throw in.wrong("a key without a value", "pairs");
    }
    switch (top()) {
      case Entries entries -> {
        for (int i = 0; i < values.size(); i += 2) {
          entries.put(values.get(i), values.get(i + 1));
        }
      }
      case Instance _ -> {} // an OrderedDict, such as the evaluation history: not needed
      case PickleValue other ->
          throw in.wrong("entries for " + other.described(), "entries for a dict");
    }
  }

  private void member(List<PickleValue> members) {
    if (!(top() instanceof Opaque)) {
      throw in.wrong(members.size() + " members for " + top().described(), "members of a set");
    }
  }

  private void set(List<PickleValue> members) {
    stack.add(new Opaque("a set of " + members.size()));
  }

  // Objects.

  private String identifier() {
    byte[] line = in.line();
    return new Octets(line).text();
  }

  private void stackName() {
    PickleValue name = pop();
    PickleValue module = pop();
    if (!(module instanceof Text(String moduleText)) || !(name instanceof Text(String nameText))) {
      throw in.wrong(
          module.described() + " and " + name.described(), "the texts of a module and a name");
    }
    stack.add(new Name(moduleText, nameText));
  }

  private void old(PickleValue type, List<PickleValue> arguments) {
    stack.add(instance(type, arguments));
  }

  private void oldFromStack(List<PickleValue> values) {
    if (values.isEmpty()) {
      throw in.wrong("an object without a class", "a class");
    }
    old(values.getFirst(), values.subList(1, values.size()));
  }

  private void call(PickleValue arguments, PickleValue called) {
    if (!(arguments instanceof Items items) || !items.tuple()) {
      throw in.wrong(arguments.described() + " as arguments", "a tuple");
    }
    List<PickleValue> values = items.values();
    boolean wrapped =
        called instanceof Name name
            && (name.full().equals("copyreg._reconstructor")
                || name.full().equals("copyreg.__newobj__"));
    if (wrapped) {
      oldFromStack(values);
    } else {
      old(called, values);
    }
  }

  private void callWithKeywords() {
    PickleValue keywords = pop();
    if (!(keywords instanceof Entries)) {
      throw in.wrong(keywords.described() + " as named arguments", "a dict");
    }
    call(pop(), pop());
  }

  private Instance instance(PickleValue called, List<PickleValue> arguments) {
    if (!(called instanceof Name name)) {
      throw in.wrong("a call of " + called.described(), "a class");
    }
    if (!BUILT.getOrDefault(name.module(), List.of()).contains(name.name())) {
      throw in.wrong(
          "a call of " + name.described(),
          "the classes of xgboost and what they are made of; nothing in a pickle is executed. "
              + "Save the model itself with Booster.save_model, and import that");
    }
    return new Instance(name, arguments, in.at());
  }

  private void build() {
    PickleValue state = pop();
    if (!(top() instanceof Instance instance)) {
      throw in.wrong("a state for " + top().described(), "a state for an object");
    }
    instance.build(state);
  }
}
