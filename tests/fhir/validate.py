#!/usr/bin/env python3
"""Checks FHIR that samtale writes with the typed models of another implementation, and with the whole of HL7's schema.

    pip install fhirkit-rs jsonschema
    tests/fhir/validate.py [--samtale target/release/samtale] [--schema fhir.schema.json] [FILE ...]

Without files it exports the dialogues of the embedded pack and of examples/phq9, and evaluates a few persons.
fhir.schema.json is in https://hl7.org/fhir/R4/fhir.schema.json.zip. Exit code 1 where something is not valid.
"""

import argparse
import json
import pathlib
import subprocess
import sys

import fhirkit

PERSONS = [
    {},
    {"symptoms": ["chest_pain"], "sleep_hours": 6.5, "none": ["conditions"]},
    {"symptoms": ["twitching"], "twitch_days": 30, "caffeine_mg": 700,
     "unknown": ["symptoms.weakness", "stress", "weight_kg"], "worried": True},
]
DIALOGUES = ["intake", "red_flags", "mood", "twitching", "training", "stimulants_and_sleep", "fasting", "brain"]
PHQ9 = pathlib.Path(__file__).parents[2] / "examples" / "phq9"


def written(samtale):
    """What the program writes, with a name for each."""

    def run(name, *arguments, stdin=""):
        ran = subprocess.run([samtale, *arguments], input=stdin, capture_output=True, text=True, check=True)
        return name, json.loads(ran.stdout)

    for dialogue in DIALOGUES:
        yield run(dialogue, "export", "fhir", dialogue)
    yield run("phq9", "export", "fhir", "--pack", str(PHQ9))
    for number, person in enumerate(PERSONS):
        yield run(f"person {number}", "run", "--facts", "-", "--format", "fhir", stdin=json.dumps(person))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--samtale", default="target/release/samtale")
    parser.add_argument("--schema", type=pathlib.Path)
    parser.add_argument("files", nargs="*", type=pathlib.Path)
    options = parser.parse_args()
    validator = None
    if options.schema:
        import jsonschema

        validator = jsonschema.Draft6Validator(json.loads(options.schema.read_text()))
    found = 0
    resources = [(str(path), json.loads(path.read_text())) for path in options.files]
    for name, resource in resources or written(options.samtale):
        problems = [str(issue) for issue in fhirkit.validate(resource)]
        if validator:
            problems += [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(resource)]
        print(f"{name}: {resource['resourceType']}, {'valid' if not problems else ''}")
        for problem in problems:
            print(f"  {problem}")
        found += len(problems)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
