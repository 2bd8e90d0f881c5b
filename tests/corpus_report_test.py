#!/usr/bin/env python3
"""Holds scripts/corpus-report to its words: two programs that answer from files, each kind of difference once, reasons
and exit codes; and the real program beside itself. The first argument is the program."""
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = pathlib.Path(sys.argv.pop(1)).resolve()


def finding(line, message, rule="endpoint/port-not-offered", severity="error", path="a.yaml", **more):
    at = {"path": path, "startLine": line, "startColumn": 3, "endLine": line, "endColumn": 9}
    return {"rule": rule, "severity": severity, "message": message, "location": at, "fingerprint": "f", **more}


def report(*findings, reasons=()):
    return json.dumps({"findings": findings, "notChecked": [{"path": "a", "what": "b", "reason": r} for r in reasons]})


class CorpusReport(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.top = pathlib.Path(folder.name)
        (self.top / "shop").mkdir()

    def program(self, name, body):
        """A program that is the shell's text."""
        path = self.top / name
        path.write_text("#!/bin/sh\n" + body)
        path.chmod(0o755)
        return path

    def answers(self, name, text, code=1):
        return self.program(name, f"cat <<'END'\n{text}\nEND\nexit {code}\n")

    def compare(self, base, new, *options):
        done = subprocess.run([ROOT / "scripts" / "corpus-report", base, new, "shop", *options], cwd=self.top,
                              capture_output=True, text=True, timeout=300)
        self.assertEqual(done.stderr, "")
        return done.returncode, [line.strip() for line in done.stdout.splitlines() if line.startswith("    ")], done.stdout

    def differs(self, base, new):
        code, lines, _ = self.compare(self.answers("base", report(*base)), self.answers("new", report(*new)))
        self.assertEqual(code, 1 if lines else 0)
        return lines

    def test_same(self):
        one, two = finding(1, "`a`"), finding(2, "`b`", labels=[{"text": "here"}])
        self.assertEqual(self.differs([one, two], [two, one]), [])

    def test_lost_and_new(self):
        self.assertEqual(self.differs([finding(1, "gone")], [finding(9, "come", severity="note", path="b.yaml")]), [
            "lost shop a.yaml:1:3-9 endpoint/port-not-offered: error: gone",
            "new shop b.yaml:9:3-9 endpoint/port-not-offered: note: come"])

    def test_one_of_two_equal_findings_is_lost(self):
        self.assertEqual(len(self.differs([finding(1, "twice"), finding(1, "twice")], [finding(1, "twice")])), 1)

    def test_moved_to_the_nearest(self):
        lines = self.differs([finding(10, "x"), finding(50, "x")], [finding(52, "x"), finding(11, "x")])
        self.assertEqual(lines, ["moved shop a.yaml:10:3-9 → a.yaml:11:3-9 endpoint/port-not-offered: “x”",
                                 "moved shop a.yaml:50:3-9 → a.yaml:52:3-9 endpoint/port-not-offered: “x”"])

    def test_moved_and_reworded(self):
        lines = self.differs([finding(10, "`****` offers 80")], [finding(11, "`cache` offers 80")])
        self.assertEqual(lines, ["moved shop a.yaml:10:3-9 → a.yaml:11:3-9 endpoint/port-not-offered: "
                                 "message: “`****` offers 80” → “`cache` offers 80”"])

    def test_moved_to_another_file(self):
        self.assertTrue(self.differs([finding(1, "x")], [finding(1, "x", path="b.yaml")])[0].startswith("moved "))

    def test_another_rule_at_the_place_is_not_the_same(self):
        self.assertEqual(len(self.differs([finding(1, "x")], [finding(1, "x", rule="env/secret-missing")])), 2)

    def test_reworded(self):
        lines = self.differs([finding(1, "no `****`", help="old")], [finding(1, "no `cache`", help="new", more="m")])
        self.assertEqual(lines, ["reworded shop a.yaml:1:3-9 endpoint/port-not-offered: "
                                 "message: “no `****`” → “no `cache`”; help: “old” → “new”; more: “” → “m”"])

    def test_labels_are_words(self):
        label = lambda line: [{"text": "here", "location": {"startLine": line}}]
        self.assertEqual(len(self.differs([finding(1, "x", labels=label(2))], [finding(1, "x", labels=label(3))])), 1)

    def test_severity(self):
        lines = self.differs([finding(1, "x")], [finding(1, "x", severity="note")])
        self.assertEqual(lines, ["severity shop a.yaml:1:3-9 endpoint/port-not-offered: error → note; of “x”"])

    def test_fingerprints_need_no_reason(self):
        other = dict(finding(1, "x"), fingerprint="g")
        code, lines, text = self.compare(self.answers("base", report(finding(1, "x"))), self.answers("new", report(other)))
        self.assertEqual((code, lines), (0, []))
        self.assertIn("| shop | 1 | 0 | 1 |", text)

    def test_not_checked_by_reason(self):
        code, lines, _ = self.compare(
            self.answers("base", report(reasons=["`a` is a chart", "`b` is a chart", "same"])),
            self.answers("new", report(reasons=["`c` is a chart", "same"])))
        self.assertEqual((code, lines), (1, ["not-checked shop 2 → 1: _ is a chart"]))

    def test_exit_code_that_the_findings_do_not_explain(self):
        quiet = report()
        code, lines, _ = self.compare(self.answers("base", quiet, 0), self.answers("new", quiet, 1))
        self.assertEqual((code, lines), (1, ["outcome shop exit 0 → exit 1"]))
        _, lines, _ = self.compare(self.answers("base", quiet, 0), self.answers("new", report(finding(1, "x")), 1))
        self.assertEqual([line.split()[0] for line in lines], ["new"])

    def test_crash_timeout_and_no_json(self):
        base = self.answers("base", report(finding(1, "x")))
        for body, outcome in (("kill -SEGV $$", "crash by signal 11"), ("exec sleep 60", "timeout"),
                              ("echo '{'; exit 3", "exit 3 without JSON")):
            seconds = "4" if outcome == "timeout" else "60"
            code, lines, _ = self.compare(base, self.program("new", body + "\n"), "--timeout", seconds)
            self.assertEqual((code, lines), (1, [f"outcome shop exit 1 → {outcome}"]))
        same = self.program("same", "kill -SEGV $$\n")
        self.assertEqual(self.compare(same, same)[0], 1)  # as bad as before is bad

    def test_reasons(self):
        base = self.answers("base", report(finding(1, "gone"), finding(2, "quite `****`")))
        new = self.answers("new", report(finding(2, "quite `clear`")))
        reasons = self.top / "reasons"
        reasons.write_text("# why\n^reworded .*\\*{4} => words are shown\n^lost .*never => no such thing\n")
        code, lines, text = self.compare(base, new, "--reasons", reasons, "--json", self.top / "out.json")
        self.assertEqual(code, 1)
        self.assertTrue(lines[0].startswith("lost "))
        self.assertLess(text.index("Without a reason (1)"), text.index("words are shown (1)"))
        self.assertEqual(lines[-1], "^lost .*never")  # fits nothing
        written = json.loads((self.top / "out.json").read_text())["differences"]
        self.assertEqual([len(written[""]), len(written["words are shown"])], [1, 1])
        reasons.write_text("^reworded => words are shown\n^lost => a false alarm\n")
        self.assertEqual(self.compare(base, new, "--reasons", reasons)[0], 0)

    def test_the_program_beside_itself(self):
        (self.top / "list").write_text(f"# all of them\n{ROOT / 'fixtures' / 'incidents'}\nshop\n")
        code, lines, text = self.compare(PROGRAM, PROGRAM, "list")
        self.assertEqual((code, lines), (0, []))
        self.assertRegex(text, r"incidents \| [1-9]\d* \|")


if __name__ == "__main__":
    unittest.main()
