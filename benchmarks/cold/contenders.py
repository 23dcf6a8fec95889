"""The functions that are started, each in Lambda's layout: the unpacked zip is the working folder,
Lambda's own jars are the JVM's class path, and the runtime client loads the handler."""

import hashlib
import os
import platform
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

from api import Firehose
from environment import Environment, Function

HANDLER = "dev.treeline.request.ScoreHandler"
FUNCTIONS = "dev.treeline.benchmarks.functions"
CLIENT = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda"

# What Lambda's java25 runtime sets for a function without SnapStart, and a heap for 1,769 MB.
FLAGS = [
    "-XX:TieredStopAtLevel=1",
    "-XX:+UseSerialGC",
    "-Xmx512m",
    "--enable-native-access=ALL-UNNAMED",
    "-Djava.io.tmpdir={scratch}",
]

NATIVE = "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI"


def native_part(class_path: str, folder: Path) -> Path:
    """The runtime client's native part beside the client, as Lambda has it. Otherwise each start
    would unpack it to one name in /tmp, from under the feet of whatever else runs there."""
    machine = {"aarch64": "aarch_64"}.get(platform.machine(), platform.machine())
    name = f"libaws-lambda-jni.linux-{machine}.so"
    client = next(jar for jar in class_path.split(":") if "runtime-interface-client" in jar)
    with zipfile.ZipFile(client) as jar:
        target = folder / name
        target.write_bytes(jar.read(f"jni/{name}"))
    return target


class Contenders:
    """Lays the folders out below target/cold.

    treeline: the built artefact, as the Makefile lays it out
    functions: what functions/pom.xml builds
    python: of the virtual environment of the Python peers
    """

    def __init__(self, java: str, python: str, treeline: Path, functions: Path, cold: Path):
        self.java = java
        self._python = python
        self.treeline_folder = treeline
        self._functions = functions
        self._cold = cold
        self._runtime = (functions / "runtime-classpath").read_text().strip()
        self._native = native_part(self._runtime, cold)
        self.firehose = Firehose()

    def treeline(self, capture: str) -> Function:
        command = self._java_command(HANDLER, self._runtime, [])
        variables = self._capture(capture)
        return Function(f"Treeline, {capture}", command, self.treeline_folder, HANDLER, variables)

    def sized(self, model: Path) -> Function:
        """Treeline with another model, capture off."""
        folder = self._cold / f"treeline-{model.stem}"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.treeline_folder, folder, ignore=shutil.ignore_patterns("model"))
        (folder / "model").mkdir()
        shutil.copy(model, folder / "model" / "model.ubj")
        return replace(self.treeline("off"), name=model.stem, folder=folder)

    def echo(self) -> Function:
        folder = self._zip("echo", ["Echo"], ["aws-lambda-java-core"])
        return self._java_function("echo", folder, f"{FUNCTIONS}.Echo")

    def textbook(self) -> Function:
        folder = self._zip("textbook", ["Textbook", "Textbook$Asked", "Textbook$Answer"], [""])
        self._model(folder, self.treeline_folder / "model" / "model.ubj")
        return self._java_function("textbook", folder, f"{FUNCTIONS}.Textbook")

    def python(self, name: str, model: Path) -> Function:
        folder = self._cold / name
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(Path(__file__).parent / "handlers" / name, folder)
        self._model(folder, model)
        command = [self._python, "-m", "awslambdaric", "app.handler"]
        return Function(name.replace("_", "-"), command, folder, "app.handler")

    def with_aot_cache(self, event: bytes) -> Function:
        """The container form: all jars on the class path, and an AOT cache of a training run with
        the launch's flags. A JVM does not notice that a cache is older than its jars, so jars and
        cache are made together, below a name that is a digest of the jars.

        The training run captures no line. A JVM links all classes of its cache before it does
        anything else, and those of the AWS SDK are not needed until the reply has gone."""
        lib = sorted((self.treeline_folder / "lib").iterdir())
        folder = self._cold / "container"
        shutil.rmtree(folder, ignore_errors=True)
        (folder / "task").mkdir(parents=True)
        shutil.copytree(self.treeline_folder / "model", folder / "task" / "model")
        jar = folder / "treeline.jar"
        roots = [p.name for p in self.treeline_folder.iterdir() if p.name not in ("lib", "model")]
        arguments = [part for root in roots for part in ("-C", str(self.treeline_folder), root)]
        tool = Path(self.java).with_name("jar")
        subprocess.run([tool, "--create", "--file", jar, *arguments], check=True)
        digest = hashlib.sha256(b"".join(p.read_bytes() for p in (jar, *lib))).hexdigest()[:12]
        cache = folder / f"{digest}.aot"
        class_path = os.pathsep.join([self._runtime, str(jar), *map(str, lib)])

        def function(flag: str, variables: dict[str, str]) -> Function:
            command = self._java_command(HANDLER, class_path, [f"-XX:{flag}={cache}"])
            return Function("Treeline, AOT cache", command, folder / "task", HANDLER, variables)

        captured = self._capture("buffered")
        uncaptured = captured | {"TREELINE_CAPTURE_PERCENT": "0"}
        with Environment(function("AOTCacheOutput", uncaptured)) as training:
            for _ in range(3):
                training.api.invoke(event)
            training.stop(120)
        if not cache.is_file():
            sys.exit("the training run left no AOT cache")
        return function("AOTCache", captured)

    def warm_command(self, program: str, *arguments: str, c1: bool = True) -> list[str]:
        """A program that calls a handler in its own JVM, without a runtime client."""
        class_path = os.pathsep.join(
            [f"{self.treeline_folder}", f"{self.treeline_folder}/lib/*", f"{self._functions}/classes"]
        )
        flags = [flag for flag in FLAGS[0 if c1 else 1 :] if "{scratch}" not in flag]
        return [self.java, *flags, "-cp", class_path, f"{FUNCTIONS}.{program}", *arguments]

    def _java_function(self, name: str, folder: Path, handler: str) -> Function:
        return Function(name, self._java_command(handler, self._runtime, []), folder, handler)

    def _java_command(self, handler: str, class_path: str, flags: list[str]) -> list[str]:
        native = f"-D{NATIVE}={self._native}"
        return [self.java, *FLAGS, native, *flags, "-cp", class_path, CLIENT, handler]

    def _capture(self, mode: str) -> dict[str, str]:
        if mode == "off":
            return {"TREELINE_CAPTURE": "off"}
        return {
            "TREELINE_CAPTURE": mode,
            "TREELINE_CAPTURE_STREAM": "measured",
            "AWS_ENDPOINT_URL": f"http://{self.firehose.server.address}",
        }

    def _zip(self, name: str, classes: list[str], jars: list[str]) -> Path:
        folder = self._cold / name
        shutil.rmtree(folder, ignore_errors=True)
        package = Path(*FUNCTIONS.split("."))
        (folder / package).mkdir(parents=True)
        (folder / "lib").mkdir()
        for file in classes:
            shutil.copy(self._functions / "classes" / package / f"{file}.class", folder / package)
        for jar in (self._functions / "textbook-lib").iterdir():
            if any(jar.name.startswith(prefix) for prefix in jars):
                shutil.copy(jar, folder / "lib")
        return folder

    @staticmethod
    def _model(folder: Path, model: Path) -> None:
        (folder / "model").mkdir()
        shutil.copy(model, folder / "model")
