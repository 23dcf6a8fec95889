"""What of others the image ships is there with its licence, and is what its user asks for."""

import re
import zipfile

from conftest import image_folder

OWN = re.compile(r"(^|/)[\w-]*(LICEN[CS]E|COPYING|about)[\w-]*(\.\w+)?$", re.IGNORECASE)


def jars():
    """By artifact, the names of the files in it."""
    found = {}
    for path in image_folder().glob("lib/*.jar"):
        with zipfile.ZipFile(path) as jar:
            found[re.sub(r"-\d[\w.]*\.jar$", "", path.name)] = jar.namelist()
    return found


def named():
    """Artifacts in the list of THIRD-PARTY.txt, with their licences."""
    text = (image_folder() / "THIRD-PARTY.txt").read_text()
    return dict(re.findall(r"^  ([a-z][\w.-]+): ([\w.-]+)", text, re.MULTILINE))


def test_jar_without_a_licence_of_its_own_is_named_and_no_other():
    bare = {name for name, files in jars().items() if not any(OWN.search(f) for f in files)}
    assert bare - {"treeline.jar"} == set(named())


def test_licence_that_is_named_is_allowed_and_its_text_is_there():
    text = (image_folder() / "THIRD-PARTY.txt").read_text()
    assert set(named().values()) <= {"Apache-2.0", "BSD-2-Clause", "MIT-0"}
    assert "Apache License" in (image_folder() / "LICENSE").read_text()
    assert "Copyright 2017-2022 Azul Systems, Inc." in text
    assert "Redistributions in binary form" in text


def test_native_part_of_the_client_holds_the_curl_whose_licence_is_there():
    library = (image_folder() / "lib" / "libaws-lambda-jni.so").read_bytes()
    assert b"libcurl" in library
    assert "Copyright (c) 1996 - 2022, Daniel Stenberg" in (image_folder() / "THIRD-PARTY.txt").read_text()


def test_java_brings_its_licences_and_the_certificates_that_it_trusts():
    runtime = image_folder() / "runtime"
    assert (runtime / "legal/java.base/LICENSE").stat().st_size > 10_000
    assert (runtime / "lib/security/cacerts").stat().st_size > 50_000


def test_client_of_lambda_finds_the_serialization_that_it_asks_for():
    (client,) = image_folder().glob("lib/aws-lambda-java-runtime-interface-client-*.jar")
    with zipfile.ZipFile(client) as jar:
        (pom,) = [name for name in jar.namelist() if name.endswith("/pom.xml")]
        asked = re.search(
            r">aws-lambda-java-serialization</artifactId>\s*<version>([\d.]+)<", jar.read(pom).decode()
        )[1]
    found = [path.name for path in image_folder().glob("lib/aws-lambda-java-serialization-*")]
    assert found == [f"aws-lambda-java-serialization-{asked}.jar"]
