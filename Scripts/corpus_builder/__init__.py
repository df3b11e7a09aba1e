"""Turns Debian packages into a Korean-English corpus, one concept a module.

    recipes    which package, which files in it, which format
    packages   .deb files: finding, downloading, reading
    extractors files into paragraphs, one module a format
    lines      paragraphs into clean lines, or nothing
    languages  a line into Korean, English or neither
    duplicates the first of equal lines
    licences   a copyright file into short names
    manifest   what was made, from what, under which terms
    output     a folder written whole or not at all
    command    arguments, progress, exit codes
"""
