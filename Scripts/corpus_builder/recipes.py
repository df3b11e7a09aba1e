"""Which packages the corpus is made of, and what is taken from each.

The order counts: of equal lines in two packages the first keeps its line. Manuals come before
interfaces, so that a sentence counts as part of the text it stands in, and English originals
before translations, which repeat what nobody has translated yet.
"""

from dataclasses import dataclass

DOCUMENTATION = "documentation"
INTERFACE = "interface"
MANUAL_PAGES = "manual pages"


@dataclass(frozen=True)
class Take:
    """Files of one format in a package; `patterns` are `fnmatch` patterns on their paths."""

    format: str
    register: str
    patterns: tuple
    accelerators: str = ""
    replacements: tuple = ()


@dataclass(frozen=True)
class Recipe:
    """A package and what is taken from it."""

    package: str
    takes: tuple
    copyright_package: str = ""
    """The package that holds the copyright file, where this one links to its folder."""


def _pages(format_name, *patterns):
    return Take(format_name, DOCUMENTATION, patterns)


def _manual(*sections):
    return Take("man", MANUAL_PAGES, tuple(
        pattern for section in sections for pattern in (
            f"usr/share/man/man{section}/*", f"usr/share/man/ko/man{section}/*")))


def _catalogues(accelerators="", pattern="usr/share/locale/ko/LC_MESSAGES/*.mo", replacements=()):
    return Take("catalogue", INTERFACE, (pattern,), accelerators, replacements)


def _gnome_help(name):
    return _pages("mallard", f"usr/share/help/C/{name}/*.page", f"usr/share/help/ko/{name}/*.page")


def _langpack(application):
    return Take("langpack", INTERFACE, (f"usr/lib/{application}/*.xpi",))


GTK = "_"
QT = "&"
_OFFICE_NAMES = (
    ("%PRODUCTNAME", "LibreOffice"), ("%PRODUCTVERSION", "7"), ("$[officename]", "LibreOffice"))
_WIKI = Take("wiki", INTERFACE, tuple(
    f"usr/share/mediawiki/{folder}/{language}.json" for language in ("en", "ko")
    for folder in ("languages/i18n", "extensions-core/*/i18n", "includes/installer/i18n")))

# The kernel's API references are code; of its guides, the media folder is lists of cards.
_KERNEL_PAGES = tuple(f"usr/share/doc/linux-doc-6.1/html/{pages}.html" for pages in (
    "admin-guide/[!m]*", "admin-guide/mm/*", "core-api/*", "dev-tools/*", "doc-guide/*",
    "filesystems/*", "kernel-hacking/*", "locking/*", "mm/*", "process/*", "scheduler/*",
    "security/*", "translations/ko_KR/*", "userspace-api/[!m]*"))

RECIPES = (
    Recipe("libreoffice-help-en-us", (_pages(
        "html", "usr/share/libreoffice/help/en-US/text/*.html"),)),
    Recipe("libreoffice-help-ko", (_pages("html", "usr/share/libreoffice/help/ko/text/*.html"),)),
    Recipe("gnome-user-docs", (_gnome_help("*"),)),
    Recipe("installation-guide-amd64", (_pages(
        "html", "usr/share/doc/installation-guide-amd64/en/*.html",
        "usr/share/doc/installation-guide-amd64/ko/*.html"),)),
    Recipe("debian-handbook", (_pages(
        "html", "usr/share/doc/debian-handbook/html/en-US/*.html",
        "usr/share/doc/debian-handbook/html/ko-KR/*.html"),)),
    Recipe("debian-faq", (_pages("html", "usr/share/doc/debian/FAQ/*.en.html"),)),
    Recipe("debian-faq-ko", (_pages("html", "usr/share/doc/debian/FAQ/ko/*.html"),)),
    Recipe("debian-history", (_pages(
        "html", "usr/share/doc/debian-history/docs/*.en.html",
        "usr/share/doc/debian-history/docs/*.ko.html"),)),
    Recipe("debian-policy", (_pages("html", "usr/share/doc/debian-policy/policy.html/*.html"),)),
    Recipe("debian-reference-en", (_pages("html", "usr/share/doc/debian-reference-en/*.html",
                                          "usr/share/debian-reference/*.en.html"),)),
    Recipe("developers-reference", (_pages("html", "usr/share/doc/developers-reference/*.html",
                                           "usr/share/developers-reference/*.html"),)),
    Recipe("gimp-help-en", (_pages("html", "usr/share/gimp/2.0/help/en/*.html"),),
           copyright_package="gimp-help-common"),
    Recipe("gimp-help-ko", (_pages("html", "usr/share/gimp/2.0/help/ko/*.html"),),
           copyright_package="gimp-help-common"),
    Recipe("mate-user-guide", (_pages(
        "docbook", *(f"usr/share/help/{language}/mate-user-guide/{end}" for language in ("C", "ko")
                     for end in ("g*.xml", "index.docbook"))),)),
    Recipe("linux-doc-6.1", (_pages("html", *_KERNEL_PAGES),)),
    Recipe("manpages", (_manual(1, 4, 5, 7, 8),)),
    Recipe("manpages-dev", (_manual(2, 3),), copyright_package="manpages"),
    Recipe("passwd", (_manual(1, 5, 8), _catalogues())),
    Recipe("calibre", (_manual(1),)),
    Recipe("evince-common", (_gnome_help("evince"), _catalogues(GTK))),
    Recipe("totem-common", (_gnome_help("totem"), _catalogues(GTK))),
    Recipe("gnome-terminal-data", (_gnome_help("gnome-terminal"), _catalogues(GTK))),
    Recipe("libreoffice-l10n-ko", (_catalogues(
        "_~", "usr/lib/libreoffice/program/resource/ko/LC_MESSAGES/*.mo", _OFFICE_NAMES),)),
    Recipe("firefox-esr-l10n-en-gb", (_langpack("firefox-esr"),)),
    Recipe("firefox-esr-l10n-ko", (_langpack("firefox-esr"),)),
    Recipe("thunderbird-l10n-en-gb", (_langpack("thunderbird"),)),
    Recipe("thunderbird-l10n-ko", (_langpack("thunderbird"),)),
    Recipe("mediawiki", (_WIKI,)),
    Recipe("wordpress-l10n", (_catalogues(
        pattern="usr/share/wordpress/wp-content/languages/*ko_KR.mo"),)),
    Recipe("phpmyadmin", (_catalogues(pattern="usr/share/phpmyadmin/locale/ko/LC_MESSAGES/*.mo"),)),
    Recipe("python3-django", (_catalogues(
        pattern="usr/lib/python3/dist-packages/django/*/locale/ko/LC_MESSAGES/*.mo"),)),
    Recipe("coreutils", (_manual(1), _catalogues())),
    Recipe("dpkg", (_manual(1, 5, 8), _catalogues())),
    Recipe("apt", (_manual(1, 5, 8), _catalogues())),
    Recipe("bash", (_catalogues(),)),
    Recipe("git", (_catalogues(),)),
    Recipe("subversion", (_catalogues(),)),
    Recipe("libglib2.0-data", (_catalogues(),)),
    Recipe("libgtk-3-common", (_catalogues(GTK),)),
    Recipe("libgtk-4-common", (_catalogues(GTK),)),
    Recipe("evolution-common", (_gnome_help("evolution"), _catalogues(GTK))),
    Recipe("nautilus-data", (_catalogues(GTK),)),
    Recipe("gnome-control-center-data", (_catalogues(GTK),)),
    Recipe("gnome-software-common", (_catalogues(GTK),)),
    Recipe("cinnamon-l10n", (_catalogues(GTK),)),
    Recipe("deja-dup", (_gnome_help("deja-dup"), _catalogues(GTK))),
    Recipe("gedit-common", (_gnome_help("gedit"), _catalogues(GTK))),
    Recipe("geany-common", (_catalogues(GTK),)),
    Recipe("gimp-data", (_catalogues(GTK),)),
    Recipe("inkscape", (_catalogues(GTK),)),
    Recipe("gnucash-common", (_catalogues(GTK),)),
    Recipe("gnumeric-common", (_catalogues(GTK),)),
    Recipe("hexchat-common", (_catalogues(GTK),)),
    Recipe("pidgin-data", (_catalogues(GTK),)),
    Recipe("freeciv-data", (_catalogues(GTK),)),
    Recipe("audacity-data", (_catalogues(QT),)),
    Recipe("vlc-l10n", (_catalogues(QT + GTK),)),
    Recipe("digikam-data", (_catalogues(QT),)),
    Recipe("kdenlive-data", (_catalogues(QT),)),
    Recipe("krita-l10n", (_catalogues(QT),)),
    Recipe("calligra-data", (_catalogues(QT),)),
    Recipe("kmail", (_catalogues(QT),)),
    Recipe("okular", (_catalogues(QT),)),
    Recipe("plasma-workspace-data", (_catalogues(QT),)),
    Recipe("plasma-desktop-data", (_catalogues(QT),)),
)
