#!/usr/bin/env python3
"""A client of `samtale stdio`: runs one intake and prints what it came to.

    python3 examples/stdio_client.py [--samtale PATH] [--lang LANG] [--json] ANSWERS.json

ANSWERS.json is an object: the name of a question (a fact, or fact.member) -> the answer to it.
A list chooses options, a number is a value, "none" denies what the list shows, any other text is
said in words. What is not in it is answered by "don't know". The key "" is what the person says
first. Only the standard library is needed.
"""

import argparse
import json
import subprocess
import sys


class Samtale:
    """One `samtale stdio` process."""

    def __init__(self, program, arguments=()):
        self.process = subprocess.Popen(
            [program, "stdio", *arguments],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8",
        )

    def send(self, **message):
        self.process.stdin.write(json.dumps(message) + "\n")
        self.process.stdin.flush()
        reply = json.loads(self.process.stdout.readline())
        if reply["type"] == "error":
            raise ValueError(f"{reply['error']['code']}: {reply['error']['message']}")
        return reply

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def answer_to(question, answers):
    """The answer to a question as fields of a message."""
    if question["manner"] == "listen":
        return {"text": answers.get("", "-")}
    answer = answers.get(question["name"])
    ids = [option["id"] for option in question["options"]]
    if answer == "none" and question["type"] == "set":
        return {"none": True}
    if isinstance(answer, list):
        chosen = [name for name in answer if name in ids]
        # the rest of a list, asked for: it was looked at when the answers were written
        return {"choose": chosen} if chosen else {"none": True}
    if question["type"] == "number" and isinstance(answer, (int, float)):
        return {"value": answer}
    if isinstance(answer, str) and answer in ids:
        return {"choose": [answer]}
    if isinstance(answer, str):
        return {"text": answer}
    return {"unknown": True}


def show(reply):
    for block in reply["shown"]:
        if block["kind"] == "card":
            print(f"*** {block['heading']} ***")
            print(block["text"])
            for line in block["points"] + block["foot"]:
                print(f"  - {line}")
        else:
            print(block["text"])
    if reply["question"]:
        print(f"? {reply['question']['text']}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("answers")
    parser.add_argument("--samtale", default="samtale")
    parser.add_argument("--lang", default="en")
    parser.add_argument("--json", action="store_true", help="print the outcome as JSON only")
    options = parser.parse_args()
    with open(options.answers, encoding="utf-8") as file:
        answers = json.load(file)
    samtale = Samtale(options.samtale)
    reply = samtale.send(type="start", session="intake", lang=options.lang)
    for _ in range(200):
        if not options.json:
            show(reply)
        # an emergency comes first: the person calls, and no form is filled in
        if reply["question"] is None or reply["urgency"] == "emergency":
            break
        fields = answer_to(reply["question"], answers)
        if not options.json:
            print("> " + json.dumps(fields, ensure_ascii=False))
        reply = samtale.send(type="answer", session="intake", **fields)
    outcome = samtale.send(type="outcome", session="intake")["outcome"]
    samtale.send(type="end", session="intake")
    samtale.close()
    print(json.dumps(outcome, ensure_ascii=False, indent=None if options.json else 2))
    return 1 if any(r["urgency"] == "emergency" for r in outcome["referrals"]) else 0


if __name__ == "__main__":
    sys.exit(main())
