"""Tests of Scripts/build-corpus: python3 -m unittest discover -s Scripts/tests

No network: the packages are made here, with dpkg-deb. The tests that need it are skipped on
machines without it.
"""

import contextlib
import io
import json
import os
import shutil
import struct
import subprocess
import sys
import tempfile
import unittest
import zipfile
from pathlib import Path
from unittest import mock

sys.dont_write_bytecode = True
SCRIPTS = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(SCRIPTS))

from corpus_builder import (  # noqa: E402  (the path has to be set first)
    assembly, command, duplicates, labels, languages, licences, lines, manifest, packages, recipes,
)
from corpus_builder.errors import CorpusError  # noqa: E402
from corpus_builder.extractors import (  # noqa: E402
    fluent_messages, man_pages, markup_pages, message_catalogues, mozilla_langpacks,
    property_files, wiki_messages,
)


def catalogue(messages, order="<", charset="utf-8"):
    """Returns the bytes of a .mo catalogue of {original: translation}."""
    messages = {"": f"Content-Type: text/plain; charset={charset}\n", **messages}
    pairs = [(o.encode(charset), t.encode(charset)) for o, t in sorted(messages.items())]
    tables, strings, start = [b"", b""], b"", 28 + 16 * len(pairs)
    for side in (0, 1):
        for pair in pairs:
            tables[side] += struct.pack(order + "2I", len(pair[side]), start + len(strings))
            strings += pair[side] + b"\0"
    head = struct.pack(order + "7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 0)
    return head + tables[0] + tables[1] + strings


class LanguageTests(unittest.TestCase):
    def test_the_script_decides(self):
        for line, expected in [
            ("문서를 저장합니다.", languages.KOREAN),
            ("LibreOffice Writer 문서를 저장합니다", languages.KOREAN),
            ("Save the document as a 가 file in the folder", None),
            ("Save the document.", languages.ENGLISH),
            ("The café is open.", None),
            ("A café is a place to which one goes for coffee, cakes and long talks.",
             languages.ENGLISH),
            ("文書を保存します", None),
            ("1234 5678", None),
            ("한국어 漢字漢字漢字漢字", None),
        ]:
            self.assertEqual(languages.language_of(line), expected, line)


class LineTests(unittest.TestCase):
    def test_tidy(self):
        for text, expected in [
            ("  a\n\t b\u00a0c ", "a b c"),
            ("• 항목입니다", "항목입니다"),
            ("3.13.1. 도구 선택하기", "도구 선택하기"),
            ("B.4.1. Preseeding", "Preseeding"),
            ("1.5 is a number", "1.5 is a number"),
            ("soft\u00adhyphen\u200b", "softhyphen"),
            ("A claim [12] .", "A claim."),
            ("call foo() now", "call foo() now"),
        ]:
            self.assertEqual(lines.tidy(text), expected)

    def test_leftovers_are_dropped(self):
        for line in [
            "파일 %s 을(를) 열 수 없습니다.", "%1$s 파일을 열 수 없습니다.", "{ $name } 님이 들어왔습니다.",
            "새 탭 %'d 개에서 열기.", "값이 $1 보다 작아야 합니다.", "{{PLURAL:1}} 문서가 있습니다.",
            "Open <b>this file</b> now.", "AT&amp;T is a company.", "if (a == b) return c;",
            "a mojibake \ufffd line here.", "usr/share/doc etc/passwd var/lib", "==== ---- ....",
        ]:
            self.assertIsNone(lines.language_of_running_text(line, False), line)

    def test_running_text_is_kept(self):
        for line in [
            "100%는 완전히 불투명한 상태입니다.", "See passwd(5) for the format of that file.",
            "It costs 50% of the price.", "도구 → 옵션을 선택합니다.",
        ]:
            self.assertIsNotNone(lines.language_of_running_text(line, False), line)

    def test_labels_need_more_words_than_paragraphs(self):
        self.assertIsNone(lines.language_of_running_text("새로운 문서양식", True))
        self.assertEqual(lines.language_of_running_text("새로운 문서양식", False), languages.KOREAN)
        self.assertIsNone(lines.language_of_running_text("Save As Template", True))


class LabelTests(unittest.TestCase):
    def test_accelerators(self):
        for text, marks, expected in [
            ("파일 열기(_O)...", "_", "파일 열기..."),
            ("페이지(~G):", "_~", "페이지:"),
            ("파일(&F)", "&", "파일"),
            ("전체 화면 모드로 열기(O)", "_", "전체 화면 모드로 열기"),
            ("화이트 밸런스 온도 (K)", "_", "화이트 밸런스 온도 (K)"),
            ("Save _As", "_", "Save As"),
            ("E&xit", "&", "Exit"),
            ("Cut && paste", "&", "Cut && paste"),
            ("&lt;b&gt;", "&", "&lt;b&gt;"),
            ("Set file_name to it.", "_", "Set file_name to it."),
            ("a_b", "", "a_b"),
        ]:
            self.assertEqual(labels.without_accelerators(text, marks), expected)

    def test_inline_markup(self):
        self.assertEqual(labels.plain_paragraphs("<b>굵게</b> 표시<br/>둘째", ""), ["굵게 표시", "둘째"])
        self.assertEqual(labels.plain_paragraphs("add <path> to it", ""), ["add <path> to it"])


class MarkupTests(unittest.TestCase):
    def test_html_keeps_prose_and_drops_the_rest(self):
        page = """<!DOCTYPE html><html><head><title>제목</title><script>x<y</script></head><body>
            <div class="navheader"><p>이전</p></div><nav><p>메뉴</p></nav>
            <h1>머리 &amp; 글</h1><p>첫째 <b>문단</b>
            입니다.<p>둘째<br>줄<pre>code()</pre><ul><li>하나<li>둘</ul><div>맨글</div></body>"""
        found = [lines.tidy(p) for p in markup_pages.html_paragraphs("x.html", page.encode())]
        self.assertEqual(found, ["머리 & 글", "첫째 문단 입니다.", "둘째 줄", "하나", "둘"])

    def test_html_shows_one_of_several_alternatives(self):
        page = """<p><span class="switchinline"><span class="MAC">Command</span><span>Ctrl</span>
            <span>Other</span></span>+Z</p>"""
        found = markup_pages.html_paragraphs("x.html", page.encode())
        self.assertEqual([" ".join(p.split()) for p in found], ["Ctrl +Z"])

    def test_html_obeys_the_declared_character_set(self):
        page = '<meta http-equiv="Content-Type" content="text/html; charset=euc-kr"><p>한국어</p>'
        self.assertEqual(markup_pages.html_paragraphs("x", page.encode("euc-kr")), ["한국어"])
        with self.assertRaisesRegex(CorpusError, "not utf-8 at byte 3: x"):
            markup_pages.html_paragraphs("x", b"<p>\xff</p>")

    def test_docbook(self):
        page = """<?xml version="1.0"?><!DOCTYPE book [<!ENTITY app "데스크톱">]>
            <book><info><para>저자</para></info><db:para>&app; 안내서의
            <menuchoice><gui>파일</gui> <gui>열기</gui></menuchoice></db:para>
            <screen>$ ls</screen></book>"""
        found = [lines.tidy(p) for p in markup_pages.docbook_paragraphs("x.xml", page.encode())]
        self.assertEqual(found, ["데스크톱 안내서의 파일 → 열기"])

    def test_mallard(self):
        page = """<page><info><desc>누구</desc></info><title>창 옮기기</title><p>누르십시오:
            <keyseq><key>Ctrl</key><key>C</key></keyseq></p><media/><code>x</code></page>"""
        found = [lines.tidy(p) for p in markup_pages.mallard_paragraphs("x.page", page.encode())]
        self.assertEqual(found, ["창 옮기기", "누르십시오: Ctrl+C"])


class MessageTests(unittest.TestCase):
    def test_catalogue_of_either_byte_order(self):
        messages = {"ctx\x04Open": "열기", "%d file\0%d files": "파일 %d개"}
        for order in "<>":
            found = list(message_catalogues.paragraphs("x.mo", catalogue(messages, order)))
            self.assertEqual(found, ["%d files", "파일 %d개", "Open", "열기"])

    def test_catalogue_in_another_character_set(self):
        found = list(message_catalogues.messages("x", catalogue({"a": "가"}, charset="euc-kr")))
        self.assertEqual(found, [("a", "가")])

    def test_broken_catalogues(self):
        whole = catalogue({"Open": "열기"})
        too_many = struct.pack("<5I", 0x950412DE, 0, 1 << 31, 28, 28)
        for data in (b"", b"x" * 40, whole[:-8], too_many):
            with self.assertRaisesRegex(CorpusError, "not a whole .mo catalogue: x.mo"):
                list(message_catalogues.paragraphs("x.mo", data))

    def test_help_texts_lose_their_options(self):
        text = "  -a, --all      show all\n                 of them\n  -b             the rest\n"
        found = [lines.tidy(p) for p in message_catalogues.message_paragraphs(text)]
        self.assertEqual([p for p in found if p], ["show all of them", "the rest"])

    def test_fluent(self):
        text = """# comment\n-brand = Firefox\nkey = { -brand }를\n    다시 시작\n    .accesskey = R
    .label = 다시 { "" }시작\nother = { $count }개\n"""
        found = [lines.tidy(p) for p in fluent_messages.paragraphs("x.ftl", text.encode())]
        self.assertEqual(found, ["Firefox", "Firefox를 다시 시작", "다시 시작", "{ $count }개"])

    def test_properties(self):
        text = "# c\na.accesskey=F\nb = \\uD30C\\uC77C \\\n   열기\nc: 하나\\n둘\n"
        found = list(property_files.paragraphs("x", text.encode()))
        self.assertEqual(found, ["파일 열기", "하나", "둘"])

    def test_langpack_shares_terms_between_files(self):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr("b/main.ftl", "a = { -name } 사용\n")
            archive.writestr("c/brand.ftl", "-name = 여우\n")
            archive.writestr("a/x.properties", "p=값\n")
            archive.writestr("a/x.js", "code\n")
        found = list(mozilla_langpacks.paragraphs("x.xpi", packed.getvalue()))
        self.assertEqual(found, ["값", "여우 사용", "여우"])
        with self.assertRaisesRegex(CorpusError, "not a whole .xpi archive"):
            list(mozilla_langpacks.paragraphs("x.xpi", b"PK no"))

    def test_wiki(self):
        data = json.dumps(
            {"@metadata": {"authors": ["나"]}, "a": "'''굵은''' [[문서|링크]]\n* 둘째"})
        found = list(wiki_messages.paragraphs("ko.json", data.encode()))
        self.assertEqual(found, ["굵은 링크", "둘째"])
        with self.assertRaisesRegex(CorpusError, "not JSON"):
            list(wiki_messages.paragraphs("ko.json", b"{"))


class ManPageTests(unittest.TestCase):
    def test_prose_is_kept(self):
        page = r""".\" comment
.TH LS 1
.SH SYNOPSIS
ls [options]
.SH DESCRIPTION
List
.B files
in \fIthe\fP folder\[em]sorted\-by name.
.TP
.B \-a
Show all, see
.BR ls (1).
.nf
code here
.fi
"""
        found = man_pages.paragraphs("ls.1", page.encode())
        self.assertEqual(found, [
            "List files in the folder—sorted-by name.", "Show all, see ls(1)."])

    def test_mdoc_is_passed_over(self):
        self.assertEqual(man_pages.paragraphs("x", b".Dd May 1\n.Sh NAME\ntext\n"), [])


class LicenceTests(unittest.TestCase):
    def test_short_names(self):
        for text, expected in [
            ("Format: x\n\nFiles: *\nLicense: MPL-2.0\n text\n\n"
             "License: GPL-2+ or Artistic (see x)\n",
             ["Artistic", "GPL-2+", "MPL-2.0"]),
            ("licensed under the GNU GPL, version 2.", ["GPL-2"]),
            ("GNU Free Documentation License, Version 1.1", ["GFDL-1.1"]),
            ("the GNU Lesser General Public License", ["LGPL"]),
            ("see /usr/share/common-licenses/GPL-3.", ["GPL-3"]),
            ("do what you like", ["unnamed"]),
        ]:
            self.assertEqual(licences.short_names(text), expected)


class DuplicateTests(unittest.TestCase):
    def test_the_first_is_kept(self):
        seen = duplicates.SeenLines()
        self.assertEqual([x for x in ["가", "나", "가", "가 "] if seen.is_new(x)], ["가", "나", "가 "])


class RecipeTests(unittest.TestCase):
    def test_recipes_are_sound(self):
        names = [recipe.package for recipe in recipes.RECIPES]
        self.assertEqual(len(names), len(set(names)))
        for recipe in recipes.RECIPES:
            for take in recipe.takes:
                self.assertIn(take.format, assembly.BY_FORMAT)
                self.assertTrue(all(p.startswith("usr/") for p in take.patterns))


@unittest.skipUnless(shutil.which("dpkg-deb"), "dpkg-deb is not installed")
class BuildTests(unittest.TestCase):
    """Builds whole corpora from packages made on the spot."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.debs = self.folder / "debs"
        self.debs.mkdir()
        korean = [f"{n}번째 문단을 저장합니다." for n in range(12)]
        english = [f"This is paragraph number {n} of it." for n in range(12)]
        page = "<p>" + "<p>".join(korean + english + korean)
        self.make_package("first-doc", {"usr/share/doc/first-doc/b.html": page,
                                        "usr/share/doc/first-doc/a.html": "<p>먼저 오는 글입니다."})
        self.make_package("second-doc", {
            "usr/share/locale/ko/LC_MESSAGES/x.mo": catalogue(
                {e: k for e, k in zip(english, korean)} | {
                    f"_Open the new file {n}": f"새 파일 {n} 지금 열기(_O)" for n in range(12)})})
        takes = recipes.Take("html", recipes.DOCUMENTATION, ("usr/share/doc/first-doc/*.html",))
        patched = mock.patch.object(command, "RECIPES", (
            recipes.Recipe("first-doc", (takes,)),
            recipes.Recipe("second-doc", (recipes.Take(
                "catalogue", recipes.INTERFACE, ("usr/share/locale/ko/*",), "_"),))))
        patched.start()
        self.addCleanup(patched.stop)

    def make_package(self, name, files):
        root = self.folder / "roots" / name
        files = {**files, f"usr/share/doc/{name}/copyright": "Format: x\n\nLicense: CC-BY-SA-3.0\n",
                 "DEBIAN/control": f"Package: {name}\nVersion: 1:2-3\nArchitecture: all\n"
                                   "Maintainer: a <a@example.org>\nDescription: test\n"}
        for path, data in files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(data if isinstance(data, bytes) else data.encode())
        for directory in [root, *root.rglob("*")]:
            directory.chmod(0o755 if directory.is_dir() else 0o644)
        subprocess.run(["dpkg-deb", "--root-owner-group", "--build", root,
                        self.debs / f"{name}_1%3a2-3_all.deb"], check=True, capture_output=True)

    def run_command(self, *arguments):
        """Returns (exit status, standard error)."""
        errors = io.StringIO()
        with contextlib.redirect_stderr(errors), contextlib.redirect_stdout(io.StringIO()):
            try:
                status = command.main([str(argument) for argument in arguments])
            except SystemExit as exit_request:
                status = exit_request.code
        return status, errors.getvalue()

    def build(self, name, *arguments):
        destination = self.folder / name
        self.assertEqual(
            self.run_command(destination, "--packages-from", self.debs, *arguments), (0, ""))
        return {str(p.relative_to(destination)): p.read_bytes()
                for p in sorted(destination.rglob("*")) if p.is_file()}

    def test_the_corpus(self):
        files = self.build("corpus")
        self.assertEqual(sorted(files), [
            "MANIFEST.json", "english/first-doc.txt", "english/second-doc.txt",
            "korean/first-doc.txt", "korean/second-doc.txt"])
        korean = files["korean/first-doc.txt"].decode().split("\n")
        self.assertEqual(korean[:2], ["먼저 오는 글입니다.", "0번째 문단을 저장합니다."])
        self.assertEqual((len(korean), korean[-1]), (14, ""))
        # What the first package said already is not repeated by the second.
        self.assertEqual(
            files["korean/second-doc.txt"].decode().split("\n")[0], "새 파일 0 지금 열기")
        value = json.loads(files["MANIFEST.json"])
        self.assertEqual(value["format"], manifest.FORMAT)
        self.assertEqual(value["command"], "Scripts/build-corpus DEST")
        entry = value["files"][2]
        self.assertEqual(entry["path"], "korean/first-doc.txt")
        self.assertEqual((entry["version"], entry["licences"]), ("1:2-3", ["CC-BY-SA-3.0"]))
        self.assertEqual(entry["bytes"], len(files["korean/first-doc.txt"]))
        self.assertNotIn(str(self.folder), files["MANIFEST.json"].decode())

    def test_the_same_packages_give_the_same_bytes(self):
        first = self.build("one")
        reverse = lambda folder, pattern: reversed(sorted(Path(folder).iterdir()))  # noqa: E731
        with mock.patch.object(Path, "glob", reverse), mock.patch.dict(
                os.environ, {"LC_ALL": "C", "LANG": "ko_KR.EUC-KR"}):
            self.assertEqual(self.build("two"), first)

    def test_a_destination_in_use_is_refused(self):
        target = self.folder / "full"
        target.mkdir()
        (target / "mine.txt").write_text("mine")
        status, message = self.run_command(target, "--packages-from", self.debs, "--force")
        self.assertEqual(status, 64)
        self.assertIn("not empty and holds no corpus", message)
        self.build("corpus")
        status, message = self.run_command(self.folder / "corpus", "--packages-from", self.debs)
        self.assertEqual((status, "--force" in message), (64, True))
        self.build("corpus", "--force", "--without", "second-doc")
        self.assertFalse((self.folder / "corpus/korean/second-doc.txt").exists())

    def test_a_failed_build_leaves_nothing(self):
        self.build("corpus")
        before = sorted(self.folder.iterdir())
        deb = next(self.debs.glob("second*"))
        deb.write_bytes(deb.read_bytes()[:-400])
        for name in ("new", "corpus"):
            status, message = self.run_command(
                self.folder / name, "--packages-from", self.debs, "--force")
            self.assertEqual((status, message.count("\n")), (1, 1))
            self.assertIn("not a whole .deb file", message)
        self.assertEqual(sorted(self.folder.iterdir()), before)
        self.assertTrue((self.folder / "corpus/korean/second-doc.txt").exists())

    def test_a_missing_package_is_named(self):
        next(self.debs.glob("second*")).unlink()
        status, message = self.run_command(self.folder / "x", "--packages-from", self.debs)
        self.assertEqual((status, "second-doc" in message), (1, True))

    def test_bad_usage(self):
        for arguments in ([], ["--no-such"], ["x", "--without", "nothing"],
                          ["x", "--packages-from", "a", "--keep-packages", "b"]):
            self.assertEqual(self.run_command(*arguments)[0], 64)
        self.assertEqual(self.run_command("--help")[0], 0)
        self.assertEqual(self.run_command("--list")[0], 0)

    def test_a_failing_download_says_what_to_do(self):
        failed = subprocess.CompletedProcess([], 100, "", "E: Unable to locate package first-doc\n")
        with mock.patch.object(packages.shutil, "which", return_value="apt-get"), \
                mock.patch.object(packages.subprocess, "run", return_value=failed):
            status, message = self.run_command(self.folder / "x")
        self.assertEqual(status, 1)
        self.assertIn("Unable to locate package first-doc", message)
        self.assertIn("apt-get update", message)
        self.assertFalse((self.folder / "x").exists())


if __name__ == "__main__":
    unittest.main()
