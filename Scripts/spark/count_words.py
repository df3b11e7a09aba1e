#!/usr/bin/env python3
"""Counts the words of a corpus on Apache Spark, with `malmoi count-words` as the filter.

    spark-submit --master spark://HOST:7077 --files .build/release/malmoi \\
      Scripts/spark/count_words.py --malmoi ./malmoi --output hdfs:///counts hdfs:///corpus/*.txt

Each partition's documents go through one `malmoi count-words`, whose rows are added up key by key and
written as shards in the order that `malmoi merge-counts` and `malmoi train bpe --from-counts` read.
A filter that fails, fails its task, and after Spark's retries the job; a shard that gets lost all the
same is missed by the training. CountingAtScale.md in the documentation of TokenizerTraining tells more.

Needs PySpark 3.5 or later. The command is on every machine, or is sent along by --files as above.
"""

import argparse
import hashlib
import heapq
import itertools
import shlex
import subprocess
import sys
import zlib
from operator import itemgetter

from pyspark.sql import SparkSession
from pyspark.sql import functions as sql

# A filter's environment is empty, so the folder for what spills is an option too.
COUNTING_OPTIONS = ("normalizer", "pretokenizer", "pattern", "memory", "temporary-folder")
GZIP = "org.apache.hadoop.io.compress.GzipCodec"


def parse(words):
    parser = argparse.ArgumentParser(
        prog="count_words.py", allow_abbrev=False,
        description="Counts words on Apache Spark, for malmoi train bpe --from-counts.")
    parser.add_argument("inputs", nargs="+", metavar="PATH",
                        help="what Spark reads: files, folders or patterns, packed or not")
    parser.add_argument("--output", required=True, metavar="FOLDER", help="where shards are written")
    parser.add_argument("--format", choices=("text", "jsonl", "parquet"), default="text",
                        help="text: a line is a document; jsonl: an object a line")
    parser.add_argument("--text-field", default="text", metavar="NAME",
                        help="the member of an object, or the column, that holds the text")
    parser.add_argument("--partitions", type=int, metavar="N",
                        help="spread the documents over N partitions; as the files lie otherwise")
    parser.add_argument("--shards", type=int, metavar="N",
                        help="how many files to write; Spark's parallelism otherwise")
    parser.add_argument("--gzip", action="store_true", help="pack the shards")
    parser.add_argument("--malmoi", default="malmoi", metavar="PATH",
                        help="the command, here and on every worker")
    counting = parser.add_argument_group("options of malmoi count-words")
    for name in COUNTING_OPTIONS:
        counting.add_argument(f"--{name}")
    counting.add_argument("--special-token", action="append", default=[])
    return parser.parse_args(words)


def filter_command(options):
    """Returns the words of the filter's command line."""
    words = [options.malmoi, "count-words", "--threads", "1"]
    for name in COUNTING_OPTIONS:
        value = getattr(options, name.replace("-", "_"))
        if value is not None:
            words += [f"--{name}", value]
    for token in options.special_token:
        words += ["--special-token", token]
    if options.format != "text":
        field = "text" if options.format == "parquet" else options.text_field
        words += ["--format", "jsonl", "--text-field", field]
    return words


def recipe_row(command):
    """Returns the key by which shards of this command name their recipe.

    Options that count-words does not take end the job here, before anything is read.
    """
    recipe = subprocess.run([*command, "--recipe"], stdout=subprocess.PIPE, check=True).stdout
    return f"#recipe={hashlib.sha256(recipe).hexdigest()}"


def whole_utf8(column):
    """Returns the column, which raises an error where it is not UTF-8.

    Python would get a replacement character, silently. An error of a Python function, on the other
    hand, would be lost in the thread of RDD.pipe that feeds the filter.
    """
    same = sql.encode(sql.decode(column, "UTF-8"), "UTF-8") == column.cast("binary")
    problem = sql.concat(sql.lit("not UTF-8: "), sql.input_file_name())
    return sql.when(column.isNull() | same, column).otherwise(
        sql.raise_error(problem).cast("string"))


def documents(spark, options):
    """Returns an RDD with a line for each document, as the filter is to read it."""
    if options.format == "parquet":
        frame = spark.read.parquet(*options.inputs)
        text = whole_utf8(frame[f"`{options.text_field}`"])
        # JSON, because a document may have line ends.
        line = sql.to_json(sql.struct(text.alias("text")))
    else:
        # Unless told otherwise, Spark ends lines at carriage returns too.
        frame = spark.read.text(options.inputs, lineSep="\n")
        line = whole_utf8(frame["value"])
    lines = frame.select(line.alias("line")).rdd.map(itemgetter(0))
    return lines.repartition(options.partitions) if options.partitions else lines


def shard_of_key(shards):
    """Returns the function that gives a key its shard: one for all rows that are no words."""
    return lambda key: 0 if key[0] in "#~" else zlib.crc32(key.encode("ascii")) % shards


def parse_row(line):
    key, count = line.rsplit("\t", 1)
    return key, int(count)


def added_up(rows):
    """Yields lines with the sums of rows that are sorted by key."""
    for key, same in itertools.groupby(rows, key=itemgetter(0)):
        yield f"{key}\t{sum(count for _, count in same)}"


def count(lines, command, recipe, shards, check_code=True):
    """Returns an RDD with the lines of one shard a partition.

    A filter's rows hold each key once, so nothing is gained by adding up before the shuffle; behind it,
    rows come sorted, and are added up as they pass. That sort is by code points, which for ASCII is
    that of LC_ALL=C sort.

    Each shard says that it was begun, and the first one how many there are, so that a shard which gets
    lost is missed by the training, as one of the filters would be.
    """
    def marked(shard, rows):
        own = [(recipe, 1)] + ([("~eof", shards)] if shard == 0 else [])
        return added_up(heapq.merge(own, rows))

    rows = lines.pipe(shlex.join(command), checkCode=check_code).map(parse_row)
    return rows.repartitionAndSortWithinPartitions(
        shards, shard_of_key(shards)).mapPartitionsWithIndex(marked)


def main(words=None):
    options = parse(words)
    command = filter_command(options)
    recipe = recipe_row(command)
    spark = SparkSession.builder.appName("malmoi count-words").getOrCreate()
    shards = options.shards or spark.sparkContext.defaultParallelism
    counted = count(documents(spark, options), command, recipe, shards)
    counted.saveAsTextFile(options.output, GZIP if options.gzip else None)
    first = spark.sparkContext.textFile(f"{options.output}/part-00000*")
    totals = dict(first.filter(lambda line: line[0] == "~").map(parse_row).collect())
    print(f"counted {totals.get('~docs', 0)} documents of {totals.get('~bytes', 0)} bytes into "
          f"{shards} shards: malmoi train bpe --expect-docs {totals.get('~docs', 0)} "
          f"--from-counts {options.output}/part-*", file=sys.stderr)


if __name__ == "__main__":
    main()
